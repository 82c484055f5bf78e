"""The field a query names, its operators and its values. Follows sections 7.2 and 7.3 of the resource reference."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any

from counterfoil import faults
from counterfoil.documents.redact import redact
from counterfoil.documents.search_fields import FIELDS, Kind, SearchField, custom_field
from counterfoil.documents.search_query import (
    Between,
    Expression,
    OneOf,
    Present,
    Scalar,
    Test,
    all_of,
    leaf,
    negated,
)
from counterfoil.documents.values import sane
from counterfoil.timestamps import instant_of

OPERATORS = ("is", "one_of", "is_null", "is_not_null", "less", "greater", "not_in", "neq")
_ONE_VALUE = frozenset({"is", "neq", "less", "greater"})
_NO_VALUE = frozenset({"is_null", "is_not_null"})
_LARGEST = 2**60
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NO_ZONE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?")

CustomFields = Mapping[str, Kind | None]
"""The custom attributes of orders with the type they are searched as; None for one that cannot be."""


class ValueRefusedError(Exception):
    """A value is not of the type of its field."""


def field_named(name: str, custom: CustomFields) -> SearchField:
    """Return a field; faults UNKNOWN_SEARCH_FIELD, UNQUERYABLE_FIELD."""
    field = FIELDS.get(name)
    if field is not None:
        return field
    if name.startswith("c_") and name in custom:
        kind = custom[name]
        if kind is None:
            raise faults.UNQUERYABLE_FIELD(field=redact(name))
        return custom_field(name, kind)
    raise faults.UNKNOWN_SEARCH_FIELD(field=redact(name))


def same_kind(fields: Sequence[SearchField]) -> None:
    """Demand that the fields of one query have one type; fault QUERY_SEARCH_TYPES_NOMATCH."""
    first = fields[0]
    for field in fields[1:]:
        if field.kind != first.kind:
            raise faults.QUERY_SEARCH_TYPES_NOMATCH(
                field1=redact(first.name), field2=redact(field.name), type1=first.kind, type2=field.kind
            )


def check_operator(operator: str, field: SearchField, values: Sequence[Any]) -> None:
    """Check an operator, and how many values it has.

    Faults: UNKNOWN_SEARCH_OPERATOR, SEARCH_OPERATOR_NOT_APPLICABLE, TERM_OPERATOR_MISMATCH_VALUES.
    """
    if operator not in OPERATORS:
        raise faults.UNKNOWN_SEARCH_OPERATOR(operator=redact(operator))
    if operator in ("less", "greater") and field.kind == "boolean":
        raise faults.SEARCH_OPERATOR_NOT_APPLICABLE(operator=operator, field=redact(field.name))
    wrong = bool(values) if operator in _NO_VALUE else not values or (operator in _ONE_VALUE and len(values) > 1)
    if wrong:
        raise faults.TERM_OPERATOR_MISMATCH_VALUES(field=redact(field.name), operator=operator)


def term(field: SearchField, operator: str, values: Sequence[Any]) -> Expression:
    """Return the test of a value by an operator; fault INVALID_SEARCH_FIELD_TYPE.

    ``neq`` and ``not_in`` want a value that is another one; ``is_null`` is for where there is none.
    """
    try:
        return _term(field, operator, values)
    except ValueRefusedError as refused:
        raise faults.INVALID_SEARCH_FIELD_TYPE(
            field=redact(field.name), value=redact(str(refused)), type=field.kind
        ) from None


def _term(field: SearchField, operator: str, values: Sequence[Any]) -> Expression:
    if operator == "is_null":
        return negated(leaf(field, Present()))
    if operator == "is_not_null":
        return leaf(field, Present())
    if operator == "less":
        return within(field, None, values[0], True, False)
    if operator == "greater":
        return within(field, values[0], None, False, True)
    found = OneOf(tuple(dict.fromkeys(one for value in values for one in _exact(field, value))))
    if operator in ("is", "one_of"):
        return leaf(field, found)
    return all_of([leaf(field, Present()), negated(leaf(field, found))])


def within(field: SearchField, low: Any, high: Any, low_included: bool, high_included: bool) -> Expression:
    """Return the test of a value for lying between two bounds, None being open; raise ValueRefusedError."""
    if field.kind == "string":
        test: Test = Between(
            None if low is None else _text(low), None if high is None else _text(high), low_included, high_included
        )
    else:
        least, most = _number(field, low), _number(field, high)
        if least is not None and not low_included and least == _whole(least):
            least += 1
        if most is not None and not high_included and most == _whole(most):
            most -= 1
        test = Between(
            None if least is None else _bounded(least.to_integral_value(ROUND_CEILING)),
            None if most is None else _bounded(most.to_integral_value(ROUND_FLOOR)),
        )
    return leaf(field, Present() if low is None and high is None else test)


def _exact(field: SearchField, value: Any) -> list[Scalar]:
    """Return the value in the form the index has, or nothing if no field can have it."""
    if field.kind == "string":
        return [_text(value)]
    if field.kind == "boolean":
        return [_boolean(value)]
    number = _number(field, value)
    if number is None:
        raise ValueRefusedError("null")
    return [_bounded(number)] if number == _whole(number) else []


def _text(value: Any) -> str:
    if isinstance(value, str) and "\0" not in value:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueRefusedError(_shown(value))


def _boolean(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower()
    raise ValueRefusedError(_shown(value))


def _number(field: SearchField, value: Any) -> Decimal | None:
    """Return a number in thousandths or an instant in milliseconds; None stays open."""
    if value is None:
        return None
    if field.kind == "date":
        return Decimal(_instant(value))
    if field.kind != "number" or isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueRefusedError(_shown(value))
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise ValueRefusedError(_shown(value)) from None
    if not sane(number):
        raise ValueRefusedError(_shown(value))
    return number * 1000


def _instant(value: Any) -> int:
    """Read an instant with minutes, seconds or fractions; without zone, and a day alone, it is of UTC."""
    if not isinstance(value, str):
        raise ValueRefusedError(_shown(value))
    text = value.strip()
    if _DAY.fullmatch(text):
        text += "T00:00"
    try:
        return instant_of(text + "Z" if _NO_ZONE.fullmatch(text) else text)
    except (ValueError, OverflowError):
        raise ValueRefusedError(_shown(value)) from None


def _whole(value: Decimal) -> Decimal:
    return value.to_integral_value(ROUND_FLOOR)


def _bounded(value: Decimal) -> int:
    return int(max(min(value, Decimal(_LARGEST)), Decimal(-_LARGEST)))


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    return str(value) if isinstance(value, str | int | Decimal) else type(value).__name__
