"""Explanations of faults of searches: fields, operators, types of links. Follows platform reference, 9.5."""

from counterfoil.commerce.search_fields import OPERATORS
from counterfoil.documents.enums import PRODUCT_LINK_TYPES
from counterfoil.documents.search_fields import FIELDS
from counterfoil.http.explanations.asked import Asked, Explain
from counterfoil.http.explanations.near import choices, listed
from counterfoil.shop.product_wishes import DIRECTIONS

_FOR_BOOLEANS = [operator for operator in OPERATORS if operator not in ("less", "greater")]


def _field(asked: Asked) -> str:
    return choices(asked.text("field"), FIELDS, "search fields")


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
    "UNQUERYABLE_FIELD": _field,
    "FIELD_NOT_SORTABLE": _sortable,
    "UNKNOWN_SEARCH_OPERATOR": _operator,
    "SEARCH_OPERATOR_NOT_APPLICABLE": _operator,
    "TERM_OPERATOR_MISMATCH_VALUES": _operator,
    "RANGE_FILTER_TYPE": _ranges,
    "INVALID_PRODUCT_LINK_TYPE": _link_type,
    "INVALID_PRODUCT_LINK_DIRECTION": _direction,
}
