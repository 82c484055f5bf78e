"""A worker: a process of its own that runs the scripts of cartridges, one call at a time.

The server may end it at any moment, so it holds nothing that must survive: no file, no store, no secret. Processor time
and memory are limited by the operating system besides the engine's own limits.

Started as ``python -m counterfoil.scripts.worker DESCRIPTOR``, with a socket to the server.
"""

import contextlib
import json
import re
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import msgspec

from counterfoil.scripts import frames
from counterfoil.scripts.channel import Channel, ServerGoneError, limit_memory, stand_apart
from counterfoil.scripts.engine import BrokenRealmError, Engine, Limits
from counterfoil.scripts.local import LocalOperations
from counterfoil.scripts.setup import Setup

_STACK_BYTES = 2**20
_REMEMBERED = frozenset({"attributes"})
"""Operations whose answers depend on the shop data alone."""
_ESCAPES = re.compile(rb"(\\\\|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})|\\ud[89a-f][0-9a-f]{2}")
"""In JSON: first what is whole, an escaped backslash or both halves of a sign, then half a sign alone."""


class Worker:
    """The engine, the server at the other end, and what the worker does by itself."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        setup = msgspec.json.decode(channel.receive().text, type=Setup)
        self._processor_seconds = setup.processor_seconds
        self._held: list[bytes] = []
        """Edges of transactions, which go with the next message: each one by itself would wake the server."""
        self._remembered: dict[tuple[str, int], dict[tuple[str, str], str]] = {}
        """Answers that hold for a site as long as its shop data have the same revision."""
        self._local = LocalOperations(setup, self._note, self._ask)
        limit_memory(setup.memory_bytes)
        self._engine = Engine(self._host, Limits(setup.memory_bytes, _STACK_BYTES))
        channel.send((frames.READY, b"{}"))

    def serve(self) -> None:
        """Run calls until the server is gone."""
        while True:
            frame = self._channel.receive()
            if frame.kind != frames.CALL:
                continue
            # The signal ends the process: a script that runs for ever is stopped even inside a native loop.
            signal.setitimer(signal.ITIMER_PROF, self._processor_seconds)
            self._send(frames.RESULT, self._result(frame.text.decode()))
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._engine.tidy()

    def _result(self, call: str) -> bytes:
        self._local.begin(call)
        try:
            return self._engine.run(call).encode("utf-8", "surrogatepass")
        except BrokenRealmError as error:
            described = {"type": "LimitError", "message": str(error), "frames": []}
            return json.dumps({"error": described, "broken": True}).encode()
        except UnicodeEncodeError:
            return b'{"error": {"type": "Error", "message": "the answer is no text", "frames": []}}'

    def _host(self, operation: str, argument: str) -> str:
        """Do what a script asks; an exception here would break the engine, so every one becomes an answer."""
        try:
            done = self._local.table.get(operation)
            if done is not None:
                return _encoded(done(json.loads(argument)))
            return self._asked(operation, argument)
        except ServerGoneError:
            raise SystemExit(0) from None
        except Exception as error:
            return json.dumps({"error": f"{operation}: {error}"})

    def _ask(self, operation: str, argument: Any) -> Any:
        """Ask the server on the worker's own account, not a script's; ValueError with its refusal."""
        answer = json.loads(self._asked(operation, json.dumps(argument)))
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["value"]

    def _asked(self, operation: str, argument: str) -> str:
        if operation not in _REMEMBERED:
            return self._asked_anew(operation, argument)
        shop = self._local.shop
        if shop not in self._remembered:
            self._remembered = {shop: {}}
        known = self._remembered[shop]
        if (operation, argument) not in known:
            known[operation, argument] = self._asked_anew(operation, argument)
        return known[operation, argument]

    def _asked_anew(self, operation: str, argument: str) -> str:
        self._send(frames.ASK, b'{"operation":%b,"argument":%b}' % (_text(operation), argument.encode()))
        return self._channel.receive().text.decode()

    def _note(self, note: dict[str, Any]) -> None:
        text = json.dumps(note).encode()
        if note["kind"] == "transaction":
            self._held.append(text)
        else:
            self._send(frames.NOTE, text)

    def _send(self, kind: int, text: bytes) -> None:
        held, self._held = self._held, []
        self._channel.send(*((frames.NOTE, _whole(one)) for one in held), (kind, _whole(text)))


def _whole(text: bytes) -> bytes:
    """Replace halves of signs, which scripts cut text into: no text outside of them can have one."""
    return _ESCAPES.sub(lambda found: found[1] or b"\\ufffd", text) if b"\\ud" in text else text


def _text(value: str) -> bytes:
    return json.dumps(value).encode()


def _encoded(value: Any) -> str:
    return '{"value":' + json.dumps(value) + "}"


def main(arguments: list[str]) -> int:
    """Serve the socket of the given descriptor."""
    stand_apart()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    channel = Channel(socket.socket(fileno=int(arguments[0])))
    run: Callable[[], None] = Worker(channel).serve
    with contextlib.suppress(ServerGoneError):
        run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
