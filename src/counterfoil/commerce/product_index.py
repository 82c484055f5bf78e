"""The products of a site as its search sees them: by words, by refinement values, by price and name.

Variants stand behind their masters: a master is found by what its variants say. An index is made of one revision of
the shop data and holds until the first date on which a price or a product comes or goes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from counterfoil.commerce.bits import Numbers, NumberSet, bits_of

MOST_COMPLETIONS = 1000
SHORTEST_BEGINNING = 2


@dataclass(slots=True, eq=False)
class PriceColumn:
    """Prices in one currency, in its smallest unit: products by their lowest and by their highest price."""

    by_low: Numbers
    lows: Numbers
    """Of ``by_low``, in its order."""
    by_high: Numbers
    highs: Numbers

    def lowest_between(self, low: int, high: int | None) -> Numbers:
        """Return the products whose lowest price lies from ``low`` on and below ``high``."""
        end = len(self.lows) if high is None else bisect_left(self.lows, high)
        return self.by_low[bisect_left(self.lows, low) : end]

    def between(self, low: int | None, high: int | None) -> int:
        """Return the products that cost something from ``low`` on and below ``high``."""
        cheap = self.by_low if high is None else self.by_low[: bisect_left(self.lows, high)]
        found = bits_of(cheap)
        return found if low is None else found & bits_of(self.by_high[bisect_left(self.highs, low) :])


@dataclass(slots=True, eq=False)
class ProductIndex:
    """The products by number; sets of them are bits."""

    ids: list[str]
    everything: int
    words: Mapping[str, Numbers]
    """Twice the number of each product that has the word, one more where the word stands in name, id or brand."""
    vocabulary: list[str]
    values: Mapping[str, Mapping[str, NumberSet]]
    """Products by attribute and value: ``cgid``, ``brand``, ``htype``, ``c_color`` …"""
    prices: Mapping[str, PriceColumn]
    """By currency."""
    names: Mapping[str, Numbers]
    """Products in the order of their names, by locale."""
    brands: Numbers
    """Products in the order of their brands."""
    member_hashes: Numbers
    """Hashes of the ids that can be bought, ascending; stock is counted for the products they stand behind."""
    member_numbers: Numbers
    member_counts: Numbers
    valid_until: int | None
    _found: dict[str, tuple[int, int]] = field(default_factory=dict)

    def with_word(self, word: str) -> tuple[int, int]:
        """Return the products that have a word or one that begins so: in name, id or brand, and anywhere."""
        if word not in self._found:
            if len(self._found) >= 256:
                self._found.clear()
            strong: set[int] = set()
            everywhere: set[int] = set()
            for known in self._completions(word):
                for code in self.words[known]:
                    everywhere.add(code >> 1)
                    if code & 1:
                        strong.add(code >> 1)
            self._found[word] = (bits_of(strong), bits_of(everywhere))
        return self._found[word]

    def with_value(self, attribute: str, value: str) -> int:
        """Return the products that have a value of an attribute."""
        found = self.values.get(attribute, {}).get(value)
        return found.bits if found is not None else 0

    def member(self, product_id: str) -> int | None:
        """Return the number of the product that an id stands behind."""
        wanted = hash(product_id)
        place = bisect_left(self.member_hashes, wanted)
        if place < len(self.member_hashes) and self.member_hashes[place] == wanted:
            return self.member_numbers[place]
        return None

    def orderable(self, stock: Iterable[tuple[str, int | None]], *, unlisted: bool) -> int:
        """Return the products of which something is left; ``unlisted`` says whether what has no record is there."""
        left: set[int] = set()
        gone: dict[int, int] = {}
        for product_id, available in stock:
            number = self.member(product_id)
            if number is None:
                continue
            if available is None or available > 0:
                left.add(number)
            else:
                gone[number] = gone.get(number, 0) + 1
        if unlisted:
            left.update(number for number, count in enumerate(self.member_counts) if gone.get(number, 0) < count)
        return bits_of(left)

    def _completions(self, word: str) -> list[str]:
        if len(word) < SHORTEST_BEGINNING:
            return [word] if word in self.words else []
        first = bisect_left(self.vocabulary, word)
        last = bisect_right(self.vocabulary, word + "\U0010ffff", lo=first)
        return self.vocabulary[first : min(last, first + MOST_COMPLETIONS)]
