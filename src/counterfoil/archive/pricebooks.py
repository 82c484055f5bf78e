"""Price books: headers and the price tables of each product."""

from collections.abc import Iterator

from counterfoil.archive import values
from counterfoil.archive.fields import Table, converted, fill, ignored, instant, text, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Item, ScopeRemoval, Unit, deletion, record_change
from counterfoil.documents.shop_data import PriceBook, PriceEntry, PriceRow, PriceTable

OPEN_TAGS = frozenset({"pricebook", "price-tables"})


def _entry(table: PriceTable, node: Node, _unit: Unit) -> None:
    entry = PriceEntry(quantity=values.decimal_attribute(node, "quantity", "1"))
    if node.tag == "amount":
        entry.amount = values.amount(node)
    else:
        entry.percentage = values.amount(node)
    table.entries.append(entry)


HEADER: Table = {
    "currency": converted("currency", lambda node: values.currency(node.text, node.line), ""),
    "display-name": texts("display_name"),
    "description": texts("description"),
    "online-flag": converted("online_flag", values.boolean, True),
    "online-from": instant("online_from"),
    "online-to": instant("online_to"),
    "parent": text("parent"),
    "feed-based": ignored,
}

PRICE_TABLE: Table = {
    "online-from": instant("online_from"),
    "online-to": instant("online_to"),
    "amount": _entry,
    "percentage": _entry,
    "price-info": text("price_info"),
}


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file of price books."""
    book_id: str | None = None

    def read(node: Node) -> Iterator[Item]:
        nonlocal book_id
        if node.tag == "pricebook":
            book_id = None
        elif node.tag == "header":
            book_id = values.required(node, "pricebook-id")
            yield from _header(unit, book_id, node)
        elif node.tag == "price-table":
            if book_id is None:
                raise BadObjectError(node.line, "the price table's price book has no usable header")
            yield _price_table(unit, book_id, node)
        elif node.tag not in {"pricebooks", "price-tables"}:
            unit.skip("pricebook", node.tag)

    yield from unit.guarded(unit.nodes(OPEN_TAGS), read)


def _header(unit: Unit, book_id: str, node: Node) -> Iterator[Item]:
    if node.deleted:
        yield deletion(unit, "pricebook", "", book_id)
        yield ScopeRemoval("price", book_id)
        return

    def merge(old: PriceBook | None) -> PriceBook:
        book = old or PriceBook(pricebook_id=book_id, currency="")
        currency = book.currency
        fill(book, node, HEADER, unit)
        if not book.currency:
            raise BadObjectError(node.line, f"price book {book_id} has no currency")
        if currency and book.currency != currency:
            raise BadObjectError(node.line, f"the currency of price book {book_id} is {currency} and cannot be changed")
        return book

    yield record_change(unit, "pricebook", "", book_id, merge, PriceBook)


def _price_table(unit: Unit, book_id: str, node: Node) -> Change:
    product_id = values.required(node, "product-id")
    if node.attributes.get("mode") == "delete-all":
        return deletion(unit, "price", book_id, product_id)

    def merge(old: PriceRow | None) -> PriceRow | None:
        table = PriceTable()
        fill(table, node, PRICE_TABLE, unit)
        table.entries.sort(key=lambda entry: entry.quantity)
        row = old or PriceRow(pricebook_id=book_id, product_id=product_id)
        period = (table.online_from, table.online_to)
        row.tables = [other for other in row.tables if (other.online_from, other.online_to) != period]
        if not node.deleted:
            row.tables.append(table)
            row.tables.sort(key=lambda table: (table.online_from or 0, table.online_to or 0))
        return row if row.tables else None

    return record_change(unit, "price", book_id, product_id, merge, PriceRow)
