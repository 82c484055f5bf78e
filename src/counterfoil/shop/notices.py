"""What a developer wants to see of an emulator that a real shop would send by mail: the last few, in memory only."""

from collections import deque

import msgspec

_MOST = 100


class Notice(msgspec.Struct, frozen=True):
    """A message somebody would have got; ``time`` is epoch milliseconds."""

    time: int
    kind: str
    text: str


class Notices:
    """The newest notices of a process; a service keeps none, for they hold secrets."""

    def __init__(self, *, kept: bool = False) -> None:
        self._kept = kept
        self._notices: deque[Notice] = deque(maxlen=_MOST)

    def add(self, time: int, kind: str, text: str) -> None:
        """Keep a notice in an emulator; a service forgets it at once."""
        if self._kept:
            self._notices.append(Notice(time, kind, text))

    def newest_first(self) -> list[Notice]:
        """Return the notices, the newest first."""
        return list(reversed(self._notices))
