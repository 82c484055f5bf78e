"""Arguments of hooks on their way to a script and back: documents as JSON, changes put into the objects of the server.

A basket or an order goes as it is stored, and is a script object there; other documents go as they stand on the wire.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

import msgspec

from counterfoil.commerce.money import quantum
from counterfoil.commerce.money_digits import fill_digits
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.customer import Customer
from counterfoil.documents.fields import fields_of, type_name, wire_fields
from counterfoil.documents.order import Order
from counterfoil.documents.payment import OrderPaymentInstrument
from counterfoil.documents.properties import Document
from counterfoil.documents.shipment import Shipment
from counterfoil.scripts.setup import DocumentShape
from counterfoil.versions import NEWEST

AnyContainer = TypeVar("AnyContainer", Order, Basket)

REQUEST = "request"
ENUMERATION = "enumeration"
_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class Part(NamedTuple):
    """How a part of a container is found again among the parts of a container beside it."""

    class_name: str
    path: tuple[str, ...]
    key: str


PARTS: dict[type[Document], Part] = {
    OrderPaymentInstrument: Part("dw.order.OrderPaymentInstrument", ("payment_instruments",), "payment_instrument_id"),
    Shipment: Part("dw.order.Shipment", ("shipments",), "shipment_id"),
}


@cache
def document_shapes() -> dict[str, DocumentShape]:
    """Return what scripts find in documents whether it is there or not, by the names of their types."""
    found: dict[str, DocumentShape] = {}
    waiting = list(Document.__subclasses__())
    for cls in waiting:
        waiting += cls.__subclasses__()
        lists = tuple(name for name, field in wire_fields(cls, NEWEST) if field.shape == "list")
        within = {name: type_name(inner) for name, inner in _documents_within(cls).items()}
        if lists or within:
            found[type_name(cls)] = DocumentShape(lists, within)
    return found


_IDS = (
    "item_id",
    "payment_instrument_id",
    "shipment_id",
    "price_adjustment_id",
    "coupon_item_id",
    "gift_certificate_item_id",
    "id",
    "product_id",
    "option_id",
)
"""What tells the parts of a list from each other."""


def outgoing(arguments: Sequence[Any], forms: Mapping[int, str] = MappingProxyType({})) -> list[Any]:
    """Return what a script gets for the arguments of a hook; some have a form that only the extension point knows.

    The request for a basket is of the type of a basket, and so on, but is a document on the wire to a script.
    """
    return [_formed(argument, forms.get(at), arguments) for at, argument in enumerate(arguments)]


def _formed(argument: Any, form: str | None, arguments: Sequence[Any]) -> Any:
    if form == REQUEST and isinstance(argument, Document):
        return _document(argument)
    if form == ENUMERATION and isinstance(argument, str):
        return {"kind": "enumeration", "body": argument}
    return _outgoing(argument, arguments)


def _outgoing(argument: Any, arguments: Sequence[Any]) -> Any:
    if argument is None:
        return None
    if isinstance(argument, Order | Basket):
        kind = "order" if isinstance(argument, Order) else "basket"
        return {"kind": kind, "body": msgspec.Raw(stored.encode(argument))}
    if isinstance(argument, Customer) and argument.customer_id:  # a request about one names no id
        return {"kind": "customer", "body": _decoder.decode(_encoder.encode(argument))}
    if isinstance(argument, Document):
        return _part(argument, arguments) or _document(argument)
    if isinstance(argument, list | tuple):
        return _list(argument)
    return {"kind": "document" if isinstance(argument, dict) else "plain", "body": argument}


def _document(argument: Document) -> dict[str, Any]:
    return {"kind": "document", "type": type_name(type(argument)), "body": plain(argument)}


def _list(argument: Sequence[Any]) -> dict[str, Any]:
    """Return a list of documents, which are of one type, or of plain values."""
    if not argument or not isinstance(argument[0], Document):
        return {"kind": "document", "body": argument}
    return {"kind": "document", "type": type_name(type(argument[0])), "body": [plain(one) for one in argument]}


def _part(argument: Document, arguments: Sequence[Any]) -> dict[str, Any] | None:
    part = PARTS.get(type(argument))
    owner = next((at for at, one in enumerate(arguments) if isinstance(one, Order | Basket)), None)
    if part is None or owner is None:
        return None
    found = {"of": owner, "id": getattr(argument, part.key)}
    return {"kind": "part", "className": part.class_name, "path": part.path, "key": part.key, **found}


def encode(message: Any) -> bytes:
    """Write a message to a worker."""
    return _encoder.encode(message)


def decode(message: bytes) -> Any:
    """Read a message of a worker; numbers with a point are decimals."""
    return _decoder.decode(message)


def plain(document: Document) -> Any:
    """Return a document as it stands on the wire: custom attributes among the others."""
    return _lifted(_decoder.decode(_encoder.encode(document)))


def _lifted(value: Any) -> Any:
    if isinstance(value, list):
        return [_lifted(one) for one in value]
    if not isinstance(value, dict):
        return value
    lifted: dict[str, Any] = {}
    for name, one in value.items():
        if name in ("custom", "custom_attributes") and isinstance(one, dict):
            lifted |= one
        else:
            lifted[name] = _lifted(one)
    return lifted


def _lowered(value: Any, shape: type[Document]) -> Any:
    """Put custom attributes back where the document keeps them; nested documents are lowered as they are converted."""
    custom = {name: one for name, one in value.items() if name.startswith("c_")}
    rest = {name: one for name, one in value.items() if name not in custom}
    if custom and shape.custom_attribute:
        rest[shape.custom_attribute] = custom
    return rest


def take_back(argument: Any, changed: msgspec.Raw, form: str | None = None) -> None:
    """Put what a script made of an argument into the argument itself; ValueError if it is no such document any more."""
    if isinstance(argument, Order | Basket) and form != REQUEST:
        _take_container(argument, changed)
    else:
        take_back_plain(argument, _decoder.decode(changed))


def _take_container(container: Order | Basket, changed: msgspec.Raw) -> None:
    """Take over what is different, and nothing else is looked at: most hooks change a property or two."""
    kind = type(container)
    try:
        fresh = _reader(kind).decode(changed)
    except msgspec.ValidationError as error:
        raise _none(kind, error) from None
    names = [name for name in kind.__struct_fields__ if getattr(container, name) != getattr(fresh, name)]
    currency = fresh.currency or container.currency
    if currency:
        fill_digits(fresh, quantum(currency), names)
    _copy(container, fresh, names)


@cache
def _reader(kind: type[AnyContainer]) -> msgspec.json.Decoder[AnyContainer]:
    return msgspec.json.Decoder(kind, strict=False, float_hook=Decimal)


def take_back_plain(argument: Any, changed: Any) -> None:
    """Put what came back of an argument in the form of the wire into it; ValueError if it is no such document."""
    if isinstance(argument, Document):
        _copy(argument, _of_wire(settled(plain(argument), changed), type(argument)))
    elif isinstance(argument, dict):
        fresh = settled(dict(argument), changed)
        argument.clear()
        argument.update(fresh)
    elif isinstance(argument, list):
        _take_list(argument, changed)


def _take_list(argument: list[Any], changed: list[Any]) -> None:
    for one, fresh in zip(argument, changed, strict=False):
        take_back_plain(one, fresh)
    if argument and isinstance(argument[0], Document):
        kind = type(argument[0])
        argument[len(changed) :] = []
        argument.extend(_of_wire(fresh, kind) for fresh in changed[len(argument) :])


def _of_wire(value: Any, shape: type[Document]) -> Any:
    """Make a document of its form on the wire."""
    return _converted(_lower_all(value, shape), shape)


def _lower_all(value: Any, shape: type[Document]) -> Any:
    """Lower a document and those within it, by the types of its properties."""
    lowered = _lowered(value, shape)
    for name, inner in _documents_within(shape).items():
        found = lowered.get(name)
        if isinstance(found, dict):
            lowered[name] = _lower_all(found, inner)
        elif isinstance(found, list):
            lowered[name] = [_lower_all(one, inner) if isinstance(one, dict) else one for one in found]
    return lowered


@cache
def _documents_within(shape: type[Document]) -> Mapping[str, type[Document]]:
    """Return the properties that are documents or lists of documents, by their names on the wire."""
    fields = fields_of(shape)
    return {field.name: field.document for field in fields if field.document is not None and field.shape != "map"}


def _converted(value: Any, shape: type[Document]) -> Any:
    try:
        return msgspec.convert(value, shape, strict=False)
    except msgspec.ValidationError as error:
        raise _none(shape, error) from None


def _none(shape: type[Document], error: msgspec.ValidationError) -> ValueError:
    return ValueError(f"a script left a {shape.__name__} that is none: {error}")


def _copy(target: Document, source: Document, names: Sequence[str] | None = None) -> None:
    """Give a document the values of another; parts that are the same by their id stay the same objects, too.

    The server holds some of them at hand while hooks run: the instrument that is being authorised, a shipment.
    """
    for name in target.__struct_fields__ if names is None else names:
        before, after = getattr(target, name), getattr(source, name)
        if before == after:  # 49.9 is no change of 49.90
            continue
        if isinstance(after, Document) and type(after) is type(before):
            _copy(before, after)
        elif isinstance(after, list) and isinstance(before, list):
            before[:] = _same_parts(before, after)
        else:
            setattr(target, name, settled(before, after))


def _same_parts(before: list[Any], after: list[Any]) -> list[Any]:
    known = {_identity(one): one for one in before if isinstance(one, Document)}
    kept = []
    for one in after:
        same = known.pop(_identity(one), None) if isinstance(one, Document) else None
        if same is not None and type(same) is type(one):
            _copy(same, one)
            kept.append(same)
        else:
            kept.append(one)
    return kept


def _identity(document: Document) -> tuple[Any, ...]:
    return tuple(getattr(document, name, None) for name in _IDS)


def settled(before: Any, after: Any) -> Any:
    """Return the later value, with the earlier one's numbers where they are equal: 49.90 does not become 49.9."""
    if isinstance(after, dict) and isinstance(before, dict):
        return {name: settled(before.get(name), one) for name, one in after.items()}
    if isinstance(after, list) and isinstance(before, list):
        known = [*before, *([None] * max(0, len(after) - len(before)))]
        return [settled(old, new) for old, new in zip(known, after, strict=False)]
    if isinstance(after, int | Decimal) and isinstance(before, int | Decimal) and not isinstance(after, bool):
        return before if before == after and not isinstance(before, bool) else after
    return after
