"""Query parameters as values, and the faults of those that are not."""

import re
from collections.abc import Collection
from decimal import Decimal

from counterfoil import faults
from counterfoil.documents.redact import redact
from counterfoil.shop.call import Call
from counterfoil.timestamps import instant_of

_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,18})?")


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


def listed(text: str) -> tuple[str, ...]:
    """Take a list apart at its commas, without repetitions."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def bounded_text(call: Call, name: str, longest: int) -> str:
    """Read a text, empty if absent; fault STRING_CONSTRAINT_VIOLATION."""
    text = call.query.get(name, "")
    if len(text) > longest:
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter=name, expected=f"at most {longest} characters")
    return text


def ids(call: Call, name: str, *, longest: int, most: int) -> list[str]:
    """Return the ids of a path; faults STRING_CONSTRAINT_VIOLATION, VALUE_CONSTRAINT_VIOLATION."""
    found = list(listed(call.path[name]))
    if len(found) > most:
        raise faults.VALUE_CONSTRAINT_VIOLATION(parameter=name, expected=f"at most {most} ids")
    for text in found:
        check_id(text, name, longest)
    return found


def check_id(text: str, name: str, longest: int) -> None:
    """Refuse an id that is none; fault STRING_CONSTRAINT_VIOLATION."""
    if not 1 <= len(text) <= longest:
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter=name, expected=f"1 to {longest} characters")


def decimal(call: Call, name: str, *, least: int, most: int) -> Decimal | None:
    """Read a number, None if absent; faults MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION."""
    text = call.query.get(name)
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise faults.MALFORMED_PARAMETER(parameter=name, value=text[:100])
    value = Decimal(text)
    if not least <= value <= most:
        raise faults.VALUE_CONSTRAINT_VIOLATION(parameter=name, expected=f"between {least} and {most}")
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


def expansions(call: Call, known: Collection[str]) -> frozenset[str]:
    """Read the comma list of the parameter expand; faults as expand_refused."""
    asked = [part.strip() for part in call.query.get("expand", "").split(",")]
    for name in asked:
        if name and name not in known:
            raise expand_refused(call, name, known)
    return frozenset(name for name in asked if name)


def expand_refused(call: Call, value: str, known: Collection[str]) -> faults.Fault:
    """Return the fault of an expansion that is not known, INVALID_EXPAND_VALUE or INVALID_EXPAND_PARAMETER."""
    older = call.server.settings.expand_fault == "parameter"
    kind = faults.INVALID_EXPAND_PARAMETER if older else faults.INVALID_EXPAND_VALUE
    return kind(expand_value=redact(value), _known=known)
