"""Run the command line of Counterfoil and write down where its threads are, or how often what is called.

A timer of the process's own processor time looks at the stacks, so a place where a thread waits is seldom seen; each
look weighs as much as the processor time its thread has used since the last one.
"""

import json
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

_SECONDS = 0.001
_START_SECONDS = 2.0
Place = tuple[str, str, int, int]
"""File, function, its first line, the line that runs."""


class Sampler:
    """Stacks of every thread and their weights."""

    def __init__(self) -> None:
        self._stacks: Counter[tuple[str, tuple[Place, ...]]] = Counter()
        self._clocks: dict[int, float] = {}

    def start(self) -> None:
        """Begin to look."""
        signal.signal(signal.SIGPROF, self._look)
        # Of processor time: starting, and the first use of everything, is not what is asked for.
        signal.setitimer(signal.ITIMER_PROF, _START_SECONDS, _SECONDS)

    def write(self, file: Path) -> None:
        """Stop, and write weight, thread and stack of each."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        rows = [(weight, name, stack) for (name, stack), weight in self._stacks.items()]
        file.write_text(json.dumps(rows))

    def _look(self, _number: int, main_frame: FrameType | None) -> None:
        frames = sys._current_frames()
        for thread in threading.enumerate():
            if thread.ident is None:
                continue
            used = time.clock_gettime(time.pthread_getcpuclockid(thread.ident))
            before = self._clocks.get(thread.ident)
            self._clocks[thread.ident] = used
            if before is None or used <= before:  # less: another thread has got the id of one that ended
                continue
            frame = main_frame if thread is threading.main_thread() else frames.get(thread.ident)
            self._stacks[thread.name, _stack(frame)] += used - before  # type: ignore[assignment]  # weights are seconds


def _stack(frame: FrameType | None) -> tuple[Place, ...]:
    places: list[Place] = []
    while frame is not None:
        code = frame.f_code
        places.append((code.co_filename, code.co_qualname, code.co_firstlineno, frame.f_lineno))
        frame = frame.f_back
    return tuple(places)


def main() -> None:
    """Run the command after the first two arguments, which say how to look and where to write."""
    how, file = sys.argv[1], Path(sys.argv[2])
    sys.argv[1:] = sys.argv[3:]
    # This folder has modules with names of the standard library.
    del sys.path[0]
    # uvicorn ends with the signal it was stopped by: that must not end the process before it has written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from counterfoil.cli.main import main as run  # noqa: PLC0415  (needs the path as it is now)

    if how == "calls":
        from cProfile import Profile  # noqa: PLC0415  (the same)

        profile = Profile()
        try:
            profile.runcall(run)
        finally:
            profile.dump_stats(file)
        return
    sampler = Sampler()
    sampler.start()
    try:
        run()
    finally:
        sampler.write(file)


if __name__ == "__main__":
    main()
