"""What a search asks for, and the products that an index has for it, in order.

Follows the published product search resource of the Shop API.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from counterfoil.commerce.bits import Numbers, members, pack
from counterfoil.commerce.product_index import ProductIndex
from counterfoil.commerce.product_words import words_of

BEST = "best-matches"
SORTING_OPTIONS: Mapping[str, str] = {
    BEST: "Best Matches",
    "price-low-to-high": "Price Low To High",
    "price-high-to-low": "Price High to Low",
    "product-name-ascending": "Product Name A - Z",
    "product-name-descending": "Product Name Z - A",
    "brand": "Brand",
}
_MOST_WORDS = 20


class PriceRange(NamedTuple):
    """Amounts from one on, below another; None is open."""

    low: Decimal | None
    high: Decimal | None


class Query(NamedTuple):
    """A search: words, refinements, order."""

    phrase: str
    refinements: Mapping[str, tuple[str, ...]]
    """Values by attribute, one of which is enough; ``price`` and ``orderable_only`` are not among them."""
    price: PriceRange | None
    sort: str
    currency: str
    locale: str


class Found(NamedTuple):
    """The products found: all, in tiers of relevance, and by which refinements each."""

    tiers: tuple[int, ...]
    everything: int
    without: Callable[[str], int]
    """The products that would be found without the refinement of one attribute."""


def search(index: ProductIndex, query: Query, digits: int, orderable: int | None) -> Found:
    """Return the products of an index that fit a query; ``orderable`` are those to choose from, if that is asked."""
    tiers = _tiers(index, query.phrase)
    base = index.everything if orderable is None else index.everything & orderable
    parts: dict[str, int] = {}
    for attribute, values in query.refinements.items():
        parts[attribute] = 0
        for value in values:
            parts[attribute] |= index.with_value(attribute, value)
    if query.price is not None:
        column = index.prices.get(query.currency)
        low, high = (_units(amount, digits) for amount in query.price)
        parts["price"] = column.between(low, high) if column is not None else 0

    def without(attribute: str) -> int:
        found = base & tiers[-1]
        for name, bits in parts.items():
            if name != attribute:
                found &= bits
        return found

    everything = without("")
    seen, kept = 0, []
    for tier in tiers:
        kept.append(tier & everything & ~seen)
        seen |= tier
    return Found(tuple(kept), everything, without)


def page(index: ProductIndex, found: Found, query: Query, start: int, end: int) -> list[int]:
    """Return a part of the products found, in the order asked for."""
    if query.sort == BEST:
        return _page_of_tiers(index, found, query, start, end)
    order, backwards = _order(index, query)
    return _pick(found.everything, order, backwards, start, end)


def _page_of_tiers(index: ProductIndex, found: Found, query: Query, start: int, end: int) -> list[int]:
    order = _names(index, query.locale)
    shown: list[int] = []
    passed = 0
    for tier in found.tiers:
        size = tier.bit_count()
        if passed + size > start and passed < end:
            shown += _pick(tier, order, False, max(0, start - passed), end - passed)
        passed += size
    return shown


def _pick(bits: int, order: Numbers, backwards: bool, start: int, end: int) -> list[int]:
    """Return the members from one place to another, in an order; those it does not know come last."""
    packed = pack(bits)
    length = len(packed)
    shown: list[int] = []
    for number in reversed(order) if backwards else order:
        place = number >> 3
        if place < length and packed[place] >> (number & 7) & 1:
            shown.append(number)
            if len(shown) == end:
                return shown[start:]
    placed = set(shown)
    shown += [number for number in members(packed) if number not in placed]
    return shown[start:end]


def _tiers(index: ProductIndex, phrase: str) -> tuple[int, ...]:
    """Return what has all the words in its name, what has one of them there, and what has them anywhere."""
    if not phrase:
        return (index.everything,)
    words = list(dict.fromkeys(words_of(phrase)[:_MOST_WORDS]))
    if not words:
        return (0,)
    whole = phrase.strip().casefold()
    exact = index.everything if whole in index.words and len(words) > 1 else 0
    if exact:
        exact = index.with_word(whole)[0]
    strong_all, strong_any, anywhere = index.everything, 0, index.everything
    for word in words:
        strong, somewhere = index.with_word(word)
        strong_all &= strong
        strong_any |= strong
        anywhere &= somewhere
    anywhere |= exact
    return (strong_all | exact, strong_any & anywhere | strong_all | exact, anywhere)


def _units(amount: Decimal | None, digits: int) -> int | None:
    return None if amount is None else int(amount.scaleb(digits))


def _names(index: ProductIndex, locale: str) -> Numbers:
    return index.names.get(locale) or next(iter(index.names.values()))


def _order(index: ProductIndex, query: Query) -> tuple[Numbers, bool]:
    if query.sort.startswith("price"):
        column = index.prices.get(query.currency)
        backwards = query.sort == "price-high-to-low"
        if column is None:
            return _names(index, query.locale), False
        return (column.by_high if backwards else column.by_low), backwards
    if query.sort == "brand":
        return index.brands, False
    return _names(index, query.locale), query.sort == "product-name-descending"
