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
    asked: tuple[str, ...] = ()
    """What it asked of providers."""


HEAD = """# Real cartridges, tried

`make cartridges CARTRIDGES=FOLDER` runs the hooks of whatever cartridges lie in a folder, unmodified, and writes this
page: each set of cartridges on a server of its own with the demo shop and, where there is one, the cartridge's own
metadata; each extension point of the API by a request that calls it. Points of the cartridges' own (`app.…`) are called
as a storefront does it, with its arguments, by a small cartridge of the suite that stands in front of the path: the
payment form, `Handle` on the basket, `Authorize` on the order by the set's own checkout code.

Providers are one server on this machine that answers plausibly: the services of the set's metadata are pointed at it
and called by the real client. The integrations are switched on by a table with made-up keys
(`tests/tried/switched_on.toml`); a set that is not in the table is tried as its metadata has it. The cartridges are
their makers'; none of their code is kept here.

*ran*: the function came to its end, with this answer, which may say that it refuses. *failed*: it threw. *not reached*:
the request did not come that far. *missing*: members of the platform that it looked for and that are not there; looking
for one is no failure. *asked*: what it asked of its provider; (?) where the stand-in has no answer of its own for it.
"""


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
        "| cartridges | registered | called here | ran | failed | not reached | asked a provider | missing members |",
        "|---|---|---|---|---|---|---|---|",
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
            f"| {count['not reached']} | {sum(bool(row.asked) for row in tried)} | {missing} |"
        )
    return "\n".join(lines)


def _table(rows: Sequence[Row]) -> str:
    lines = ["| extension point | script | | answer, or why | asked | missing |", "|---|---|---|---|---|---|"]
    for row in rows:
        why = row.why.replace("|", "\\|").replace("<", "&lt;")
        missing = ", ".join(f"`{member}`" for member in row.missing)
        asked = ", ".join(f"`{request}`" for request in row.asked)
        lines.append(f"| `{row.point}` | `{row.module}` | {row.outcome} | {why} | {asked} | {missing} |")
    return "\n".join(lines)
