"""What a parameter of a URL is: its name and what it may say. A column of the table of resources.

The resources read and check their parameters themselves; these rows describe them to clients.
"""

from typing import Literal

import msgspec

ParameterKind = Literal["string", "integer", "number", "boolean", "datetime", "list"]


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """A query parameter."""

    name: str
    summary: str
    kind: ParameterKind = "string"
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    enum: tuple[str, ...] = ()
    """The values there are; those of its elements where it is a list."""
    default: str | int | None = None
    setting: str | None = None
    """The setting that gives the maximum, which is what the setting is by default."""


def page(count: int = 25, last_start: int | None = None) -> tuple[Parameter, Parameter]:
    """Return the parameters of a list that comes in pages."""
    return (
        Parameter(
            name="start",
            summary="how many are left out",
            kind="integer",
            minimum=0,
            maximum=last_start,
            default=0,
            setting="max_search_start" if last_start is not None else None,
        ),
        Parameter(
            name="count",
            summary="how many are wanted",
            kind="integer",
            minimum=1,
            maximum=200,
            default=count,
            setting="page_size",
        ),
    )


def expand(values: tuple[str, ...]) -> Parameter:
    """Return the parameter that names parts to be answered too."""
    return Parameter(name="expand", summary="the parts to be answered too", kind="list", enum=values)


LOCALE = Parameter(name="locale", summary="the language of texts, such as de-DE, or default")
CURRENCY = Parameter(name="currency", summary="the currency of prices", min_length=3, max_length=3)
PERIOD = (
    Parameter(name="from", summary="the earliest creation, in ISO 8601", kind="datetime"),
    Parameter(name="until", summary="the latest creation, in ISO 8601", kind="datetime"),
)
SELECT = Parameter(name="select", summary="the properties that are wanted, such as (order_no,shipments.(**))")
