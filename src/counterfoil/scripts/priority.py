"""The priority of a worker: one that computes for long gives way to the server and to the other workers."""

import asyncio
import contextlib
import os
import time

_LONG_SECONDS = 0.5
"""Of processor time, behind which a call is a long one; the first of a worker, which reads its modules, is none."""
_LOOKS_SECONDS = 0.1
_LOW = 15
"""Niceness: a thirtieth of what others get where processors are scarce."""


class Priority:
    """Looks after one process while it is at work."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._usual: int | None = None
        """What the priority was before it was lowered."""
        self._began = 0.0
        self._look: asyncio.TimerHandle | None = None

    def begins(self) -> None:
        """A call begins."""
        self._began = self._worked()
        self._wait()

    def ends(self) -> bool:
        """The call is over; say whether the process has its priority as before.

        The system may let no process have a higher priority again: then it has to make room for a new one.
        """
        if self._look is not None:
            self._look.cancel()
        if self._usual is None:
            return True
        try:
            os.setpriority(os.PRIO_PROCESS, self._pid, self._usual)
        except OSError:
            return False
        self._usual = None
        return True

    def _wait(self) -> None:
        self._look = asyncio.get_running_loop().call_later(_LOOKS_SECONDS, self._lower)

    def _lower(self) -> None:
        """Lower the priority of a call that has computed for long; one that waits for an answer is asked again."""
        if self._worked() - self._began < _LONG_SECONDS:
            self._wait()
            return
        with contextlib.suppress(OSError):
            usual = os.getpriority(os.PRIO_PROCESS, self._pid)
            os.setpriority(os.PRIO_PROCESS, self._pid, max(usual, _LOW))
            self._usual = usual

    def _worked(self) -> float:
        """Return the processor time of the process; where the system does not tell, the time that has passed."""
        try:
            return time.clock_gettime((~self._pid << 3) | 2)  # the clock of a process, as clock_getcpuclockid names it
        except OSError:
            return time.monotonic()
