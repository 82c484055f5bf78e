"""The documentation tells the truth: generated pages are up to date, and what the README prints runs."""

import re
from pathlib import Path

import pytest
from tools import make_docs

from counterfoil import config

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.fast


@pytest.mark.parametrize("page", make_docs.PAGES)
def test_the_reference_pages_say_what_the_tables_say(page: str) -> None:
    assert page not in make_docs.outdated()


def test_every_setting_has_a_help_text() -> None:
    assert all(text for _, _, text in config.table())


def test_every_link_between_pages_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *ROOT.glob("docs/**/*.md")]
    dead = []
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)}: {target}")
    assert dead == []
