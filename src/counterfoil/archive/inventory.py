"""Inventory lists: headers and stock records."""

from collections.abc import Iterator
from decimal import Decimal

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Table, converted, fill, ignored, instant, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import InventoryChange, Item, Unit, deletion, record_change
from counterfoil.documents.shop_data import InventoryList, InventoryRecord

OPEN_TAGS = frozenset({"inventory-list", "records"})
HANDLINGS = frozenset({"none", "preorder", "backorder"})


def _handling(node: Node) -> str:
    if node.text not in HANDLINGS:
        raise BadObjectError(node.line, f"{node.tag} is none of {', '.join(sorted(HANDLINGS))}")
    return node.text


def _in_stock_date(record: InventoryRecord, node: Node, unit: Unit) -> None:
    """Read the deprecated date, which means the beginning of that day."""
    record.in_stock_datetime = None
    if node.text:
        day = Node(node.tag, {}, node.line).with_text(values.day(node))
        record.in_stock_datetime = values.instant(day, unit.settings.zone)


HEADER: Table = {
    "default-instock": converted("default_instock", values.boolean, False),
    "description": text("description"),
    "use-bundle-inventory-only": converted("use_bundle_inventory_only", values.boolean, False),
    "on-order": converted("on_order", values.boolean, False),
}

RECORD: Table = {
    "allocation": converted("allocation", values.amount, Decimal(0)),
    "allocation-timestamp": ignored,
    "perpetual": converted("perpetual", values.boolean, False),
    "preorder-backorder-handling": converted("handling", _handling, "none"),
    "preorder-backorder-allocation": converted("preorder_backorder_allocation", values.amount, Decimal(0)),
    "in-stock-date": _in_stock_date,
    "in-stock-datetime": instant("in_stock_datetime"),
    "ats": ignored,
    "on-order": ignored,
    "turnover": ignored,
    "custom-attributes": attributes("custom_attributes", "ProductInventoryRecord"),
}
"""What is sold is counted by the store; exported counts are ignored on import."""


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file of inventory lists."""
    list_id: str | None = None

    def read(node: Node) -> Iterator[Item]:
        nonlocal list_id
        if node.tag == "inventory-list":
            list_id = None
        elif node.tag == "header":
            list_id = values.required(node, "list-id")
            yield _header(unit, list_id, node)
        elif node.tag == "record":
            if list_id is None:
                raise BadObjectError(node.line, "the record's inventory list has no usable header")
            yield _record(unit, list_id, node)
        elif node.tag not in {"inventory", "records"}:
            unit.skip("inventory-list", node.tag)

    yield from unit.guarded(unit.nodes(OPEN_TAGS), read)


def _header(unit: Unit, list_id: str, node: Node) -> Item:
    if node.deleted:
        return deletion(unit, "inventory_list", "", list_id)

    def merge(old: InventoryList | None) -> InventoryList:
        inventory_list = old or InventoryList(list_id=list_id)
        fill(inventory_list, node, HEADER, unit)
        return inventory_list

    return record_change(unit, "inventory_list", "", list_id, merge, InventoryList)


def _record(unit: Unit, list_id: str, node: Node) -> InventoryChange:
    product_id = values.required(node, "product-id")

    def merge(old: InventoryRecord | None) -> InventoryRecord | None:
        if node.deleted:
            return None
        record = old or InventoryRecord(list_id=list_id, product_id=product_id)
        fill(record, node, RECORD, unit)
        return record

    reset = node.child("allocation") is not None
    return InventoryChange(unit, list_id, product_id, reset, merge)
