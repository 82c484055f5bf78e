"""The property tables hold together: every class, every version."""

import importlib
import pkgutil

import pytest

import counterfoil.documents
from counterfoil.documents.basket import Basket
from counterfoil.documents.fields import fields_of, holds_secrets, type_name, wire_fields
from counterfoil.documents.items import OptionItem, ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.parse import parse
from counterfoil.documents.payment import OrderPaymentInstrument, OrderPaymentInstrumentRequest
from counterfoil.documents.properties import Document
from counterfoil.documents.stored import decode, encode
from counterfoil.versions import PUBLISHED

pytestmark = pytest.mark.fast


def all_classes():
    """Every document class of the package."""
    for module in pkgutil.iter_modules(counterfoil.documents.__path__):
        importlib.import_module(f"counterfoil.documents.{module.name}")
    waiting, found = [Document], set()
    while waiting:
        more = [cls for cls in waiting.pop().__subclasses__() if cls.__module__.startswith("counterfoil")]
        waiting += more
        found.update(more)
    return sorted(found - {Document}, key=type_name)


@pytest.mark.parametrize("cls", all_classes(), ids=type_name)
def test_every_class_can_be_read_and_stored_in_every_version(cls):
    for version in PUBLISHED:
        names = [name for name, _ in wire_fields(cls, version)]
        assert len(set(names)) == len(names)
        assert parse(cls, {}, version, mandatory=False) == cls()
    if not holds_secrets(cls):
        assert decode(cls, encode(cls())) == cls()


@pytest.mark.parametrize("cls", all_classes(), ids=type_name)
def test_the_properties_of_15_2_and_the_secrets_are_properties_of_the_class(cls):
    fields = fields_of(cls)
    assert set(cls.properties_15 or ()) <= {field.name_15 for field in fields if not field.row.internal}
    assert cls.secret <= {field.attribute for field in fields}


def test_the_type_of_a_document_is_its_name_in_snake_case():
    assert type_name(OrderPaymentInstrument) == "order_payment_instrument"
    assert type_name(Basket) == "basket"


def test_an_option_item_is_a_product_item_with_two_properties_more():
    names = {field.name for field in fields_of(OptionItem)} - {field.name for field in fields_of(ProductItem)}
    assert names == {"option_id", "option_value_id"}


def test_secrets_are_found_however_deep_they_are():
    assert holds_secrets(OrderPaymentInstrumentRequest)
    assert not holds_secrets(Order)
    assert not holds_secrets(Basket)
