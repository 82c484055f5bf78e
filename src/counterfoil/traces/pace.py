"""How fast work goes on that can wait: at once while the process rests, else as a small part of its time."""

import asyncio
from collections.abc import Callable
from time import perf_counter, process_time

BUSY = 0.2
"""The part of the time that the rest of the process takes from which on it is at work."""
SHARE = 0.02
"""The part of the time that is taken while it is."""


class Pace:
    """Tells how long to pause between pieces of work."""

    def __init__(self, clock: Callable[[], float] = perf_counter, worked: Callable[[], float] = process_time) -> None:
        self._clock = clock
        self._worked = worked
        self._looked = clock(), worked()
        self._began = self._looked[1]

    def begin(self) -> None:
        """Begin a piece of work."""
        self._began = self._worked()

    def pause(self) -> float:
        """Return how many seconds to wait after the piece that is done now."""
        now, worked = self._clock(), self._worked()
        took = worked - self._began
        (then, before), self._looked = self._looked, (now, worked)
        others = worked - before - took
        return took / SHARE if others > BUSY * (now - then) else 0.0


async def pause(pace: Pace, hurry: asyncio.Event) -> None:
    """Let others work, for as long as the pace asks for, unless there is a hurry."""
    seconds = 0.0 if hurry.is_set() else pace.pause()
    if not seconds:
        await asyncio.sleep(0)
        return
    try:
        async with asyncio.timeout(seconds):
            await hurry.wait()
    except TimeoutError:
        return
