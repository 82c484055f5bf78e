"""The whole table of resources, and how a request finds its row. Follows the resource reference."""

from functools import cache

from counterfoil import faults
from counterfoil.http.resources import (
    basket_contents,
    basket_payment,
    baskets,
    catalog,
    coupons,
    customers,
    gift_certificates,
    order_search,
    orders,
    price_adjustments,
)
from counterfoil.http.route import Route
from counterfoil.versions import Version, covers

ROUTES: tuple[Route, ...] = (
    *orders.ROUTES,
    *order_search.ROUTES,
    *baskets.ROUTES,
    *basket_contents.ROUTES,
    *coupons.ROUTES,
    *basket_payment.ROUTES,
    *gift_certificates.ROUTES,
    *price_adjustments.ROUTES,
    *customers.ROUTES,
    *catalog.ROUTES,
)

_BY_SHAPE: dict[tuple[int, str], list[Route]] = {}
for _row in sorted(ROUTES, key=lambda row: row.parameters):  # a name in the path is more than a parameter
    _BY_SHAPE.setdefault((len(_row.pattern), _row.pattern[0]), []).append(_row)


def find_route(method: str, resource: tuple[str, ...], version: Version, path: str) -> tuple[Route, dict[str, str]]:
    """Return the row for a request and its path parameters; HEAD has that of GET.

    Faults: RESOURCE_PATH_NOT_FOUND, METHOD_NOT_ALLOWED.
    """
    if any("\0" in segment for segment in resource):  # no name holds one, and PostgreSQL takes none
        raise faults.RESOURCE_PATH_NOT_FOUND(path=path[:500])
    known, wanted = False, "GET" if method == "HEAD" else method
    shape = (len(resource), resource[0] if resource else "")
    for row in _rows(shape, version) if shape in _BY_SHAPE else ():
        parameters = _match(row.pattern, resource)
        if parameters is None:
            continue
        if row.method == wanted:
            return row, parameters
        known = True
    if known:
        raise faults.METHOD_NOT_ALLOWED(method=method)
    raise faults.RESOURCE_PATH_NOT_FOUND(path=path[:500])


def rows_at(resource: tuple[str, ...], version: Version) -> list[Route]:
    """Return the rows of a path, one for each method it has."""
    shape = (len(resource), resource[0] if resource else "")
    found: dict[str, Route] = {}
    for row in _rows(shape, version) if shape in _BY_SHAPE else ():
        if _match(row.pattern, resource) is not None:
            found.setdefault(row.method, row)
    return list(found.values())


@cache
def _rows(shape: tuple[int, str], version: Version) -> list[Route]:
    """Return the rows of a shape that a version has."""
    return [row for row in _BY_SHAPE[shape] if covers(version, row.since, row.until)]


def _match(pattern: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str] | None:
    parameters: dict[str, str] = {}
    for part, segment in zip(pattern, segments, strict=True):
        if part.startswith("({"):
            if not (segment.startswith("(") and segment.endswith(")")):
                return None
            parameters[part[2:-2]] = segment[1:-1]
        elif part.startswith("{"):
            parameters[part[1:-1]] = segment
        elif part != segment:
            return None
    return parameters
