"""The report: figures as tables of Markdown, ratios to the floors of the same run, and the aims."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figures import Figure, Figures, Key
from bench.floor import commit_floor
from bench.flow import STEPS
from bench.reads import CLIENTS as READERS
from bench.reads import FEW
from bench.written import written_floor

NOTES = "## Notes"
_HEAD = "# Results"
_NO_NOTES = "None. What stands below this heading is kept when the figures are written anew.\n"
Row = Sequence[str]
_FLOW_HEAD = (
    "store",
    "processes",
    "clients",
    "flows/s",
    "p50 ms",
    "p99 ms",
    "basket, order, authorise: p50 ms",
    "server CPU ms",
    "MB",
    "requests / hello",
    "commits / floor",
    "flows / same rows written",
)


class Aim(NamedTuple):
    """What is aimed at, what it came to, and whether that is enough."""

    text: str
    value: str
    reached: bool


def render(figures: Figures, many: int, description: Sequence[str]) -> str:
    """Return the report without its notes."""
    parts = [_HEAD, "", *(f"- {line}" for line in description), ""]
    for title, head, rows in (
        ("Aims", ("aim", "measured", "reached"), _aims(figures, many)),
        ("Floors", ("what", "a second", "p50 ms", "p99 ms", "server CPU µs", "load CPU µs"), list(_floors(figures))),
        (
            "Order flow",
            _FLOW_HEAD,
            list(_flows(figures)),
        ),
        (
            "Reads, 32 clients",
            ("what", "store", "orders", "a second", "p50 ms", "p99 ms", "server CPU ms", "/ hello", "/ few orders"),
            list(_reads(figures)),
        ),
        ("Start", ("store", "first answer s", "idle MB"), list(_starts(figures))),
    ):
        if rows:
            parts += [f"## {title}", "", *_table(head, rows), ""]
    return "\n".join(parts)


def write(file: Path, text: str) -> None:
    """Write the report, and keep the notes that people wrote below the last one."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    notes = before.partition(NOTES)[2].strip() + "\n" if NOTES in before else _NO_NOTES
    file.write_text(f"{text}\n{NOTES}\n\n{notes}", encoding="utf-8")


def aims(figures: Figures, many: int) -> list[Aim]:
    """Return the aims that what was measured says something about."""
    found = []
    for engine, least in (("SQLite", 1500), ("PostgreSQL", 700)):
        if flow := figures.get(("flow", engine, 1, 32)):
            text = f"order flow on {engine}, 32 clients, one process: at least {least:,}/s"
            found.append(Aim(text, f"{flow.per_second:,.0f}/s", flow.per_second >= least))
    hello = figures.get(("hello", READERS))
    few = figures.get(("get", "SQLite", FEW))
    if hello and few:
        ratio = few.per_second / hello.per_second
        found.append(Aim("GET order on SQLite: at least 0.4 of hello-world", f"{ratio:.2f}", ratio >= 0.4))
    for kind in ("get", "list"):
        found += [
            _growth(figures, kind, engine, many)
            for engine in ("SQLite", "PostgreSQL")
            if (kind, engine, many) in figures
        ]
    for engine in ("SQLite", "PostgreSQL"):
        if start := figures.get(("start", engine, "filled")):
            seconds, megabytes = start.start_seconds, start.megabytes
            found.append(Aim(f"first answer on {engine}: under 1 s", f"{seconds:.2f} s", seconds < 1))
            found.append(Aim(f"idle memory on {engine}: under 80 MB", f"{megabytes:.0f} MB", megabytes < 80))
    return found


def _growth(figures: Figures, kind: str, engine: str, many: int) -> Aim:
    ratio = figures[kind, engine, FEW].per_second / figures[kind, engine, many].per_second
    text = f"{kind} on {engine} with {many:,} orders: at most 1.2 of the time with {FEW:,}"
    return Aim(text, f"{ratio:.2f}", ratio <= 1.2)


def _aims(figures: Figures, many: int) -> list[Row]:
    return [(aim.text, aim.value, "yes" if aim.reached else "**no**") for aim in aims(figures, many)]


def _floors(figures: Figures) -> Iterator[Row]:
    for key, figure in figures.items():
        if key[0] == "hello":
            yield (
                f"hello-world, {_clients(key[1])}",
                _number(figure.per_second),
                *_times(figure),
                f"{figure.server_cpu_ms * 1000:.0f}",
                f"{figure.load_cpu_ms * 1000:.0f}",
            )
        elif key[0] == "commit":
            yield _commit_name(key), _number(figure.per_second), *_times(figure), "", ""
        elif key[0] == "written":
            name = f"{key[1]}, rows and index entries of a flow, {_clients(key[2])}"
            yield name, _number(figure.per_second), *_times(figure), "", ""


def _commit_name(key: Key) -> str:
    if key[1] == "PostgreSQL":
        return f"PostgreSQL, 4 kB rows, a commit each, {_clients(key[2])}"
    return f"SQLite, 4 kB rows, {'a commit each' if key[2] == 1 else f'{key[2]} a commit'}"


def _clients(number: object) -> str:
    return "1 client" if number == 1 else f"{number} clients"


def _flows(figures: Figures) -> Iterator[Row]:
    for key, figure in figures.items():
        if key[0] != "flow":
            continue
        _, engine, processes, clients = key
        requests = figure.per_second * len(STEPS)
        yield (
            str(engine),
            str(processes),
            str(clients),
            _number(figure.per_second),
            *_times(figure),
            ", ".join(f"{figure.steps[name].p50:.1f}" for name in STEPS),
            f"{figure.server_cpu_ms:.2f}",
            f"{figure.megabytes:.0f}",
            _ratio(requests, figures.get(("hello", clients))),
            _ratio(requests, figures.get(commit_floor(str(engine), int(clients)))),
            _ratio(figure.per_second, figures.get(written_floor(str(engine), int(clients)))),
        )


def _reads(figures: Figures) -> Iterator[Row]:
    for key, figure in figures.items():
        if key[0] not in ("get", "list"):
            continue
        kind, engine, orders = key
        yield (
            "GET order" if kind == "get" else "list of 25",
            str(engine),
            f"{orders:,}",
            _number(figure.per_second),
            *_times(figure),
            f"{figure.server_cpu_ms:.3f}",
            _ratio(figure.per_second, figures.get(("hello", READERS))),
            "" if orders == FEW else _ratio(figure.per_second, figures.get((kind, engine, FEW))),
        )


def _starts(figures: Figures) -> Iterator[Row]:
    for key, figure in figures.items():
        if key[0] == "start":
            name = f"{key[1]}, {'new: the demo site is loaded first' if key[2] == 'empty' else 'filled'}"
            yield name, f"{figure.start_seconds:.2f}", f"{figure.megabytes:.0f}"


def _number(value: float) -> str:
    return f"{value:,.0f}"


def _times(figure: Figure) -> tuple[str, str]:
    return f"{figure.times.p50:.2f}", f"{figure.times.p99:.2f}"


def _ratio(value: float, floor: Figure | None) -> str:
    return f"{value / floor.per_second:.2f}" if floor else ""


def _table(head: Row, rows: Sequence[Row]) -> list[str]:
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]

    def line(cells: Row) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return [line(head), "|" + "|".join("-" * (width + 2) for width in widths) + "|", *map(line, rows)]
