"""Numbers of orders and shipments, following section 2 of the order lifecycle reference."""

import asyncio
from collections import defaultdict

from counterfoil.store.interface import Store

_DIGITS = 8


class Numbers:
    """Numbers of orders and shipments, taken from the store in blocks."""

    def __init__(self, store: Store, block: int) -> None:
        self._store = store
        self._block = block
        self._free: dict[tuple[str, str], tuple[int, int]] = {}
        self._taking = defaultdict[tuple[str, str], asyncio.Lock](asyncio.Lock)

    async def next(self, site_id: str, name: str) -> str:
        """Return a number of a site's sequence that no other process and no earlier run has given: eight digits."""
        key = (site_id, name)
        number, end = self._free.get(key, (0, 0))
        if number >= end:
            async with self._taking[key]:  # many wait at the end of a block: one takes the next for all
                number, end = self._free.get(key, (0, 0))
                if number >= end:
                    number = await self._store.next_numbers(site_id, name, self._block)
                    end = number + self._block
                self._free[key] = (number + 1, end)
                return f"{number:08d}"
        self._free[key] = (number + 1, end)
        return f"{number:08d}"

    def skip(self, site_id: str, name: str) -> None:
        """Leave the rest of the block: a number of it was used elsewhere."""
        self._free.pop((site_id, name), None)

    async def pass_over(self, site_id: str, name: str, given: str) -> None:
        """Let the sequence go on behind a number that was given from outside, if it has the sequence's form."""
        if len(given) == _DIGITS and given.isascii() and given.isdigit():
            await self._store.raise_counter(site_id, name, int(given))
            self.skip(site_id, name)
