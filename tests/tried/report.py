"""The page that says what became of the hooks of real cartridges."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.tried.sets import CartridgeSet


class Row(NamedTuple):
    """A registration that was tried."""

    name: str
    point: str
    module: str
    outcome: str
    """ran, failed, not reached, not called, no function."""
    why: str
    missing: tuple[str, ...]


HEAD = """# Real cartridges, tried

`make cartridges CARTRIDGES=FOLDER` runs the hooks of whatever cartridges lie in a folder, unmodified, and writes this
page: each set of cartridges on a server of its own with the demo shop and, where there is one, the cartridge's own
metadata; each extension point by a request that calls it. Services are not configured and preferences have their
defaults, so that a hook that is switched off by default, or asks a provider, says so. The cartridges are their makers';
none of their code is kept here.

*ran*: the function came to its end, with this answer. *failed*: it threw. *not reached*: the request did not come that
far. *missing*: members of the platform that it looked for and that are not there; looking for one is no failure.
"""
_SUMMARY = ("cartridges", "registered", "called here", "ran", "failed", "not reached", "missing members")


def write(page: Path, sets: Sequence[CartridgeSet], rows: Sequence[Row]) -> None:
    """Write the page."""
    parts = [HEAD, "## In all\n", _summary(sets, rows)]
    for one in sets:
        tried = [row for row in rows if row.name == one.name]
        if tried:
            parts += [f"\n## {one.name}\n", f"{one.source}; path `{':'.join(one.path)}`\n", _table(tried)]
    page.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _summary(sets: Sequence[CartridgeSet], rows: Sequence[Row]) -> str:
    lines = [
        "| cartridges | registered | called here | ran | failed | not reached | missing members |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in sets:
        tried = [row for row in rows if row.name == one.name]
        if not tried:
            continue
        count = Counter(row.outcome for row in tried)
        called = len(tried) - count["not called"]
        missing = len({member for row in tried for member in row.missing})
        lines.append(
            f"| {one.name} | {len(tried)} | {called} | {count['ran']} | {count['failed'] + count['no function']} "
            f"| {count['not reached']} | {missing} |"
        )
    return "\n".join(lines)


def _table(rows: Sequence[Row]) -> str:
    lines = ["| extension point | script | | answer, or why | missing |", "|---|---|---|---|---|"]
    for row in rows:
        why = row.why.replace("|", "\\|").replace("<", "&lt;")
        missing = ", ".join(f"`{member}`" for member in row.missing)
        lines.append(f"| `{row.point}` | `{row.module}` | {row.outcome} | {why} | {missing} |")
    return "\n".join(lines)
