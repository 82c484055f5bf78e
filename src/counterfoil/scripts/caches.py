"""What scripts keep in caches of the platform: by cache and key, in one worker, the oldest forgotten first."""

import json
from collections import OrderedDict
from typing import Any

_MOST_CHARACTERS = 4 * 2**20
_LONGEST = 128 * 2**10
"""The platform keeps no greater value either."""


class Caches:
    """Values as JSON, so that a cache has a size and a value is nobody's object."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._size = 0

    def get(self, cache: str, key: str) -> Any:
        """Return the value wrapped as it was put; None if there is none."""
        text = self._values.get((cache, key))
        if text is None:
            return None
        self._values.move_to_end((cache, key))
        return json.loads(text)

    def put(self, cache: str, key: str, value: Any) -> None:
        """Keep a value; one that is too large is not kept."""
        self.drop(cache, key)
        text = json.dumps(value)
        if len(text) > _LONGEST:
            return
        self._values[cache, key] = text
        self._size += len(text)
        while self._size > _MOST_CHARACTERS:
            _, dropped = self._values.popitem(last=False)
            self._size -= len(dropped)

    def drop(self, cache: str, key: str) -> None:
        """Forget a value."""
        self._size -= len(self._values.pop((cache, key), ""))
