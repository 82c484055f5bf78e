"""Who looks on while hooks run, and hears what their scripts tell."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from counterfoil.scripts.conversation import Conversation
from counterfoil.shop.call import Call


class Ran(NamedTuple):
    """A hook that ran, and what came of it."""

    point: str
    source: str
    answer: Any
    error: BaseException | None
    notes: list[dict[str, Any]]


class Observer:
    """Watches the hooks run and hears what scripts say."""

    def __init__(self) -> None:
        self.ran_hooks: list[Ran] = []
        self.heard: list[dict[str, Any]] = []
        """All that scripts of the set have told so far."""
        self._notes: list[dict[str, Any]] = []

    def begins(self, point: str, arguments: Any, chain: Any) -> None: ...

    def runs(self, point: str, entry: Any) -> None:
        self._notes = []

    def ran(self, point: str, entry: Any, answer: Any, error: BaseException | None) -> None:
        if not entry.default:
            self.ran_hooks.append(Ran(point, entry.source, answer, error, self._notes))

    def skipped(self, point: str, entry: Any, why: str) -> None: ...

    def noted(self, note: Any) -> None: ...

    def ends(self, point: str, answer: Any, error: BaseException | None) -> None: ...

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        """Watch every request, and hear what workers tell."""
        made, noted, observer = Call.context, Conversation.note, self

        def context(call: Call, *arguments: Any) -> Any:
            return msgspec.structs.replace(made(call, *arguments), watch=observer)

        def note(conversation: Conversation, text: bytes) -> None:
            told = json.loads(text)
            observer._notes.append(told)
            observer.heard.append(told)

        Call.context, Conversation.note = context, note  # type: ignore[method-assign]
        try:
            yield
        finally:
            Call.context, Conversation.note = made, noted  # type: ignore[method-assign]
