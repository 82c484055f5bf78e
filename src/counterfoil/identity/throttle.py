"""A token bucket per key: failures of a log-in use it up, time fills it again."""

from collections import OrderedDict

_MOST_KEYS = 10_000


class Throttle:
    """Counts failures by key in this process."""

    def __init__(self, per_minute: int) -> None:
        self._capacity = float(per_minute)
        self._per_millisecond = per_minute / 60_000
        self._buckets: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def wait_seconds(self, key: str, now: int) -> int:
        """Return 0 when another attempt is allowed, else the seconds until one is."""
        left = self._left(key, now)
        if left >= 1:
            return 0
        return max(1, round((1 - left) / self._per_millisecond / 1000))

    def failed(self, key: str, now: int) -> None:
        """Count a failure."""
        self._buckets[key] = (max(0.0, self._left(key, now) - 1), now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)

    def _left(self, key: str, now: int) -> float:
        left, at = self._buckets.get(key, (self._capacity, now))
        return min(self._capacity, left + max(0, now - at) * self._per_millisecond)
