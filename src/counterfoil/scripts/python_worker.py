"""A worker for hooks in Python that must not run inside the server: one call at a time, ended when it takes too long.

Started as ``python -m counterfoil.scripts.python_worker DESCRIPTOR``, with a socket to the server.
"""

import asyncio
import contextlib
import inspect
import json
import logging
import secrets
import signal
import socket
import sys
import traceback
from importlib import import_module
from typing import Any

import msgspec

from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.documents.properties import Document
from counterfoil.hooks.loader import find
from counterfoil.hooks.registered import Hook
from counterfoil.hooks.status import Status
from counterfoil.hooks.transaction import Transaction
from counterfoil.scripts import frames
from counterfoil.scripts.arguments import PARTS, decode, encode, plain
from counterfoil.scripts.channel import Channel, ServerGoneError, limit_memory, stand_apart
from counterfoil.scripts.setup import Setup


class IsolatedContext:
    """What a hook in a process of its own may ask for; the shop's data stay with the server."""

    def __init__(self, call: dict[str, Any], payment_card: Any) -> None:
        self.now: int = call["now"]
        self.query: dict[str, str] = call["query"]
        self.custom: dict[str, Any] = call["custom"]
        self.payment_card = payment_card
        self.transaction = Transaction()
        self.transaction.inside = call["inside"]

    def new_id(self) -> str:
        """Make an id of basket, item or instrument."""
        return secrets.token_hex(13)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"a hook in a process of its own has no context.{name}; --hook-isolation inline has")


class PythonWorker:
    """The modules of hooks, and the server at the other end."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        setup = msgspec.json.decode(channel.receive().text, type=Setup)
        self._processor_seconds = setup.processor_seconds
        self._hooks: dict[tuple[str, str, str], Hook] = {}
        limit_memory(setup.memory_bytes)
        logging.basicConfig(handlers=[_Notes(channel)], level=logging.INFO, force=True)
        channel.send((frames.READY, b"{}"))

    def serve(self) -> None:
        """Run calls until the server is gone."""
        while True:
            frame = self._channel.receive()
            signal.setitimer(signal.ITIMER_PROF, self._processor_seconds)
            self._channel.send((frames.RESULT, self._result(decode(frame.text))))
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _result(self, call: dict[str, Any]) -> bytes:
        try:
            return encode(self._answer(call))
        except MemoryError:
            described = {"type": "LimitError", "message": "the hook used up its memory", "frames": []}
        except (Exception, SystemExit) as error:
            described = {"type": type(error).__name__, "message": str(error), "frames": _frames(error)}
        return json.dumps({"error": described}).encode()

    def _answer(self, call: dict[str, Any]) -> dict[str, Any]:
        arguments = _made(call["arguments"])
        before = [_bytes(one) for one in arguments]
        card = _document(call["card"]) if call["card"] is not None else None
        context = IsolatedContext(call, card)
        function = self._hook(call)
        named = {"context": context} if "context" in inspect.signature(function).parameters else {}
        answer = function(*arguments, **named)
        if inspect.isawaitable(answer):
            answer = asyncio.run(_awaited(answer))
        after = [_bytes(one) for one in arguments]
        changed = {
            str(at): msgspec.Raw(new) for at, (old, new) in enumerate(zip(before, after, strict=True)) if new != old
        }
        return {
            "value": _value(answer),
            "changed": changed,
            "custom": context.custom,
            "rollback": context.transaction.spoiled,
        }

    def _hook(self, call: dict[str, Any]) -> Hook:
        key = (call["module"], call["point"], call["function"])
        if key not in self._hooks:
            for one in find(call["module"]):
                self._hooks[call["module"], one.point, one.function.__name__] = one.function
        return self._hooks[key]


async def _awaited(answer: Any) -> Any:
    return await answer


def _made(sent: list[Any]) -> list[Any]:
    """Make the arguments of what was sent; a part of a container is the very part of the container beside it."""
    made: list[Any] = []
    for one in sent:
        if one is None or one["kind"] == "plain":
            made.append(None if one is None else one["body"])
        elif one["kind"] == "part":
            made.append(_part(one, made[one["of"]]))
        else:
            made.append(_document(one))
    return made


def _document(sent: dict[str, Any]) -> Any:
    name = sent.get("type")
    if name is None:
        return sent["body"]
    module, _, class_name = name.partition(":")
    shape = getattr(import_module(module), class_name)
    if isinstance(sent["body"], list):
        return [msgspec.convert(one, shape, strict=False) for one in sent["body"]]
    return msgspec.convert(sent["body"], shape, strict=False)


def _part(sent: dict[str, Any], whole: Any) -> Any:
    for name in sent["path"]:
        whole = getattr(whole, name) or []
    return next(one for one in whole if getattr(one, sent["key"]) == sent["id"])


def _bytes(argument: Any) -> bytes:
    if isinstance(argument, Order | Basket):
        return stored.encode(argument)
    if type(argument) in PARTS:
        return b""  # it changes with the container it is a part of
    if isinstance(argument, list | tuple):
        return encode([plain(one) if isinstance(one, Document) else one for one in argument])
    return encode(plain(argument) if isinstance(argument, Document) else argument)


def _value(answer: Any) -> Any:
    if answer is None:
        return None
    if isinstance(answer, Status):
        items = [
            {"status": item.status, "code": item.code, "message": item.message, "details": item.details}
            for item in answer.items
        ]
        return {"status": items}
    return {"other": answer if isinstance(answer, str | int | float | bool | dict | list) else str(answer)}


def _frames(error: BaseException) -> list[str]:
    """Return where it happened, innermost first, as scripts' frames are written."""
    return [
        f"{frame.filename}:{frame.lineno} in {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    ][:8]


class _Notes(logging.Handler):
    """Sends log lines to the server."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        level = {logging.WARNING: "warn", logging.ERROR: "error", logging.CRITICAL: "error"}.get(record.levelno, "info")
        note = {"kind": "log", "level": level, "category": record.name, "message": record.getMessage()}
        self._channel.send((frames.NOTE, json.dumps(note).encode()))


def main(arguments: list[str]) -> int:
    """Serve the socket of the given descriptor."""
    stand_apart()
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    channel = Channel(socket.socket(fileno=int(arguments[0])))
    with contextlib.suppress(ServerGoneError):
        PythonWorker(channel).serve()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
