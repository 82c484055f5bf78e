"""Workers: processes of their own, replaced when they are lost, gone when the server is."""

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from counterfoil.scripts.pool import WorkerLostError, Workers
from counterfoil.scripts.setup import Setup

SCRIPT = """
exports.hook = function (what) {
    if (what === 'loop') { for (;;) {} }
    return what;
};
"""


def write(folder: Path) -> Setup:
    scripts = folder / "int_test" / "cartridge" / "scripts"
    scripts.mkdir(parents=True)
    (scripts / "hook.js").write_text(SCRIPT)
    return Setup(folders=(str(folder),), processor_seconds=1)


async def ask(workers: Workers, what: str, seconds: float = 20) -> str:
    async def answer(asked: bytes) -> bytes:
        raise AssertionError(asked)

    call = {
        "point": "app.test",
        "module": "int_test/cartridge/scripts/hook.js",
        "functions": ["hook"],
        "arguments": [{"kind": "plain", "body": what}],
        "inside": True,
        "request": {},
        "custom": {},
        "now": 0,
        "seed": "00" * 16,
    }
    text = await workers.run(json.dumps(call).encode(), answer, lambda note: None, seconds=seconds)
    return str(json.loads(text)["value"]["other"])


def test_a_worker_is_used_again(tmp_path: Path) -> None:
    async def work() -> None:
        workers = Workers(write(tmp_path), most=2)
        assert await ask(workers, "one") == "one"
        first = workers.resting
        assert await ask(workers, "two") == "two"
        assert workers.resting == first
        await workers.close()

    asyncio.run(work())


def test_a_worker_gets_no_signals_of_the_servers_group_and_shares_its_session(tmp_path: Path) -> None:
    async def work() -> None:
        workers = Workers(write(tmp_path), most=1)
        await workers.start()
        (pid,) = workers.resting
        assert os.getpgid(pid) == pid
        assert os.getsid(pid) == os.getsid(0)  # where systems share processors by session
        await workers.close()

    asyncio.run(work())


def test_a_killed_worker_is_replaced(tmp_path: Path) -> None:
    async def work() -> None:
        workers = Workers(write(tmp_path), most=1)
        await ask(workers, "one")
        os.kill(workers.resting[0], signal.SIGKILL)
        with pytest.raises(WorkerLostError):
            await ask(workers, "two")
        assert await ask(workers, "three") == "three"
        await workers.close()

    asyncio.run(work())


def test_processor_time_has_an_end(tmp_path: Path) -> None:
    async def work() -> None:
        workers = Workers(write(tmp_path), most=1)
        with pytest.raises(WorkerLostError, match="processor time"):
            await ask(workers, "loop")
        assert await ask(workers, "after") == "after"
        await workers.close()

    asyncio.run(work())


def test_those_who_wait_get_the_place_of_a_lost_worker(tmp_path: Path) -> None:
    async def work() -> None:
        workers = Workers(write(tmp_path), most=1)
        results = await asyncio.gather(
            ask(workers, "loop"), ask(workers, "one"), ask(workers, "two"), return_exceptions=True
        )
        assert isinstance(results[0], WorkerLostError)
        assert results[1:] == ["one", "two"]
        await workers.close()

    asyncio.run(work())


def test_who_waits_longer_than_his_time_is_told_so_and_costs_nobody_a_worker(tmp_path: Path) -> None:
    async def work() -> None:
        workers = Workers(write(tmp_path), most=1)
        stuck = asyncio.create_task(ask(workers, "loop"))
        await asyncio.sleep(0)
        with pytest.raises(TimeoutError):
            await ask(workers, "one", seconds=0)
        with pytest.raises(WorkerLostError):
            await stuck
        assert await ask(workers, "two") == "two"
        await workers.close()

    asyncio.run(work())


def test_workers_are_gone_when_they_are_closed(tmp_path: Path) -> None:
    async def work() -> list[int]:
        workers = Workers(write(tmp_path), most=1)
        await ask(workers, "one")
        found = workers.resting
        await workers.close()
        return found

    for process in asyncio.run(work()):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
