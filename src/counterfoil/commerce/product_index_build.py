"""Making the product index of a site, of one product after the other."""

from array import array
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from counterfoil.commerce.bits import Numbers, NumberSet, bits_of
from counterfoil.commerce.categories import ROOT, CategoryTree, is_online
from counterfoil.commerce.money import quantum
from counterfoil.commerce.prices import unit_price
from counterfoil.commerce.product_index import PriceColumn, ProductIndex
from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.product_words import words_of
from counterfoil.commerce.products import (
    custom_attributes,
    is_master,
    is_orderable_kind,
    is_sellable,
    name_of,
    product_type,
)
from counterfoil.commerce.promotions.product_offers import concerns, offers_of_products
from counterfoil.commerce.shop import Shop
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.items import ProductItem
from counterfoil.documents.shop_data import ProductView

MOST_VALUES = 5000
"""An attribute with more different values than this is none to refine by."""
_LONGEST_VALUE = 200
_ONE = Decimal(1)
_KINDS = ("master", "set", "bundle")


class ProductIndexBuilder:
    """Gathers what the search needs of each product, then makes the index."""

    def __init__(self, shop: Shop, categories: CategoryTree, locales: Iterable[str], now: int) -> None:
        self._shop = shop
        self._categories = categories
        self._locales = tuple(locales)
        self._now = now
        self._numbers: dict[str, int] = {}
        self._shown = bytearray()
        self._member_hashes = array("q")
        self._member_numbers = array("I")
        self._masters: set[int] = set()
        self._words: dict[str, Numbers] = {}
        self._values: dict[str, dict[str, Numbers]] = {}
        self._prices: dict[str, dict[int, tuple[int, int]]] = {currency: {} for currency in shop.currencies}
        self._names: dict[int, tuple[str, ...]] = {}
        self._brands: dict[int, str] = {}
        self._valid_until: int | None = None
        self._promotions = offers_of_products(shop.promotion_book)
        self._paths: dict[str, frozenset[str]] = {}
        for category in categories.categories.values():
            self._expect(category.online_from, category.online_to)
        for chain in (chain for chains in shop.price_chains.values() for chain in chains):
            for book in chain:
                self._expect(book.online_from, book.online_to)

    def add(self, view: ProductView) -> None:
        """Take a product in; a variant is found as its master."""
        product, owner = view.product, view.master or view.product
        site_id = self._shop.site_id
        self._expect(product.site_online_from.get(site_id, product.online_from))
        self._expect(product.site_online_to.get(site_id, product.online_to))
        for table in (table for row in view.prices for table in row.tables):
            self._expect(table.online_from, table.online_to)
        if product.variation_group or not is_sellable(view, self._shop, self._now):
            return
        if not owner.searchable_flag.on(site_id):
            return
        number = self._number(owner.product_id)
        if view.master is None:
            self._show(number, view)
        if is_orderable_kind(product):
            self._member_hashes.append(hash(product.product_id))
            self._member_numbers.append(number)
            self._price(number, view)
        self._read(number, view)
        self._promote(number, view)

    def add_all(self, views: Iterable[ProductView]) -> None:
        """Take in several products."""
        for view in views:
            self.add(view)

    def finish(self) -> ProductIndex:
        """Make the index of all that was taken in."""
        for number in self._masters.difference(self._member_numbers):
            self._shown[number] = 0
        size = len(self._numbers)
        counts = array("I", bytes(4 * size))
        for number in self._member_numbers:
            counts[number] += 1
        by_hash = sorted(range(len(self._member_hashes)), key=self._member_hashes.__getitem__)
        words = {word: _ascending(codes) for word, codes in self._words.items()}
        return ProductIndex(
            ids=list(self._numbers),
            everything=bits_of(number for number, shown in enumerate(self._shown) if shown),
            words=words,
            vocabulary=sorted(words),
            values={
                attribute: {value: NumberSet(_ascending(numbers), size) for value, numbers in values.items()}
                for attribute, values in self._values.items()
                if len(values) <= MOST_VALUES
            },
            prices={currency: _price_column(prices) for currency, prices in self._prices.items()},
            names={
                locale: array("I", sorted(self._names, key=lambda number: self._names[number][place]))
                for place, locale in enumerate(self._locales)
            },
            brands=array("I", sorted(self._names, key=lambda number: (self._brands[number], self._names[number][0]))),
            member_hashes=array("q", (self._member_hashes[place] for place in by_hash)),
            member_numbers=array("I", (self._member_numbers[place] for place in by_hash)),
            member_counts=counts,
            valid_until=self._valid_until,
        )

    def _number(self, product_id: str) -> int:
        number = self._numbers.setdefault(product_id, len(self._numbers))
        if number == len(self._shown):
            self._shown.append(0)
        return number

    def _show(self, number: int, view: ProductView) -> None:
        """Let a product be found, by itself or, for a master, as soon as it has a variant."""
        product = view.product
        categories = self._categories_of(product)
        if self._shop.catalog_id is not None and not categories:
            return
        self._shown[number] = 1
        if is_master(product):
            self._masters.add(number)
        self._names[number] = tuple(_sortable(name_of(view, locale)) for locale in self._locales)
        self._brands[number] = _sortable(product.brand or "\U0010ffff")
        kind = product_type(product)
        self._put("htype", next((name for name in _KINDS if getattr(kind, name)), "product"), number)
        for category_id in categories:
            self._put("cgid", category_id, number)
        if product.brand:
            self._put("brand", product.brand, number)
        below = categories - {ROOT}
        names = [self._categories.categories[category_id].display_name for category_id in below]
        self._say(number, 0, [text for texts in names for text in texts.values()])

    def _read(self, number: int, view: ProductView) -> None:
        """Take in the words and custom attributes of a product."""
        product = view.product
        names = [name for name in (product.ean, product.upc, product.manufacturer_sku, product.product_id) if name]
        self._say(number, 1, [*product.display_name.values(), *names, product.brand or ""])
        for name in names:
            _append(self._words, name.casefold(), number * 2 + 1)
        said = (product.short_description, product.long_description, product.page_title, product.page_keywords)
        texts = [text for each in said for text in each.values()]
        for name, value in custom_attributes(view, self._shop.site_id, self._locales[0]).items():
            for text in _texts(value):
                self._put("c_" + name, text, number)
                if isinstance(value, str | list):
                    texts.append(text)
        self._say(number, 0, [*texts, product.manufacturer_name or ""])

    def _promote(self, number: int, view: ProductView) -> None:
        """Let a product be found by the promotions that it counts for or is discounted by."""
        if not self._promotions:
            return
        product_id = view.product.product_id
        facts = Facts({product_id: view})
        item = ProductItem(product_id=product_id, quantity=_ONE, base_price=self._base_price(view))
        for offer in self._promotions:
            if concerns(offer, item, facts):
                self._put("pmid", offer.promotion_id, number)

    def _base_price(self, view: ProductView) -> Decimal | None:
        return unit_price(view, _ONE, self._shop.currency, self._now, self._shop)

    def _price(self, number: int, view: ProductView) -> None:
        for currency, prices in self._prices.items():
            price = unit_price(view, _ONE, currency, self._now, self._shop)
            if price is not None:
                units = int(price / quantum(currency))
                low, high = prices.get(number, (units, units))
                prices[number] = (min(low, units), max(high, units))

    def _categories_of(self, product: ProductData) -> frozenset[str]:
        """Return the categories a product stands in, with those above; one below an offline category is in none."""
        catalog_id = self._shop.catalog_id or ""
        assigned = product.category_assignments.get(catalog_id) or [product.categories.get(catalog_id) or ""]
        found = [self._path(category_id) for category_id in assigned]
        return frozenset().union(*found)

    def _path(self, category_id: str) -> frozenset[str]:
        if category_id not in self._paths:
            category = self._categories.categories.get(category_id)
            path = self._categories.path(category_id)
            online = category is not None and all(is_online(step, self._now) for step in path)
            self._paths[category_id] = frozenset([ROOT, *(step.category_id for step in path)] if online else ())
        return self._paths[category_id]

    def _say(self, number: int, strong: int, texts: Iterable[str]) -> None:
        words, code = self._words, number * 2 + strong
        for word in set(words_of(*texts)):
            known = words.get(word)
            if known is None:
                words[word] = array("I", (code,))
            else:
                known.append(code)

    def _put(self, attribute: str, value: str, number: int) -> None:
        values = self._values.setdefault(attribute, {})
        if len(values) <= MOST_VALUES or value in values:
            _append(values, value, number)

    def _expect(self, *instants: int | None) -> None:
        """Let the index hold no longer than until the next date on which something changes."""
        for instant in instants:
            if instant is not None and instant > self._now:
                self._valid_until = min(instant, self._valid_until or instant)


def _price_column(prices: dict[int, tuple[int, int]]) -> PriceColumn:
    by_low = array("I", sorted(prices, key=lambda number: prices[number][0]))
    by_high = array("I", sorted(prices, key=lambda number: prices[number][1]))
    return PriceColumn(
        by_low=by_low,
        lows=array("q", (prices[number][0] for number in by_low)),
        by_high=by_high,
        highs=array("q", (prices[number][1] for number in by_high)),
    )


def _append(lists: dict[str, Numbers], name: str, number: int) -> None:
    known = lists.get(name)
    if known is None:
        lists[name] = array("I", (number,))
    elif known[-1] != number:
        known.append(number)


def _ascending(numbers: Numbers) -> Numbers:
    return array("I", sorted(set(numbers)))


def _sortable(text: str) -> str:
    return " ".join(words_of(text)) or text


def _texts(value: Any) -> Iterator[str]:  # Any: a custom attribute is whatever the archive declares
    for one in value if isinstance(value, list) else [value]:
        text = str(one).lower() if isinstance(one, bool) else str(one)
        if 0 < len(text) <= _LONGEST_VALUE:
            yield text
