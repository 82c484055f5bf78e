"""Element text to values (site archive, common types). A value that cannot be read raises BadObjectError."""

import re
from datetime import date, datetime, tzinfo
from decimal import Decimal

from counterfoil.archive.nodes import XML_LANG, Node
from counterfoil.archive.report import BadObjectError

DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,12})?")
INTEGER = re.compile(r"[+-]?\d{1,18}")
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
SHOWN_CHARACTERS = 40
DEFAULT_LANGUAGE = "x-default"


def boolean(node: Node) -> bool:
    """Return the element's boolean."""
    value = BOOLEANS.get(node.text)
    if value is None:
        raise _bad(node, "a boolean")
    return value


def decimal(node: Node) -> Decimal:
    """Return the element's number; exponents and grouping are no part of the format."""
    if not DECIMAL.fullmatch(node.text):
        raise _bad(node, "a number")
    return Decimal(node.text)


def amount(node: Node) -> Decimal:
    """Return the element's number, which must not be negative."""
    value = decimal(node)
    if value < 0:
        raise _bad(node, "a number of at least 0")
    return value


def integer(node: Node) -> int:
    """Return the element's whole number."""
    if not INTEGER.fullmatch(node.text):
        raise _bad(node, "a whole number")
    return int(node.text)


def instant(node: Node, zone: tzinfo) -> int:
    """Return the element's time as epoch milliseconds; a time without a zone is in the instance's."""
    try:
        moment = datetime.fromisoformat(node.text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        raise _bad(node, "a date and time") from error


def day(node: Node) -> str:
    """Return the element's date as ``yyyy-MM-dd``; exports may write a zone after it."""
    try:
        return date.fromisoformat(node.text[:10]).isoformat()
    except ValueError as error:
        raise _bad(node, "a date") from error


def required(node: Node, attribute: str) -> str:
    """Return an attribute that must be there and not be empty."""
    value = node.attributes.get(attribute, "").strip()
    if not value:
        raise BadObjectError(node.line, f"{node.tag} has no {attribute}")
    return value


def decimal_attribute(node: Node, attribute: str, default: str | None = None) -> Decimal:
    """Return an attribute that is a number; without a default it must be there."""
    text = node.attributes.get(attribute, default)
    if text is None:
        raise BadObjectError(node.line, f"{node.tag} has no {attribute}")
    return decimal(Node(attribute, {}, node.line).with_text(text.strip()))


def required_text(node: Node, tag: str) -> str:
    """Return the text of a child that must be there."""
    text = node.text_of(tag)
    if text is None:
        raise BadObjectError(node.line, f"{node.tag} has no {tag}")
    return text


def currency(text: str, line: int) -> str:
    """Return a currency code of three capital letters."""
    if not re.fullmatch("[A-Z]{3}", text):
        raise BadObjectError(line, f"'{text[:SHOWN_CHARACTERS]}' is no currency")
    return text


def language(node: Node) -> str:
    """Return the element's language tag; without one it is the default."""
    return node.attributes.get(XML_LANG, DEFAULT_LANGUAGE)


def _bad(node: Node, wanted: str) -> BadObjectError:
    return BadObjectError(node.line, f"{node.tag} is not {wanted}: '{node.text[:SHOWN_CHARACTERS]}'")
