"""Write the reference pages from the tables of the code; ``--check`` only says whether they are up to date."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from counterfoil import config, faults
from counterfoil.cli.main import app
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.flash_types import TABLE as FLASHES
from counterfoil.documents.properties import Document
from counterfoil.hooks.arguments import KINDS
from counterfoil.hooks.points import GROUPS
from counterfoil.hooks.points_not_served import NOT_SERVED
from counterfoil.http.access import ACCESSES, CALLERS
from counterfoil.http.routes import ROUTES
from counterfoil.scripts.catalogue import absent_classes, catalogue
from counterfoil.versions import NEWEST, PUBLISHED, Version, covers, parse_version

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
TESTED = (parse_version("15.2"), parse_version("23.1"))
SHOWN = (*map(parse_version, ("15.2", "16.6", "17.3", "17.8", "18.8", "20.4", "23.1")), NEWEST)
"""The columns of the compatibility page; a test calls every resource in each of them."""


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def interval(since: Version | None, until: Version | None) -> str:
    if since and until:
        return f"{since} until before {until}"
    if since:
        return f"from {since}"
    return f"until before {until}" if until else "all"


def resources() -> str:
    rows = [
        (
            f"`{row.method}`",
            f"`{row.path}`",
            interval(row.since, row.until),
            type_name(row.request) if row.request else "",
            type_name(row.response) if row.response else "",
            row.summary,
            " ".join(f"`{parameter.name}`" for parameter in row.query),
        )
        for row in ROUTES
    ]
    return (
        "# Resources\n\nBelow `/s/{site}/dw/shop/{version}`, `/s/Sites-{site}-Site/dw/shop/{version}` or, "
        "for the default site, "
        "`/dw/shop/{version}`. The token endpoint is `POST /dw/oauth2/access_token`.\n\n"
        + table(("method", "path", "versions", "request", "response", "what it does", "parameters"), rows)
        + "\n\nEvery resource that answers a document takes `select` too. The Meta API (`GET /dw/meta/v1/rest`) and "
        "`GET /openapi.json` describe all of this to machines: see "
        "[Generate a client](../how-to/generate-a-client.md)."
    )


def compatibility() -> str:
    columns = tuple(str(version) for version in SHOWN)
    names = dict.fromkeys(f"{row.method} {row.path}" for row in ROUTES)
    rows = [(f"`{name}`", *("tested" if _served(name, version) else "-" for version in SHOWN)) for name in names]
    known = ", ".join(str(version) for version in PUBLISHED)
    lines = " and ".join(str(version) for version in TESTED)
    return (
        f"# Compatibility\n\nThe suite calls every resource with success in each version of this table that has it, "
        f"on both stores, and finds it absent in the others. Versions {lines} are compared line by line with the pages "
        f"of the reference and recorded answers. The versions between are served by the same tables: {known}.\n\n"
        + table(("resource", *columns), rows)
        + "\n\nA resource that is not in this table is not served: it answers 404 `ResourcePathNotFoundException`."
    )


def authorisation() -> str:
    kinds = [(f"`{kind}`", what) for kind, what in CALLERS.items()]
    faults = [(one.name, one.summary, *(getattr(one, kind) or "may" for kind in CALLERS)) for one in ACCESSES]
    rows = [(f"`{row.method} {row.path}`", interval(row.since, row.until), row.access.name) for row in ROUTES]
    return (
        "# Authorisation\n\nWho may call which resource. The suite calls every resource as every kind of caller, on "
        "both stores, on what another owns, and holds it to these tables. Before all of this a client must be "
        "permitted the resource by the settings (`ClientAccessForbiddenException`).\n\n## Callers\n\n"
        + table(("caller", "what he calls with"), kinds)
        + "\n\n## Rules\n\nThe fault each is answered.\n\n"
        + table(("rule", "who may", *CALLERS), faults)
        + "\n\n## Resources\n\n"
        + table(("resource", "versions", "rule"), rows)
    )


def _served(name: str, version: Version) -> bool:
    return any(f"{row.method} {row.path}" == name and covers(version, row.since, row.until) for row in ROUTES)


def fault_page() -> str:
    rows = []
    for kind in faults.TABLE.values():
        for row in kind.rows:
            arguments = ", ".join(f"`{name}`" for name in kind.wire_names())
            told = (kind.meaning, kind.remedy)
            rows.append(
                (f"`{row.type}`", str(row.status), arguments, interval(row.since, row.until), *told, row.message)
            )
    rows.sort(key=lambda row: (row[1], row[0], row[6]))
    return (
        '# Faults\n\nThe body is `{"_v", "fault": {"arguments", "type", "message"}}`; versions before 17.1 have no '
        "`arguments`. Switch on `type`; the message is for people.\n\n"
        "An emulator says with each fault what would have allowed the call, in the header `x-explain`: what to do "
        "about it, as this page says, and what is meant by that in this very request. A service does so for requests "
        "with `x-explain: 1`; `x-explain: 0` turns it off. "
        "[Ask why a call was refused](../how-to/ask-why-a-call-was-refused.md) shows it.\n\n"
        + table(("type", "status", "arguments", "versions", "meaning", "what to do", "message"), rows)
    )


def flash_page() -> str:
    rows = [(f"`{row.name}`", interval(row.since, row.until), row.message) for row in FLASHES.values()]
    return (
        "# Flashes\n\nWhat a basket still lacks, worked out on every answer; a basket that has any cannot be "
        "submitted.\n\n" + table(("type", "versions", "message"), rows)
    )


def points() -> str:
    parts = [POINTS_INTRODUCTION]
    head = ("extension point", "arguments", "versions", "transaction", "card", "when", "default")
    for title, group in GROUPS:
        rows = [
            (
                f"`{point.name}`",
                ", ".join(_argument(name) for name in point.arguments),
                interval(point.since, point.until),
                "inside" if point.inside else "outside",
                "yes" if point.payment else "",
                point.summary,
                point.default,
            )
            for point in group
        ]
        parts.append(f"## {title}\n\n" + table(head, rows))
    absent = [(f"`{name}`" + (" …" if name.endswith(".") else ""), why) for name, why in NOT_SERVED.items()]
    parts.append(NOT_SERVED_INTRODUCTION + table(("extension point", "why"), absent))
    return "\n\n".join(parts)


def _argument(name: str) -> str:
    argument = KINDS[name]
    return f"`{name}` ({argument.kind}{', or None' if argument.optional else ''})"


POINTS_INTRODUCTION = """# Extension points

A hook returns nothing to go on; `Status(Status.OK)` to end the chain, which skips the default as well;
`Status(Status.ERROR, code, message)` to refuse the request: 400 `HookStatusException`, and nothing of a hook's request
is kept that ran *inside* the transaction. *Outside* of it what is stored cannot be changed, and is kept whatever a hook
answers. Only hooks of points marked *card* may see a card number or security code.
[The order of hooks](../explanation/order-of-hooks.md) explains it.

An argument is a *script* object (what the server keeps), a *request* document (the client's; of a payment point with
its card), a *response* document (the answer, by wire name), or a plain *value*.

A hook may be registered at any name of one's own that begins with `app.`; `context.call_hook` calls it. The setting
`api-hooks` switches off the hooks of all points that begin with `dw.ocapi.`"""
NOT_SERVED_INTRODUCTION = """## Not served

Nothing calls these here. A hook may be registered, which is logged as a warning, and `context.call_hook` reaches it.

"""


def settings() -> str:
    parts = [
        "# Settings\n\nEvery setting is an option of `counterfoil serve`, an environment variable, and a "
        "line of the TOML file "
        "that `--config` or `COUNTERFOIL_CONFIG` names, in this order of precedence. A line of the file has the name "
        "of the option without the dashes before it, and with `_` for those within: `--hook-seconds 10` is "
        "`hook_seconds = 10`. A setting that is on or off is `--demo` or `--no-demo`, and `true` or `false` elsewhere. "
        "`counterfoil settings WORD` lists those with a word in their names."
    ]
    for title, settings_ in config.subjects():
        rows = [
            (
                f"`--{name.replace('_', '-')}`",
                f"`{config.environment_name(name)}`",
                f"`{default}`" if default != "" else "",
                text,
            )
            for name, default, text in settings_
        ]
        parts.append(
            f"## {title}\n\n" + table(("option", "environment variable", "default", "what"), rows).rstrip("\n")
        )
    return "\n\n".join(parts) + "\n"


def commands() -> str:
    context = click.Context(app)
    rows: list[tuple[str, ...]] = []

    def walk(command: click.Command | None, name: str) -> None:
        if isinstance(command, click.Group):
            for child_name in command.list_commands(context):
                walk(command.get_command(context, child_name), f"{name} {child_name}")
        elif command is not None:
            rows.append((f"`{name}`", (command.help or "").strip()))

    walk(app, "counterfoil")
    return "# Commands\n\n`--help` of each lists its options.\n\n" + table(("command", "what it does"), rows)


def documents() -> str:
    classes: list[type[Document]] = []

    def collect(cls: type[Document]) -> None:
        if cls in classes:
            return
        classes.append(cls)
        for _, field in wire_fields(cls, NEWEST):
            if field.document is not None:
                collect(field.document)

    for route in ROUTES:
        for cls in (route.request, route.response):
            if cls is not None:
                collect(cls)
    parts = ["# Documents\n\nWhat travels, as the newest version spells it, and what version 15.2 has of it."]
    for cls in sorted(classes, key=type_name):
        early = {key for name, field in wire_fields(cls, TESTED[0]) for key in (name, field.attribute)}
        rows = [
            (
                f"`{name}`",
                _kind(field),
                "read only" if field.row.read_only else "",
                interval(field.row.since, field.row.until),
                "yes" if early & {name, field.attribute} else "",
            )
            for name, field in wire_fields(cls, NEWEST)
        ]
        custom = "\n\nMay have custom attributes (`c_*`)." if cls.custom_attribute else ""
        parts.append(f"## {type_name(cls)}{custom}\n\n" + table(("property", "type", "", "versions", "in 15.2"), rows))
    return "\n\n".join(parts)


def _kind(field: Field) -> str:
    name = type_name(field.document) if field.document else field.kind
    return f"{name}[]" if field.shape == "list" else f"map of {name}" if field.shape == "map" else name


SCRIPT_API = """# The script API

What scripts of cartridges find here of the platform's classes, asked of the engine itself. A property `name` can also
be read as `getName()`, a flag as `isName()`, and what can be written as `setName(value)`; those forms are not listed
again.

A member that is *not here* names itself when it is called, with the script and its line; reading one gives `undefined`,
for code looks for members it can do without, and the trace of the request notes it. A class that is not here at all can
be required, but not used. If a cartridge of yours needs one of them, open an issue of the project with the line of the
trace: what real cartridges use comes first. [Real cartridges, tried](cartridges.md) shows what some of them find.

Beside these classes scripts have the globals `request`, `response`, `session`, `customer`, `empty()`, `dw`, `trace()`,
and the methods `equals`, `equalsIgnoreCase` and `compareTo` of strings.
"""


def script_api() -> str:
    classes = catalogue()
    here, absent = sum(len(one.here) for one in classes), sum(len(one.absent) for one in classes)
    count = len(classes) + len(absent_classes())
    parts = [
        SCRIPT_API,
        f"{len(classes)} of {count} classes are here, with {here:,} of their {here + absent:,} members.\n",
        "## Classes\n",
    ]
    for one in classes:
        parts.append(f"### {one.name}\n")
        if one.extends:
            parts.append(f"Extends `{one.extends}`; inherited members are among these.\n")
        if one.here:
            parts.append("Here: " + ", ".join(f"`{name}`" for name in one.here) + "\n")
        if one.absent:
            parts.append("Not here: " + ", ".join(f"`{name}`" for name in one.absent) + "\n")
    parts.append("## Classes that are not here\n")
    parts.append(", ".join(f"`{name}`" for name in absent_classes()))
    return "\n".join(parts)


PAGES = {
    "resources.md": resources,
    "compatibility.md": compatibility,
    "authorisation.md": authorisation,
    "documents.md": documents,
    "faults.md": fault_page,
    "flashes.md": flash_page,
    "extension-points.md": points,
    "script-api.md": script_api,
    "settings.md": settings,
    "commands.md": commands,
}


def outdated() -> list[str]:
    """Return the pages that do not say what the tables say."""
    return [
        name
        for name, write in PAGES.items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text(encoding="utf-8") != _text(write())
    ]


def _text(page: str) -> str:
    return f"{page}\n\n*Written by `make docs` from the tables of the code.*\n"


def main() -> None:
    if "--check" in sys.argv:
        names = outdated()
        if names:
            sys.exit(f"out of date: {', '.join(names)}; run make docs")
        return
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(_text(write()), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
