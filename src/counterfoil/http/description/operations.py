"""What a version of the API can do, as the descriptions tell it: the rows of the table of resources, by path."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from counterfoil.config import Settings
from counterfoil.documents.properties import Document
from counterfoil.http.parameter import SELECT, Parameter
from counterfoil.http.route import Route
from counterfoil.http.routes import ROUTES
from counterfoil.identity.permissions import FULL, Permission
from counterfoil.versions import Version, covers

_NAME = re.compile(r"\{(\w+)\}")
Grants = Callable[[Route], tuple[Permission, ...]]


class Operation(NamedTuple):
    """A method of a path."""

    route: Route
    operation_id: str
    path_names: tuple[str, ...]
    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    granted: tuple[Permission, ...] = (FULL,)
    """What the caller may send and see; the ids of the path may choose one of them."""

    @property
    def tag(self) -> str:
        """Return the resource the path begins with."""
        return self.route.pattern[0]


KEY = Parameter(
    name="Idempotency-Key",
    summary="a name of this request: under one it is carried out once",
    min_length=1,
    max_length=255,
)
ORDER_TOKEN = Parameter(name="x-dw-order-token", summary="the token the order was made with")
IF_MATCH = Parameter(name="If-Match", summary="the ETag of the document that is changed")


def operations(version: Version, grants: Grants | None = None) -> list[Operation]:
    """List what a version can do, or what of it a caller is granted."""
    rows = [row for row in ROUTES if covers(version, row.since, row.until)]
    if grants is None:
        return [_operation(row) for row in rows]
    return [_operation(row)._replace(granted=granted) for row in rows if (granted := grants(row))]


def answered(found: Sequence[Operation]) -> list[type[Document]]:
    """List the classes of whole answers."""
    return [one.route.response for one in found if one.route.response is not None]


def demanded(found: Sequence[Operation]) -> list[type[Document]]:
    """List the classes of bodies whose mandatory properties are demanded wherever they are taken."""
    strict = {one.route.request for one in found if one.route.strict}
    lax = {one.route.request for one in found if not one.route.strict}
    return [cls for cls in strict - lax if cls is not None and cls not in answered(found)]


def _operation(row: Route) -> Operation:
    names = tuple(_NAME.findall(row.path))
    return Operation(
        route=row,
        operation_id="_".join([row.method.lower(), *_words(row)]),
        path_names=names,
        query=(*row.query, *((SELECT,) if row.response is not None else ())),
        headers=tuple(_headers(row)),
    )


def _words(row: Route) -> Iterator[str]:
    """Name a path by its words, and ``by`` the names of what is in it."""
    for part in row.pattern:
        name = _NAME.search(part)
        yield part if name is None else f"by_{name[1]}"


def _headers(row: Route) -> Iterator[Parameter]:
    if row.method != "GET" and not row.claimless:
        yield KEY
    if row.path.startswith("/orders/{"):
        yield ORDER_TOKEN
    if row.state_required:
        yield IF_MATCH


def constraints(parameter: Parameter, settings: Settings) -> dict[str, Any]:
    """Return what a parameter may say, in the words both languages share."""
    maximum, default = parameter.maximum, parameter.default
    if parameter.setting is not None:
        maximum = int(getattr(settings, parameter.setting))
        default = min(default, maximum) if isinstance(default, int) else default
    schema: dict[str, Any] = {"type": "string" if parameter.kind == "datetime" else parameter.kind}
    limits = {
        "minimum": parameter.minimum,
        "maximum": maximum,
        "minLength": parameter.min_length,
        "maxLength": parameter.max_length,
        "default": default,
        "enum": list(parameter.enum) or None,
    }
    schema |= {name: value for name, value in limits.items() if value is not None}
    if parameter.kind == "datetime":
        schema["format"] = "date-time"
    if parameter.kind == "list":
        element = {"type": "string"} | {name: schema.pop(name) for name in ("enum",) if name in schema}
        schema = {"type": "array", "items": element}
    return schema
