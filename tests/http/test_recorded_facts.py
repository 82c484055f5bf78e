"""The table of recorded facts is whole: each is shown by something that exists, or says why it is not."""

import importlib
import re
from collections import Counter
from pathlib import Path

import pytest
from tests.http.golden_file import GOLDEN
from tests.http.recorded_facts import FACTS, ROWS

pytestmark = pytest.mark.fast
HERE = Path(__file__).parent


def test_no_fact_of_the_page_is_missing() -> None:
    """The page counts its facts from one on; a fact below another is a detail of it."""
    for section, count in ROWS.items():
        rows = [key for key in FACTS if re.fullmatch(rf"{re.escape(section)}\.[0-9]+", key)]
        assert rows == [f"{section}.{number}" for number in range(1, count + 1)], section
    assert {key.split(".")[0] for key in FACTS} == set("23456789PD")
    parents = {key: key.rpartition(".")[0] for key in FACTS if key.count(".") > 1}
    assert [key for key, parent in parents.items() if parent not in FACTS and parent not in ROWS] == []


def test_a_fact_is_shown_or_says_why_not() -> None:
    assert [key for key, fact in FACTS.items() if bool(fact.shown) == bool(fact.reason)] == []
    assert [key for key, fact in FACTS.items() if not fact.said or len(fact.reason) in range(1, 10)] == []


def test_what_shows_a_fact_exists() -> None:
    for key, fact in FACTS.items():
        for name in fact.shown:
            if name.endswith(".http"):
                assert (GOLDEN / name).is_file(), f"{key}: {name}"
                continue
            module, _, test = name.rpartition(".")
            assert callable(getattr(importlib.import_module(f"tests.http.{module}"), test, None)), f"{key}: {name}"


def test_every_golden_file_shows_a_fact_and_is_played() -> None:
    files = {file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*.http")}
    shown = Counter(name for fact in FACTS.values() for name in fact.shown if name.endswith(".http"))
    assert files == set(shown)
    tests = "".join(file.read_text() for file in HERE.glob("test_*.py"))
    for name in sorted(files):
        folder, _, case = name.rpartition("/")
        stem = case.removesuffix(".http")
        played = name in tests or (
            f"{folder}/" in tests and (f'"{stem}"' in tests or f"{stem.split('.')[0]}.{{form}}" in tests)
        )
        assert played, f"no test plays {name}"
