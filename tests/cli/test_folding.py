"""How lines of a trace stand on a terminal."""

import io

import pytest
from rich.console import Console

from counterfoil.cli import options
from counterfoil.cli.options import Lines, fold

pytestmark = pytest.mark.fast

LINE = '      asked site "RefArch" -> {"id": "RefArch", "name": "Reference tea shop"}  0.11 ms'


def folded(monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> list[str]:
    lines = Lines(stderr=False)
    lines.__dict__["console"] = Console(file=io.StringIO(), force_terminal=terminal, width=60)
    monkeypatch.setattr(options, "out", lines)
    return fold(f"{LINE}\n\nshort\n").split("\n")


def test_long_lines_are_folded_at_the_width_of_a_terminal_further_in_than_they_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, empty, last = folded(monkeypatch, terminal=True)
    assert first.startswith('      asked site "RefArch"')
    assert second.startswith("          ")
    assert max(len(first), len(second)) <= 60
    assert " ".join(f"{first} {second}".split()) == " ".join(LINE.split())
    assert (empty, last) == ("", "short")


def test_lines_for_another_program_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert folded(monkeypatch, terminal=False) == [LINE, "", "short"]
