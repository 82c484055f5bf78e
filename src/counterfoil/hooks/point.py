"""What an extension point is: a row of the tables beside this file, and how one is written."""

import re
from typing import NamedTuple

from counterfoil.versions import Version, parse_version

SHOP = "dw.ocapi.shop."
RECALCULATES = "recalculates the basket (`dw.order.calculate`)"
"""What most after… points of a basket do unless a hook stands in for it."""

_OUTSIDE = re.compile(r"\.((before|after)GET|modify\w+Response\w*|validate\w+)$")


class Point(NamedTuple):
    """An extension point: where a hook can be registered."""

    name: str
    arguments: tuple[str, ...]
    summary: str
    since: Version | None = None
    until: Version | None = None
    payment: bool = False
    inside: bool = True
    """Whether its hooks run inside the transaction of the request, where they may change what is stored."""
    default: str = ""
    """What the server does when no hook answers."""


def point(
    name: str,
    arguments: str,
    summary: str,
    *,
    since: str | None = None,
    until: str | None = None,
    payment: bool = False,
    default: str = "",
) -> Point:
    """Write a row: arguments separated by blanks, versions as ``"17.3"``.

    What reads, validates or changes the answer runs outside the transaction, everything else inside.
    """
    return Point(
        name,
        tuple(arguments.split()),
        summary,
        parse_version(since) if since else None,
        parse_version(until) if until else None,
        payment,
        _OUTSIDE.search(name) is None,
        default,
    )
