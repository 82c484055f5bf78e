"""Hooks in Python that run in a process of their own, where every limit holds: the server's side."""

from typing import Any

import msgspec

from counterfoil.documents.properties import Document
from counterfoil.hooks.context import Context
from counterfoil.hooks.loader import Found, HookFileError
from counterfoil.hooks.registry import Registry
from counterfoil.hooks.signatures import mistakes
from counterfoil.scripts.arguments import encode, outgoing
from counterfoil.scripts.conversation import Conversation, taken
from counterfoil.scripts.pool import Workers

PROGRAM = "counterfoil.scripts.python_worker"


class IsolatedHook:
    """A function of a file or a package, run in a worker."""

    def __init__(self, workers: Workers, found: Found, seconds: float) -> None:
        self._workers = workers
        self._found = found
        self._seconds = seconds
        self.__module__ = found.module

    async def __call__(self, *arguments: Any, context: Context) -> Any:
        """Run the function; ScriptError, TransactionError, WorkerLostError, TimeoutError."""
        found = self._found
        card = context.payment_card
        call = {
            "module": found.module,
            "point": found.point,
            "function": found.function.__name__,
            "arguments": [_typed(sent, one) for sent, one in zip(outgoing(arguments), arguments, strict=True)],
            "inside": context.transaction.inside,
            "custom": context.custom,
            "query": dict(context.query),
            "now": context.now,
            "card": None if card is None else {"type": _type_name(card), "body": card},
        }
        conversation = Conversation(context, found.source)
        text = await self._workers.run(encode(call), conversation.answer, conversation.note, seconds=self._seconds)
        return taken(text, arguments, context, found.source)


def _typed(sent: Any, argument: Any) -> Any:
    """Add the type of a document, so that the function gets what it would get inside the server."""
    if sent is None or sent["kind"] in ("plain", "part"):
        return sent
    one = argument[0] if isinstance(argument, list | tuple) and argument else argument
    if not isinstance(one, Document):
        return sent
    body = argument if isinstance(argument, list | tuple) else sent["body"] if sent["kind"] != "document" else argument
    return {"kind": "document", "type": _type_name(one), "body": body}


def _type_name(document: msgspec.Struct) -> str:
    return f"{type(document).__module__}:{type(document).__name__}"


def register_isolated(registry: Registry, workers: Workers, hooks: list[Found], seconds: float) -> None:
    """Register functions to be run in workers; HookFileError for one that cannot be called at its point."""
    for found in hooks:
        wrong = mistakes(found.point, found.function)
        if wrong:
            raise HookFileError(f"{found.source}: {wrong[0]}")
        hook = IsolatedHook(workers, found, seconds)
        registry.register(found.point, hook, source=f"{found.source} (own process)", export=found.export)
