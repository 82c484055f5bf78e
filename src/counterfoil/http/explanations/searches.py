"""Explanations of faults of searches: fields, operators, types of links. Follows platform reference, 9.5."""

from counterfoil.commerce.search_fields import OPERATORS
from counterfoil.documents.enums import PRODUCT_LINK_TYPES
from counterfoil.documents.search_fields import FIELDS
from counterfoil.http.explanations.asked import Asked, Explain
from counterfoil.http.explanations.near import choices, listed
from counterfoil.shop.product_wishes import DIRECTIONS

_VALUES = {"date": '"2026-01-31T12:00:00.000Z"', "number": "12.50", "boolean": "true", "string": '"text"'}
_FOR_BOOLEANS = [operator for operator in OPERATORS if operator not in ("less", "greater")]


def _field(asked: Asked) -> str:
    return choices(asked.text("field"), FIELDS, "search fields")


def _queryable(asked: Asked) -> str:
    """Say as what the field is queried, and which are searched for words."""
    field = FIELDS.get(asked.text("field"))
    words = [name for name, row in FIELDS.items() if row.kind == "string"]
    own = f"{field.name} is a {field.kind}: use a term_query or a range_filter outside other paths. " if field else ""
    return f"{own}A text_query searches {listed(words)}."


def _value(asked: Asked) -> str:
    """Show a value as the field takes it."""
    field = FIELDS.get(asked.text("field"))
    kind = field.kind if field is not None else asked.text("type")
    return f"A {kind} such as {_VALUES[kind]}." if kind in _VALUES else ""


def _sortable(asked: Asked) -> str:
    names = [name for name, field in FIELDS.items() if field.sortable]
    near = choices(asked.text("field"), names, "sortable fields")
    return near or f"Sortable fields: {listed(names)}."


def _operator(asked: Asked) -> str:
    """List the operators, those of the type of the field where it is known."""
    field = FIELDS.get(asked.text("field"))
    if field is not None:
        operators = _FOR_BOOLEANS if field.kind == "boolean" else OPERATORS
        return f"Operators for {field.name}, which is a {field.kind}: {listed(operators)}."
    return choices(asked.text("operator"), OPERATORS, "operators")


def _ranges(asked: Asked) -> str:
    names = [name for name, field in FIELDS.items() if field.kind in ("number", "date")]
    return f"Fields with ranges: {listed(names)}."


def _link_type(asked: Asked) -> str:
    return choices(asked.text("type"), PRODUCT_LINK_TYPES, "types of links")


def _direction(asked: Asked) -> str:
    return choices(asked.text("direction"), DIRECTIONS, "directions")


EXPLANATIONS: dict[str, Explain] = {
    "UNKNOWN_SEARCH_FIELD": _field,
    "UNQUERYABLE_FIELD": _queryable,
    "INVALID_SEARCH_FIELD_TYPE": _value,
    "RANGE_FILTER_VALUE": _value,
    "FIELD_NOT_SORTABLE": _sortable,
    "UNKNOWN_SEARCH_OPERATOR": _operator,
    "SEARCH_OPERATOR_NOT_APPLICABLE": _operator,
    "TERM_OPERATOR_MISMATCH_VALUES": _operator,
    "RANGE_FILTER_TYPE": _ranges,
    "INVALID_PRODUCT_LINK_TYPE": _link_type,
    "INVALID_PRODUCT_LINK_DIRECTION": _direction,
}
