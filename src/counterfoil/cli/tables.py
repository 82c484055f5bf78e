"""The tables as lists: resources, extension points, settings."""

from collections.abc import Sequence
from importlib.metadata import version as installed_version
from typing import Any

import click

from counterfoil import config
from counterfoil.cli.options import fail, fold, out
from counterfoil.hooks.point import Point
from counterfoil.hooks.points import POINTS
from counterfoil.http.routes import ROUTES
from counterfoil.versions import NEWEST, PUBLISHED, Version

_WORD = click.argument("word", default="", help="only those with this in their names")


@click.command()
@_WORD
def routes(word: str) -> None:
    """List the resources that are served, with the versions that have them."""
    found = [
        (f"{row.method} {row.path}", f"{row.summary}{versions_of(row.since, row.until)}")
        for row in ROUTES
        if _has(word, f"{row.method} {row.path}")
    ]
    _list(found, "resource", word)


@click.command()
@_WORD
def points(word: str) -> None:
    """List the extension points a hook can be registered at."""
    found = [
        (f"{point.name} ({', '.join(point.arguments)})", f"{point.summary}; {transaction_of(point)}")
        for point in POINTS
        if _has(word, point.name)
    ]
    _list(found, "extension point", word)


@click.command()
@_WORD
def settings(word: str) -> None:
    """List the settings with their defaults and environment variables."""
    listed = [(title, [row for row in rows if _has(word, _setting(*row[:2]))]) for title, rows in config.subjects()]
    for title, rows in listed:
        if rows:
            out.print(f"\n{title}\n", markup=False)
            _list([(_setting(name, default), text) for name, default, text in rows], "setting", word)
    if not any(rows for _, rows in listed):
        _list([], "setting", word)


def _setting(name: str, default: Any) -> str:
    option = "--" + name.replace("_", "-")
    return f"{option}{'' if default == '' else f' {default}'}  {config.environment_name(name)}"


def _has(word: str, name: str) -> bool:
    return word.lower() in name.lower()


def _list(entries: Sequence[tuple[str, str]], what: str, word: str) -> None:
    """Print names with a line or two on each: tables of names as long as these do not fit a terminal."""
    if not entries:
        fail(f"no {what} has '{word}' in its name")
    for name, text in entries:
        out.print(fold(name), markup=False, style="bold")
        out.print(fold(f"    {text}"), markup=False)


def transaction_of(point: Point) -> str:
    """Say whether hooks of a point run inside the transaction, and which versions have it."""
    return f"{'inside' if point.inside else 'outside'} the transaction{versions_of(point.since, point.until)}"


def versions_of(since: Version | None, until: Version | None) -> str:
    """Say which versions have something, behind something else; nothing where all have it."""
    return (f", from {since}" if since else "") + (f", before {until}" if until else "")


def version() -> None:
    """Show the version of the server and of the API."""
    out.print(f"counterfoil {installed_version('counterfoil')}, Shop API {PUBLISHED[0]} to {NEWEST}")
