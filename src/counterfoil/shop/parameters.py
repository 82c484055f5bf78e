"""Query parameters as values, and the faults of those that are not."""

from counterfoil import faults
from counterfoil.shop.call import Call
from counterfoil.timestamps import instant_of


def integer(call: Call, name: str, default: int, *, least: int, most: int | None) -> int:
    """Read a whole number; faults MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION."""
    text = call.query.get(name)
    if text is None or text == "":
        return default
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise faults.MALFORMED_PARAMETER(parameter=name, value=text[:100])
    value = int(text)
    if value < least or (most is not None and value > most):
        expected = f"at least {least}" if most is None else f"between {least} and {most}"
        raise faults.VALUE_CONSTRAINT_VIOLATION(parameter=name, expected=expected)
    return value


def boolean(call: Call, name: str) -> bool:
    """Read ``true`` or ``false`` in any case, false if absent; fault MALFORMED_PARAMETER."""
    text = call.query.get(name, "")
    if text.lower() not in ("", "true", "false"):
        raise faults.MALFORMED_PARAMETER(parameter=name, value=text[:100])
    return text.lower() == "true"


def instant(call: Call, name: str) -> int | None:
    """Read an instant in ISO 8601, None if absent; fault MALFORMED_PARAMETER."""
    text = call.query.get(name)
    if not text:
        return None
    try:
        return instant_of(text.replace(" ", "+"))  # an unescaped plus sign arrives as a blank
    except ValueError:
        raise faults.MALFORMED_PARAMETER(parameter=name, value=text[:100]) from None
