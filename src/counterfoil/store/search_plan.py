"""The plan of a search: what concerns fields of few values is answered by the groups of orders alike in them."""

from collections.abc import Iterable

from counterfoil.documents.search_fields import SearchField
from counterfoil.documents.search_query import (
    EVERYTHING,
    NOTHING,
    All,
    Always,
    Between,
    Element,
    Expression,
    Groups,
    Leaf,
    Not,
    Present,
    Some,
    all_of,
    negated,
    some_of,
)
from counterfoil.documents.search_record import PRESENT
from counterfoil.store.search_groups import SiteGroups

FIRST, LAST = -(2**60), 2**60
"""Before and behind every instant."""
_GROUP_PATHS = frozenset({"payment_instruments", "shipments"})


def planned(expression: Expression, groups: SiteGroups) -> Expression:
    """Replace what concerns groups only by the groups it holds for."""
    if _of_groups(expression):
        return _found(expression, groups)
    if isinstance(expression, Not):
        return negated(planned(expression.part, groups))
    if isinstance(expression, All | Some):
        join = all_of if isinstance(expression, All) else some_of
        ours = [part for part in expression.parts if _of_groups(part)]
        rest = [planned(part, groups) for part in expression.parts if not _of_groups(part)]
        return join([_found(join(ours), groups), *rest] if ours else rest)
    return expression


def within(plan: Expression, chosen: bytes) -> Expression:
    """Restrict a plan to some groups."""
    rest: list[Expression] = []
    for part in plan.parts if isinstance(plan, All) else (plan,):
        if isinstance(part, Groups):
            chosen = both(chosen, part.chosen)
        else:
            rest.append(part)
    return all_of([Groups(chosen), *rest]) if any(chosen) else NOTHING


def both(first: bytes, second: bytes) -> bytes:
    """Return the groups that are in two sets."""
    return bytes(one & other for one, other in zip(first, second, strict=False))


def days_only(plan: Expression) -> bool:
    """Say whether a plan asks for groups and intervals of creation alone."""
    parts: Iterable[Expression] = plan.parts if isinstance(plan, All) else (plan,)
    return all(
        isinstance(part, Groups | Always)
        or (isinstance(part, Leaf) and part.field.column == "created" and isinstance(part.test, Between | Present))
        for part in parts
    )


def interval(plan: Expression) -> tuple[bytes | None, int, int]:
    """Return the groups such a plan asks for, all being None, and the instants of creation it lies between."""
    chosen: bytes | None = None
    low, high = FIRST, LAST
    for part in plan.parts if isinstance(plan, All) else (plan,):
        if isinstance(part, Groups):
            chosen = part.chosen if chosen is None else both(chosen, part.chosen)
        elif isinstance(part, Leaf) and isinstance(part.test, Between):
            low = low if part.test.low is None else max(low, int(part.test.low))
            high = high if part.test.high is None else min(high, int(part.test.high))
    return chosen, low, high


def _of_groups(expression: Expression) -> bool:
    if isinstance(expression, Not):
        return _of_groups(expression.part)
    if isinstance(expression, All | Some):
        return all(_of_groups(part) for part in expression.parts)
    if isinstance(expression, Element):
        return expression.path in _GROUP_PATHS or _presence(expression) is not None
    return isinstance(expression, Leaf) and expression.field.place == "group"


def _found(expression: Expression, groups: SiteGroups) -> Expression:
    found = groups.found(_with_presence(expression))
    if not any(found):
        return NOTHING
    return EVERYTHING if found == groups.everything else Groups(found)


def _presence(expression: Expression) -> Leaf | None:
    """Return the test of an item's field for any value, which groups know."""
    part = expression.part if isinstance(expression, Element) else None
    if isinstance(part, Leaf) and part.field.place == "term" and isinstance(part.test, Present):
        return Leaf(SearchField("", "string", "group", PRESENT + part.field.name), part.test)
    return None


def _with_presence(expression: Expression) -> Expression:
    if isinstance(expression, Not):
        return Not(_with_presence(expression.part))
    if isinstance(expression, All | Some):
        return type(expression)(tuple(_with_presence(part) for part in expression.parts))
    return _presence(expression) or expression
