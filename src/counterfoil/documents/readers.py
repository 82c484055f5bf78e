"""Readers of single values: type, constraints and stored form of what a request says.

Follows the data types and constraint words of the platform reference. No fault repeats a value except an enumeration's.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from counterfoil import faults
from counterfoil.documents.fields import Field
from counterfoil.documents.redact import redact
from counterfoil.documents.values import is_email, read_date, read_datetime, sane

Reader = Callable[[Any], Any]
_TYPES = {
    type(None): "null",
    bool: "boolean",
    str: "string",
    int: "integer",
    Decimal: "decimal",
    float: "decimal",
    dict: "object",
}
_DECIMAL_KINDS = frozenset({"money", "quantity", "rate", "number"})


class RefusedError(Exception):
    """A value that is not taken; on its way up it gathers the path to itself."""

    def __init__(self, make: Callable[[str], faults.Fault]) -> None:
        super().__init__()
        self.make = make
        self.trail: list[str | int] = []

    def fault(self) -> faults.Fault:
        """Return the fault with the whole path in it, such as ``$.product_items[0].quantity``."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{redact(step)}" for step in reversed(self.trail))
        return self.make("$" + "".join(steps))


def wrong_type(expected: str, value: Any) -> RefusedError:
    """Refuse a value for its type."""
    actual = _type_of(value)
    return RefusedError(lambda path: faults.TYPE_DECODING(path=path, expected_types=expected, actual_type=actual))


def broken(document: str) -> RefusedError:
    """Refuse a value for breaking a constraint of its property."""
    return RefusedError(lambda path: faults.PROPERTY_CONSTRAINT_VIOLATION(document=document, path=path))


def _type_of(value: Any) -> str:
    return _TYPES.get(type(value), "array")


def scalar_reader(document: str, field: Field) -> Reader:
    """Return the reader of a property that holds no document."""
    if field.kind in _DECIMAL_KINDS:
        return _number(document, field, "decimal")
    if field.kind == "integer":
        return _number(document, field, "integer")
    if field.kind == "boolean":
        return _boolean
    if field.kind == "any":
        return lambda value: value
    return _string(document, field)


def _boolean(value: Any) -> bool:
    if value is not True and value is not False:
        raise wrong_type("boolean", value)
    return bool(value)


def _string(document: str, field: Field) -> Reader:
    row = field.row
    shortest, longest = row.min_length or 0, row.max_length
    normalise = {"datetime": read_datetime, "date": read_date}.get(field.kind)

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise wrong_type("string" if field.kind == "email" else field.kind, value)
        if normalise is not None:
            normal = normalise(value)
            if normal is None:
                raise wrong_type(field.kind, value)
            return normal
        # A database's text column cannot hold the zero character.
        if len(value) < shortest or (longest is not None and len(value) > longest) or "\0" in value:
            raise broken(document)
        if row.enum and value not in row.enum:
            raise faults.ENUM_CONSTRAINT_VIOLATION(document=document, enum_value=redact(value))
        if field.kind == "email" and not is_email(value):
            raise broken(document)
        return value

    return read


def _number(document: str, field: Field, expected: str) -> Reader:
    row = field.row
    whole = expected == "integer"
    lowest = Decimal("-Infinity") if row.minimum is None else row.minimum
    highest = Decimal("Infinity") if row.maximum is None or row.setting is not None else row.maximum

    def read(value: Any) -> int | Decimal:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise wrong_type(expected, value)
        if not lowest <= value <= highest:
            raise broken(document)
        if row.enum and value not in row.enum:
            raise faults.ENUM_CONSTRAINT_VIOLATION(document=document, enum_value=redact(str(value)))
        if not whole:
            return Decimal(value)
        if value != int(value):
            raise wrong_type(expected, value)
        if not -(2**31) <= value < 2**31:
            raise broken(document)
        return int(value)

    return read


def map_reader(read: Reader) -> Reader:
    """Return the reader of an object whose names are free and whose values are of one kind."""

    def read_map(values: Any) -> dict[str, Any]:
        if not isinstance(values, dict):
            raise wrong_type("object", values)
        out: dict[str, Any] = {}
        name = ""
        try:
            for name, value in values.items():
                if value is not None:
                    out[name] = read(value)
        except RefusedError as refused:
            refused.trail.append(name)
            raise
        return out

    return read_map


def custom_value(value: Any) -> Any:
    """Return the value of a custom attribute: a scalar or a list of scalars; raises INVALID_CUSTOM_PROPERTY."""
    if isinstance(value, list):
        return [_custom_scalar(item) for item in value]
    return _custom_scalar(value)


def _custom_scalar(value: Any) -> Any:
    if isinstance(value, str) and "\0" not in value:
        return value
    if isinstance(value, bool | int) or (isinstance(value, Decimal) and sane(value)):
        return value
    raise faults.INVALID_CUSTOM_PROPERTY()
