"""The circuit breaker of an extension point: hooks that keep failing are not run for a while.

Follows section 2.3 of the hook reference: of the last 100 calls more than 50 failed, so the circuit is open for 60
seconds; then 10 calls are watched, and more than 5 failures among them open it again.
"""

import logging
from collections import deque
from typing import Literal

from counterfoil import faults

log = logging.getLogger("counterfoil.hooks")

WINDOW, MOST_FAILURES = 100, 50
WATCHED, MOST_WATCHED_FAILURES = 10, 5
OPEN_MILLISECONDS = 60_000
State = Literal["closed", "open", "half-open"]


class Breaker:
    """What became of the last calls of an extension point, in one process."""

    def __init__(self, point: str) -> None:
        self._point = point
        self._state: State = "closed"
        self._opened = 0
        self._failed: deque[bool] = deque(maxlen=WINDOW)
        self._failures = 0

    def admit(self, now: int) -> None:
        """Let a call pass, unless the circuit is open; fault HOOK_CIRCUIT_BREAKER."""
        if self._state != "open":
            return
        if 0 <= now - self._opened < OPEN_MILLISECONDS:
            raise faults.HOOK_CIRCUIT_BREAKER(extension_point=self._point)
        self._become("half-open", now)

    def note(self, failed: bool, now: int) -> None:
        """Note what became of a call; one that began before the circuit opened counts no more."""
        if self._state == "open" or (not failed and not self._failures and self._state == "closed"):
            return
        if len(self._failed) == WINDOW:
            self._failures -= self._failed[0]
        self._failed.append(failed)
        self._failures += failed
        if self._failures > (MOST_FAILURES if self._state == "closed" else MOST_WATCHED_FAILURES):
            self._become("open", now)
        elif self._state == "half-open" and len(self._failed) == WATCHED:
            self._become("closed", now)

    def _become(self, state: State, now: int) -> None:
        log.warning("the circuit of %s is %s", self._point, state)
        self._state, self._opened, self._failures = state, now, 0
        self._failed.clear()
