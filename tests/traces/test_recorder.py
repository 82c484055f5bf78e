"""Traces on their way to the store: none waits for another request to be written."""

import asyncio
from types import SimpleNamespace

import pytest

from counterfoil.hooks.transaction import Transaction
from counterfoil.traces.pack import Finished
from counterfoil.traces.recorder import Recorder
from counterfoil.traces.trace import Trace

pytestmark = pytest.mark.fast


class SlowStore:
    """Keeps the ids of traces; what is written first waits until it may go on."""

    def __init__(self):
        self.kept = []
        self.begun = asyncio.Event()
        self.may_go_on = asyncio.Event()

    async def put_traces(self, rows, _keep):
        self.begun.set()
        await self.may_go_on.wait()
        self.kept += [row.request_id for row in rows]


def finished(request_id):
    return Finished(request_id, "RefArch", "GET", "/", "v23_1", 200, "", "", 0, {}, 0, 0, 0)


def test_what_waits_has_an_end_and_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr("counterfoil.traces.recorder.MOST_WAITING_BYTES", 2500)

    async def scene():
        store = SlowStore()
        store.may_go_on.set()
        recorder = Recorder(store, 100)
        for request_id in ("one", "two", "three", "four"):
            recorder.put(large(1000), finished(request_id))
        recorder.put(large(9000), finished("five"))
        await recorder.flush()
        for request_id in ("six", "seven"):
            recorder.put(large(1000), finished(request_id))
        await recorder.close()
        return store.kept

    assert asyncio.run(scene()) == ["five", "seven", "six"]


def large(size):
    """A trace of a hook with a note of that many bytes."""
    trace = Trace(Transaction(), {})
    entry = SimpleNamespace(source="a.py", default=False)
    trace.begins("app.a", (), (entry,))
    trace.runs("app.a", entry)
    trace.noted({"kind": "log", "message": "x" * size})
    trace.ran("app.a", entry, None, None)
    trace.ends("app.a", None, None)
    return trace


def test_a_trace_that_comes_while_others_are_stored_is_written_without_another_request():
    async def scene():
        store = SlowStore()
        recorder = Recorder(store, 100)
        recorder.put(Trace(Transaction(), {}), finished("one"))
        await store.begun.wait()
        recorder.put(Trace(Transaction(), {}), finished("two"))
        store.may_go_on.set()
        await recorder._writing
        kept = list(store.kept)
        await recorder.close()
        return kept

    assert asyncio.run(scene()) == ["one", "two"]
