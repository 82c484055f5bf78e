"""The price of one unit of a product: books in force, tables in force, tiers, the lowest wins.

Follows the price book section of the site archive reference.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from counterfoil.commerce.money import quantum, round_to
from counterfoil.commerce.shop import PriceChain, Shop
from counterfoil.documents.catalog_data import ProductOptionValue
from counterfoil.documents.shop_data import PriceBook, PriceEntry, PriceRow, PriceTable, ProductView

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_Rows = dict[str, PriceRow]


class PriceFound(NamedTuple):
    """A unit price and the entry of the price book it comes from."""

    price: Decimal
    book: PriceBook
    entry: PriceEntry
    product_id: str
    """The product's own id, or its master's."""


def unit_price(
    view: ProductView, quantity: Decimal, currency: str, now: int, shop: Shop, more: tuple[PriceChain, ...] = ()
) -> Decimal | None:
    """Return the lowest unit price of all price books in force, or None; a variant without one takes its master's.

    ``more`` are price books beside the site's own, of the same currency.
    """
    chains = shop.price_chains.get(currency, ()) + more
    return book_price(view, quantity, currency, now, chains) if chains else None


def price_dates(view: ProductView, chains: tuple[PriceChain, ...]) -> Iterator[int | None]:
    """Go through the instants at which the price of a product in some price books may change."""
    for chain in chains:
        for book in chain:
            yield from (book.online_from, book.online_to)
    for row in view.prices:
        for table in row.tables:
            yield from (table.online_from, table.online_to)


def book_price(
    view: ProductView, quantity: Decimal, currency: str, now: int, chains: tuple[PriceChain, ...]
) -> Decimal | None:
    """Return the lowest unit price of some price books, or None; a variant without one takes its master's."""
    found = find_price(view, quantity, now, chains)
    return None if found is None else round_to(found.price, quantum(currency))


def find_price(view: ProductView, quantity: Decimal, now: int, chains: tuple[PriceChain, ...]) -> PriceFound | None:
    """Return the lowest price of some price books with the entry it comes from, not rounded."""
    product_id = view.product.product_id
    least = max(_ONE, view.product.min_order_quantity)
    rows = {row.pricebook_id: row for row in view.prices if row.product_id == product_id}
    found = _lowest(chains, rows, quantity, least, now)
    if found is None and view.master is not None:
        rows = {row.pricebook_id: row for row in view.prices if row.product_id != product_id}
        found = _lowest(chains, rows, quantity, least, now)
    return found


def book_prices(view: ProductView, currency: str, now: int, shop: Shop) -> dict[str, Decimal]:
    """Return the price of the smallest quantity by price book, for each book in force that has one of its own."""
    least = max(_ONE, view.product.min_order_quantity)
    product_id = view.product.product_id
    own = {row.pricebook_id: row for row in view.prices if row.product_id == product_id}
    rows = {row.pricebook_id: row for row in view.prices} | own
    prices: dict[str, Decimal] = {}
    for chain in shop.price_chains.get(currency, ()):
        for position, book in enumerate(chain):
            row = rows.get(book.pricebook_id)
            table = _table_in_force(row, now) if row is not None and _in_force(book, now) else None
            if table is None or _tier(table.entries, least, least) is None:
                continue
            found = _chain_price(chain[position:], rows, least, least, now)
            if found is not None:
                prices[book.pricebook_id] = round_to(found.price, quantum(currency))
    return prices


def option_price(value: ProductOptionValue, currency: str) -> Decimal | None:
    """Return what an option value adds to a unit; nothing when it is free, None when it has no price in a currency."""
    unit = quantum(currency)
    for price in value.prices:
        if price.currency == currency:
            return round_to(price.price, unit)
    return None if value.prices else unit * 0


def price_books_of(view: ProductView, currency: str, now: int, chains: tuple[PriceChain, ...]) -> tuple[str, ...]:
    """Return the id of the book that a product's price comes from and, after it, those of its parents."""
    least = max(_ONE, view.product.min_order_quantity)
    for owner in (view.product.product_id, view.product.master_product_id):
        rows = {row.pricebook_id: row for row in view.prices if row.product_id == owner}
        priced = [(_chain_price(chain, rows, least, least, now), chain) for chain in chains if _in_force(chain[0], now)]
        known = [(found.price, chain) for found, chain in priced if found and chain[0].currency == currency]
        if known:
            chain = min(known, key=lambda pair: pair[0])[1]
            start = next(index for index in range(len(chain)) if _has_entry(chain[index], rows, least, now))
            return tuple(book.pricebook_id for book in chain[start:])
    return ()


def _has_entry(book: PriceBook, rows: _Rows, least: Decimal, now: int) -> bool:
    row = rows.get(book.pricebook_id)
    table = _table_in_force(row, now) if row is not None and _in_force(book, now) else None
    return table is not None and _tier(table.entries, least, least) is not None


def _lowest(
    chains: tuple[PriceChain, ...], rows: _Rows, quantity: Decimal, least: Decimal, now: int
) -> PriceFound | None:
    best: PriceFound | None = None
    for chain in chains if rows else ():
        if not _in_force(chain[0], now):
            continue
        found = _chain_price(chain, rows, quantity, least, now)
        if found is not None and (best is None or found.price < best.price):
            best = found
    return best


def _chain_price(chain: PriceChain, rows: _Rows, quantity: Decimal, least: Decimal, now: int) -> PriceFound | None:
    """Return the price of the first book of a chain that has one; a book not in force counts for nothing."""
    for position, book in enumerate(chain):
        row = rows.get(book.pricebook_id)
        table = _table_in_force(row, now) if row is not None and _in_force(book, now) else None
        entry = _tier(table.entries, quantity, least) if table is not None else None
        if row is None or table is None or entry is None:
            continue
        if entry.amount is not None:
            return PriceFound(entry.amount, book, entry, row.product_id)
        base = _first_amount(table.entries)
        if base is None:
            parent = _chain_price(chain[position + 1 :], rows, least, least, now)
            base = parent.price if parent is not None else None
        if base is not None and entry.percentage is not None:
            return PriceFound(base * (_HUNDRED - entry.percentage) / _HUNDRED, book, entry, row.product_id)
    return None


def _in_force(book: PriceBook, now: int) -> bool:
    return (
        book.online_flag
        and (book.online_from is None or book.online_from <= now)
        and (book.online_to is None or now < book.online_to)
    )


def _table_in_force(row: PriceRow, now: int) -> PriceTable | None:
    """Return the table of an instant: a dated one before the undated one, of several dated ones the latest."""
    best: PriceTable | None = None
    for table in row.tables:
        if (table.online_from is not None and table.online_from > now) or (
            table.online_to is not None and table.online_to <= now
        ):
            continue
        if best is None or _dates(table) > _dates(best):
            best = table
    return best


def _dates(table: PriceTable) -> tuple[bool, int]:
    return (table.online_from is not None or table.online_to is not None, table.online_from or 0)


def _tier(entries: list[PriceEntry], quantity: Decimal, least: Decimal) -> PriceEntry | None:
    """Return the entry with the greatest quantity not above the ordered one.

    A fraction of the smallest ordinary quantity is priced like that quantity.
    """
    best: PriceEntry | None = None
    for entry in entries:
        if entry.quantity <= quantity and (best is None or entry.quantity > best.quantity):
            best = entry
    if best is None and quantity < least:
        best = min((entry for entry in entries if entry.quantity <= least), key=_quantity, default=None)
    return best


def _quantity(entry: PriceEntry) -> Decimal:
    return entry.quantity


def _first_amount(entries: list[PriceEntry]) -> Decimal | None:
    amounts = [entry for entry in entries if entry.amount is not None]
    return min(amounts, key=_quantity).amount if amounts else None
