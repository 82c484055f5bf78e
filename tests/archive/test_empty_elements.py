"""An empty element clears its value: whatever it is, the record can be stored and read again."""

from collections.abc import Iterator
from datetime import UTC

import msgspec
import pytest

from counterfoil.archive import (
    catalog,
    customer_groups,
    customers,
    inventory,
    metadata,
    payment,
    pricebooks,
    product,
    relations,
    shipping,
    site,
)
from counterfoil.archive.fields import Table, fill
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError, Report
from counterfoil.archive.unit import Settings, Unit
from counterfoil.documents.catalog_data import (
    Category,
    ProductData,
    ProductOption,
    ProductOptionValue,
    VariationAttribute,
)
from counterfoil.documents.organization_data import CustomerGroup, CustomerList
from counterfoil.documents.record import Record
from counterfoil.documents.shop_data import (
    AttributeDefinition,
    CustomerRecord,
    InventoryList,
    InventoryRecord,
    PaymentCardData,
    PaymentMethodData,
    PriceBook,
    PriceTable,
    ShippingMethodData,
    SiteData,
)

pytestmark = pytest.mark.fast
CUSTOMER = CustomerRecord(customer_list_id="a", customer_no="b", customer_id="c", login="d")
TABLES: list[tuple[Table, Record]] = [
    (catalog.CATEGORY, Category(catalog_id="a", category_id="b")),
    (customer_groups.GROUP, CustomerGroup(site_id="a", group_id="b")),
    (customers.CUSTOMER, CUSTOMER),
    (customers.LIST, CustomerList(list_id="a")),
    (inventory.HEADER, InventoryList(list_id="a")),
    (inventory.RECORD, InventoryRecord(list_id="a", product_id="b")),
    (metadata.ATTRIBUTE, AttributeDefinition(attribute_id="a", type="int")),
    (payment.CARD, PaymentCardData(card_type="a")),
    (payment.METHOD, PaymentMethodData(method_id="a")),
    (pricebooks.HEADER, PriceBook(pricebook_id="a", currency="EUR")),
    (pricebooks.PRICE_TABLE, PriceTable()),
    (product.PRODUCT, ProductData(product_id="a")),
    (relations.OPTION, ProductOption(option_id="a")),
    (relations.OPTION_VALUE, ProductOptionValue(value_id="a")),
    (relations.VARIATION_ATTRIBUTE, VariationAttribute(attribute_id="a", variation_attribute_id="b")),
    (shipping.METHOD, ShippingMethodData(method_id="a")),
    (site.SITE, SiteData(site_id="a")),
]


def rows() -> Iterator[object]:
    for table, record in TABLES:
        for tag in table:
            yield pytest.param(table, record, tag, id=f"{type(record).__name__}-{tag}")


@pytest.fixture
def unit() -> Unit:
    settings = Settings(types={}, zone=UTC, instance="development")
    return Unit("a.xml", None, settings, Report(), lambda: pytest.fail("nothing is opened"), Node("a", {}, 1))


@pytest.mark.parametrize(("table", "record", "tag"), list(rows()))
def test_an_empty_element_leaves_a_record_that_can_be_read(unit: Unit, table: Table, record: Record, tag: str):
    """Or the object is reported, as a price without an amount is."""
    parent = Node("parent", {}, 1)
    parent.children = [Node(tag, {}, 2)]
    filled = msgspec.json.decode(msgspec.json.encode(record), type=type(record))
    try:
        fill(filled, parent, table, unit)
    except BadObjectError as bad:
        assert tag in {"amount", "percentage"}
        assert bad.line == 2
    again = msgspec.json.decode(msgspec.json.encode(filled), type=type(record))
    assert again == filled


@pytest.mark.parametrize("tag", [*customers.PROFILE, *customers.ADDRESS])
def test_an_empty_element_of_a_wire_document_removes_the_property(unit: Unit, tag: str):
    parent = Node("parent", {}, 1)
    parent.children = [Node(tag, {}, 2)]
    document = {"first_name": "Ada"}
    fill(document, parent, {**customers.PROFILE, **customers.ADDRESS}, unit)
    assert document == ({} if tag == "first-name" else {"first_name": "Ada"})
