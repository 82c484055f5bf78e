"""What a process remembers of a site's bitmaps, over any number of folds.

Each piece of a bitmap, each bucket and each value that has a bitmap names the fold that wrote it: what was read as of
one fold is brought up to date by reading what newer ones wrote.
"""

from typing import NamedTuple

from counterfoil.store.jobs import Read
from counterfoil.store.search_entries import Buckets, Entry

READ_FREQUENT = "select field, value from search_frequent where site_id = $1 and folded > $2"
EVERYTHING = -1
"""Before the first fold."""
MOST_REMEMBERED = 64 * 2**20
"""So many bytes of bitmaps a process keeps of a site: some five hundred of them where there are a million orders."""
_LEAST_BYTES = 100


class Overtaken(Exception):  # noqa: N818  (named for what happened)
    """Bitmaps were read that a newer fold wrote than the view is of."""


class Known(NamedTuple):
    """A bitmap of which no piece is older than a fold left it."""

    orders: int
    folded: int


class Memory:
    """Bitmaps of a site, as far as there is room for them."""

    def __init__(self) -> None:
        self.fields: dict[str, tuple[dict[str, int], int]] = {}
        """All bitmaps of the fields with few values, each field as of a fold."""
        self.buckets: dict[str, tuple[Buckets, int]] = {}
        """The buckets of columns, each column's as of a fold."""
        self._known: dict[Entry, Known] = {}
        """Bitmaps, those used last at the end."""
        self._bytes = 0

    def known(self, entry: Entry) -> Known | None:
        """Return a bitmap that is remembered."""
        found = self._known.pop(entry, None)
        if found is not None:
            self._known[entry] = found
        return found

    def keep(self, entry: Entry, orders: int, folded: int) -> None:
        """Remember a bitmap, and forget what was not used for the longest time if that is too much."""
        old = self._known.pop(entry, None)
        self._bytes += _bytes_of(orders) - (0 if old is None else _bytes_of(old.orders))
        self._known[entry] = Known(orders, folded)
        while self._bytes > MOST_REMEMBERED:
            self._bytes -= _bytes_of(self._known.pop(next(iter(self._known))).orders)


class View(NamedTuple):
    """A site as of one fold, for a search or many; what is remembered goes on to the next."""

    folded: int
    unnoted: int
    """How many folds did not name what they wrote, as those of an older program that is still at work."""
    frequent: dict[str, list[str]]
    """The values that have a bitmap, in order, by field."""
    memory: Memory


async def read_view(read: Read, site_id: str, folded: int, unnoted: int, last: View | None) -> View:
    """Return the view of a site as of a fold, made from the last one if that tells what has changed since."""
    if last is None or last.folded > folded or last.unnoted != unnoted:
        return View(folded, unnoted, await read_frequent(read, site_id), Memory())
    newer = await read_frequent(read, site_id, last.folded)
    joined = {field: sorted({*last.frequent.get(field, ()), *values}) for field, values in newer.items()}
    return View(folded, unnoted, last.frequent | joined, last.memory)


async def read_frequent(read: Read, site_id: str, since: int = EVERYTHING) -> dict[str, list[str]]:
    """Return the values that have a bitmap, in order, by field, or those that got one since a fold."""
    found: dict[str, list[str]] = {}
    for field, value in await read(READ_FREQUENT, (site_id, since)):
        found.setdefault(field, []).append(value)
    return {field: sorted(values) for field, values in found.items()}


def _bytes_of(orders: int) -> int:
    return orders.bit_length() // 8 + _LEAST_BYTES
