"""A token bucket per key: failures of a log-in use it up, time fills it again. Nobody is locked out.

Failures from one address use up that address's share alone, so that who guesses does not keep the owner out; all
addresses together have several shares, so that who guesses from many is held up too.
"""

import asyncio
import math
from collections import OrderedDict
from weakref import WeakValueDictionary

_MOST_KEYS = 10_000
_SHARES = 10
_LONGEST_KEY = 400
_ROUNDING = 1e-6


class Throttle:
    """Counts failures by key in this process."""

    def __init__(self, per_minute: int) -> None:
        self._capacity = float(per_minute)
        self._per_millisecond = per_minute / 60_000
        self._buckets: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, key: str, address: str = "") -> asyncio.Lock:
        """Return the lock under which attempts go one behind another: guesses at once are no more than guesses."""
        key = _named(key, address)
        turn = self._turns.get(key)
        if turn is None:
            turn = self._turns[key] = asyncio.Lock()
        return turn

    def wait_seconds(self, key: str, now: int, address: str = "") -> int:
        """Return 0 when another attempt is allowed, else the seconds until one is."""
        return max(self._wait(name, shares, now) for name, shares in _buckets(key, address))

    def left(self, key: str, now: int, address: str = "") -> int:
        """Return how many failures are left before an attempt has to wait."""
        return int(min(self._left(name, shares, now) + _ROUNDING for name, shares in _buckets(key, address)))

    def failed(self, key: str, now: int, address: str = "") -> None:
        """Count a failure."""
        for name, shares in _buckets(key, address):
            self._buckets[name] = (max(0.0, self._left(name, shares, now) - 1), now)
            self._buckets.move_to_end(name)
        while len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)

    def _wait(self, name: str, shares: int, now: int) -> int:
        left = self._left(name, shares, now)
        if left >= 1 - _ROUNDING:
            return 0
        return max(1, math.ceil((1 - left) / (self._per_millisecond * shares) / 1000))

    def _left(self, name: str, shares: int, now: int) -> float:
        most = self._capacity * shares
        left, at = self._buckets.get(name, (most, now))
        return min(most, left + max(0, now - at) * self._per_millisecond * shares)


def _named(key: str, address: str) -> str:
    return f"{key[:_LONGEST_KEY]}\n{address}"


def _buckets(key: str, address: str) -> list[tuple[str, int]]:
    """Return the buckets of an attempt: that of its address, and that of all addresses."""
    if not address:
        return [(_named(key, ""), 1)]
    return [(_named(key, address), 1), (_named(key, ""), _SHARES)]
