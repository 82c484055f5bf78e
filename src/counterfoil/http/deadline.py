"""The deadlines of a connection, one after the other, with one timer: most are met, and cost an assignment."""

import asyncio
import math
from collections.abc import Callable

NEVER = math.inf
_RESOLUTION = 0.001
"""Timers of the loop count in milliseconds, and may run by a part of one too early."""


class Deadline:
    """The instant of the loop by which something must have happened; ``passed`` is called when it has not."""

    def __init__(self, loop: asyncio.AbstractEventLoop, passed: Callable[[], None]) -> None:
        self.due = NEVER
        self._loop = loop
        self._passed = passed
        self._timer: asyncio.TimerHandle | None = None
        self._runs = NEVER

    def within(self, seconds: float) -> None:
        """Give so much time from now; the timer is moved only if it would come too late."""
        self.due = due = self._loop.time() + seconds
        if due < self._runs:
            self._start(due)

    def end(self) -> None:
        """Give up the timer."""
        self.due = NEVER
        if self._timer is not None:
            self._timer.cancel()

    def _start(self, instant: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._runs = instant
        self._timer = self._loop.call_at(instant, self._run)

    def _run(self) -> None:
        self._timer, self._runs = None, NEVER
        if self.due == NEVER:
            return
        if self.due - self._loop.time() > _RESOLUTION:
            self._start(self.due)
        else:
            self.due = NEVER
            self._passed()
