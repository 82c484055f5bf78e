"""Custom attributes of requests by the types that the shop's metadata declares for them.

Follows section 3.4 of the platform reference: an attribute that is not declared is an unknown property, a value that
does not fit its attribute an invalid custom property. Answers are not looked at: a hook may add what it likes to them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from counterfoil import faults
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.limits import MOST_DIGITS
from counterfoil.documents.patterns import NotUnderstoodError, Pattern
from counterfoil.documents.properties import Document
from counterfoil.documents.redact import redact
from counterfoil.documents.shop_data import AttributeDefinition
from counterfoil.documents.values import is_email, read_date, read_datetime, sane
from counterfoil.versions import Version

PREFIX = "c_"
OBJECTS = {
    "basket": "Basket",
    "basket_payment_instrument_request": "OrderPaymentInstrument",
    "bonus_discount_line_item": "BonusDiscountLineItem",
    "bundled_product_item": "ProductLineItem",
    "coupon_item": "CouponLineItem",
    "customer": "Profile",
    "customer_address": "CustomerAddress",
    "customer_info": "Profile",
    "customer_payment_instrument": "CustomerPaymentInstrument",
    "customer_payment_instrument_request": "CustomerPaymentInstrument",
    "gift_certificate_item": "GiftCertificateLineItem",
    "option_item": "ProductLineItem",
    "order": "Order",
    "order_address": "OrderAddress",
    "order_payment_instrument": "OrderPaymentInstrument",
    "order_payment_instrument_request": "OrderPaymentInstrument",
    "price_adjustment": "PriceAdjustment",
    "price_adjustment_request": "PriceAdjustment",
    "product_item": "ProductLineItem",
    "shipment": "Shipment",
    "shipping_item": "ShippingLineItem",
    "shipping_method": "ShippingMethod",
    "shipping_promotion": "Promotion",
}
"""The system object whose custom attributes a document of a request has."""
SHOWN_OBJECTS = OBJECTS | {
    "category": "Category",
    "payment_method": "PaymentMethod",
    "product": "Product",
    "promotion": "Promotion",
    "recommendation": "Recommendation",
    "store": "Store",
}
"""The same with the documents that are in answers only."""
_SHOWN = frozenset({"shipping_method", "shipping_promotion"})
"""A request names them by their ids; what else it repeats of them is not kept, and its values may be of any kind."""

Read = Callable[[Any], Any]
_LONGEST_STRING = 4000
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_NUMBER = re.compile(rf"[+-]?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DIGITS}}})?")


class Attribute(NamedTuple):
    """A custom attribute as requests are read: the kind of its values, and what reads one."""

    kind: str
    read: Read
    is_set: bool
    definition: AttributeDefinition

    @property
    def shown_only(self) -> bool:
        """Say whether no request may set it."""
        return self.kind in ("html", "image")


CustomTypes = Mapping[str, Mapping[str, Attribute]]
"""The custom attributes of a shop: by system object and wire name."""


def compiled(definitions: Mapping[str, Iterable[AttributeDefinition]]) -> CustomTypes:
    """Compile the metadata of a shop."""
    types = {
        object_type: {PREFIX + row.attribute_id: _attribute(row) for row in rows}
        for object_type, rows in definitions.items()
    }
    # A payment instrument of an order shows its transaction as well.
    types["OrderPaymentInstrument"] = types.get("PaymentTransaction", {}) | types.get("OrderPaymentInstrument", {})
    return types


class CustomReader(NamedTuple):
    """Reads the custom attributes of request documents of a version."""

    types: CustomTypes
    version: Version
    keep_unknown: bool = False
    """An attribute that is not declared is taken as it is."""
    read_only: bool = False
    """Documents that only the server may set are read too."""
    texts: bool = False
    """Values came as XML, which writes numbers and truth values as texts."""

    def read(self, plain: Any, cls: type[Document]) -> None:
        """Check the custom attributes of a document, or of several, and bring them to the form they are kept in.

        Faults UNKNOWN_PROPERTY, INVALID_CUSTOM_PROPERTY. What does not have the shape of the document is left to
        whoever reads that.
        """
        for document in plain if isinstance(plain, list) else (plain,):
            if isinstance(document, dict):
                self._document(document, cls)

    def _document(self, plain: dict[str, Any], cls: type[Document]) -> None:
        fields: dict[str, Field] = {}
        for name, value in plain.items():
            if name.startswith(PREFIX):
                if cls.custom_attribute is not None:
                    plain[name] = self._value(name, value, type_name(cls))
            elif isinstance(value, dict | list):
                fields = fields or dict(wire_fields(cls, self.version))
                found = fields.get(name)
                if found is not None and found.document is not None and (self.read_only or not found.row.read_only):
                    self.read(value, found.document)

    def _value(self, name: str, value: Any, document: str) -> Any:
        attribute = self.types.get(OBJECTS.get(document, ""), {}).get(name)
        if attribute is not None and document in _SHOWN:
            return value
        if attribute is not None:
            return attribute.read(_typed(value, attribute.kind) if self.texts else value)
        if self.keep_unknown:
            return value
        raise faults.UNKNOWN_PROPERTY(property=redact(name), document=document)


def _typed(value: Any, kind: str) -> Any:
    """Return what a text of XML says, itself where it does not say a value of the kind."""
    if isinstance(value, list):
        return [_typed(item, kind) for item in value]
    if not isinstance(value, str):
        return value
    text = value.strip()
    if kind == "boolean":
        return _BOOLEANS.get(text, value)
    return Decimal(text) if kind in ("int", "double") and _NUMBER.fullmatch(text) else value


def _attribute(definition: AttributeDefinition) -> Attribute:
    """Return how an attribute is read; null and an empty set clear it, unless it is mandatory."""
    kind = definition.type.removeprefix("set-of-").removeprefix("enum-of-")
    is_set = definition.type.startswith("set-of-") or definition.select_multiple
    scalar = _scalar_reader(definition, kind)

    def taken(value: Any) -> Any:
        found = None if isinstance(value, dict | list) else scalar(value)
        if found is None:
            raise faults.INVALID_CUSTOM_PROPERTY(_definition=definition)
        return found

    def read(value: Any) -> Any:
        if value is None or (is_set and value == []):
            if definition.mandatory:
                raise faults.INVALID_CUSTOM_PROPERTY(_definition=definition)
            return value
        if not is_set:
            return taken(value)
        if not isinstance(value, list):
            raise faults.INVALID_CUSTOM_PROPERTY(_definition=definition)
        return [taken(item) for item in value]

    return Attribute(kind, read, is_set, definition)


def _scalar_reader(definition: AttributeDefinition, kind: str) -> Read:
    """Return what reads one value: None where it does not fit."""
    readers: dict[str, Read] = {
        "boolean": lambda value: value if isinstance(value, bool) else None,
        "date": lambda value: read_date(value) if isinstance(value, str) else None,
        "datetime": lambda value: read_datetime(value) if isinstance(value, str) else None,
        "int": _within(definition, _integer),
        "double": _within(definition, _number),
    }
    if kind in readers:
        read = readers[kind]
    elif kind in ("string", "text", "email", "password"):
        read = _text_reader(definition, kind)
    else:  # html and image are shown only
        return lambda _value: None
    if not definition.type.startswith("enum-of-"):
        return read
    allowed = frozenset(definition.values)

    def read_one_of(value: Any) -> Any:
        taken = read(value)
        return taken if taken is not None and str(taken) in allowed else None

    return read_one_of


def _text_reader(definition: AttributeDefinition, kind: str) -> Read:
    shortest = definition.min_length or 0
    longest = definition.field_length or (None if kind == "text" else _LONGEST_STRING)
    form = pattern_of(definition)

    def read(value: Any) -> str | None:
        if not isinstance(value, str) or "\0" in value:
            return None
        if len(value) < shortest or (longest is not None and len(value) > longest):
            return None
        if form is not None and not form.matches(value):
            return None
        return value if kind != "email" or is_email(value) else None

    return read


def pattern_of(definition: AttributeDefinition) -> Pattern | None:
    """Return a pattern of the metadata; one of a dialect that is not understood here is not applied."""
    try:
        return Pattern(definition.regex) if definition.regex else None
    except NotUnderstoodError:
        return None


def _within(definition: AttributeDefinition, read: Read) -> Read:
    least, most = definition.min_value, definition.max_value

    def read_within(value: Any) -> Any:
        taken = read(value)
        if taken is None or (least is not None and taken < least) or (most is not None and taken > most):
            return None
        return taken

    return read_within


def _number(value: Any) -> int | Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return value if sane(Decimal(value)) else None


def _integer(value: Any) -> int | None:
    number = _number(value)
    if number is None or number != int(number) or not -(2**31) <= number < 2**31:
        return None
    return int(number)
