"""What an extension point is: a row of the tables beside this file, and how one is written."""

from typing import NamedTuple

from counterfoil.versions import Version, parse_version

SHOP = "dw.ocapi.shop."


class Point(NamedTuple):
    """An extension point: where a hook can be registered."""

    name: str
    arguments: tuple[str, ...]
    summary: str
    since: Version | None = None
    until: Version | None = None
    payment: bool = False


def point(
    name: str,
    arguments: str,
    summary: str,
    *,
    since: str | None = None,
    until: str | None = None,
    payment: bool = False,
) -> Point:
    """Write a row: arguments separated by blanks, versions as ``"17.3"``."""
    return Point(
        name,
        tuple(arguments.split()),
        summary,
        parse_version(since) if since else None,
        parse_version(until) if until else None,
        payment,
    )
