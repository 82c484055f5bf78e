"""A worker that computes for long gives way; one that waits for somebody's answer does not."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from counterfoil.scripts.priority import Priority

pytestmark = pytest.mark.anyio


@contextmanager
def process(source: str) -> Iterator[int]:
    """Run a program until the test is over."""
    started = subprocess.Popen([sys.executable, "-c", source], stdin=subprocess.PIPE)
    try:
        yield started.pid
    finally:
        started.kill()
        started.communicate()


def niceness(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


async def until(done: Callable[[], bool]) -> None:
    """Let the loop go on until something is so."""
    while not done():  # noqa: ASYNC110  (no process tells)
        await asyncio.sleep(0)


async def test_a_process_that_computes_for_long_gives_way_until_its_call_is_over():
    with process("while True: pass") as pid:
        usual = niceness(pid)
        priority = Priority(pid)
        priority.begins()
        await until(lambda: niceness(pid) > usual)
        kept = priority.ends()
        assert (niceness(pid) == usual) is kept  # not every user may raise a priority again


async def test_a_process_that_waits_keeps_its_priority():
    with process("input()") as pid:
        usual = niceness(pid)
        priority = Priority(pid)
        priority.begins()
        for _ in range(3):
            before = priority._look
            await until(lambda known=before: priority._look is not known)
        assert niceness(pid) == usual
        assert priority.ends()
