"""The query language of scripts over orders: what a script asks as what the store is asked.

Attributes have the names of the platform's metadata (``orderNo``, ``custom.colour``); statuses may be their numbers.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from counterfoil import faults
from counterfoil.commerce.object_query import QueryError, made, ordered
from counterfoil.commerce.search_fields import CustomFields, ValueRefusedError, field_named, term, within
from counterfoil.documents.search_fields import FIELDS, SearchField
from counterfoil.documents.search_query import EVERYTHING, Between, Expression, SortKey, all_of, leaf, negated, some_of

_STATUSES: dict[str, dict[int, str]] = {
    "status": {0: "created", 3: "new", 4: "open", 5: "completed", 6: "cancelled", 7: "replaced", 8: "failed"},
    "confirmation_status": {0: "not_confirmed", 2: "confirmed"},
    "export_status": {0: "not_exported", 1: "exported", 2: "ready", 3: "failed"},
    "payment_status": {0: "not_paid", 1: "part_paid", 2: "paid"},
    "shipping_status": {0: "not_shipped", 1: "part_shipped", 2: "shipped"},
}
"""The words of the numbers that scripts know statuses by."""
_NAMES = {"UUID": "order_no", "currentOrderNo": "order_no", "createdBy": "created_by"}
_OPERATORS = {"=": "is", "!=": "neq", "<>": "neq"}


def order_query(text: str, arguments: Sequence[Any], custom: CustomFields) -> Expression:
    """Return what a query asks of orders; QueryError."""
    return made(text, arguments, _Expressions(custom)) if text.strip() else EVERYTHING


def order_map(attributes: Mapping[str, Any], custom: CustomFields) -> Expression:
    """Return what a map asks: that every attribute has its value, or is like it where it has stars. QueryError."""
    maker = _Expressions(custom)
    parts = []
    for name, value in attributes.items():
        starred = isinstance(value, str) and "*" in value
        parts.append(maker.like(name, value, fold=False) if starred else maker.compared(name, "=", value))
    return all_of(parts)


def order_sorts(text: str | None) -> list[SortKey]:
    """Return the fields that a script sorts by; QueryError."""
    keys = []
    for name, backwards in ordered(text):
        field = FIELDS.get(_snake(name))
        if field is None or not field.sortable:
            raise QueryError(f"orders cannot be sorted by {name}")
        keys.append(SortKey(field, backwards))
    return keys


class _Expressions:
    """Makes what the store is asked."""

    def __init__(self, custom: CustomFields) -> None:
        self._custom = custom

    def either(self, parts: list[Expression]) -> Expression:
        return some_of(parts)

    def both(self, parts: list[Expression]) -> Expression:
        return all_of(parts)

    def turned(self, part: Expression) -> Expression:
        return negated(part)

    def like(self, name: str, pattern: str, *, fold: bool) -> Expression:
        """Ask for a beginning: the index finds no middle and no end of a text."""
        start = pattern.rstrip("*%")
        if fold or "*" in start or "%" in start or not start:
            raise QueryError(f"orders are found by the beginning of {name} only: LIKE 'text*'")
        if start == pattern:
            return self.compared(name, "=", pattern)
        return leaf(self._field(name), Between(start, start + "\U0010ffff", True, False))

    def compared(self, name: str, operator: str, value: Any) -> Expression:
        """Ask for a comparison; NULL is for where there is no value."""
        field = self._field(name)
        value = _plain(field, value)
        try:
            if value is None:
                if operator not in _OPERATORS:
                    raise QueryError(f"NULL is compared by = and != only, not by {operator}")
                return term(field, "is_null" if operator == "=" else "is_not_null", ())
            if operator in _OPERATORS:
                return term(field, _OPERATORS[operator], [value])
            included = operator.endswith("=")
            low, high = (value, None) if operator.startswith(">") else (None, value)
            return within(field, low, high, included, included)
        except (faults.Fault, ValueRefusedError):
            raise QueryError(f"{value!r} is no value of {name}") from None

    def _field(self, name: str) -> SearchField:
        try:
            return field_named(_snake(name), self._custom)
        except faults.Fault:
            raise QueryError(f"orders are not found by {name}") from None


def _snake(name: str) -> str:
    if name.startswith("custom."):
        return "c_" + name.removeprefix("custom.")
    return _NAMES.get(name) or re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def _plain(field: SearchField, value: Any) -> Any:
    """Return a value as the index has it: a status by its word, an instant as text."""
    words = _STATUSES.get(field.name)
    if words is not None and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return words.get(int(value), str(value))
    if isinstance(value, dict) and "date" in value:
        return value["date"]
    return value.lower() if words is not None and isinstance(value, str) else value
