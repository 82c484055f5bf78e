"""A hook in its chain: who it is, when it is run, and how it is called."""

import inspect
import logging
import traceback
from collections.abc import Callable
from typing import Any, NamedTuple

from counterfoil.hooks.context import Context

log = logging.getLogger("counterfoil.hooks")

Hook = Callable[..., Any]
MARK = "__counterfoil_points__"


def hook(*points: str, function: str | None = None) -> Callable[[Hook], Hook]:
    """Mark a function as the hook of one or more extension points.

    At a point of one's own (``app.…``) ``function`` is the name it is called for; without it the hook is called for
    any, and a keyword-only parameter ``function`` tells which.
    """

    def mark(marked: Hook) -> Hook:
        setattr(marked, MARK, (*getattr(marked, MARK, ()), *((point, function) for point in points)))
        return marked

    return mark


class Registered(NamedTuple):
    """A hook in its chain."""

    function: Hook
    source: str
    wants_context: bool
    wants_function: bool
    default: bool
    export: str | None
    """The function that ``call_hook`` has to name for it; None is any."""
    on: bool
    """Whether it is run; hooks of API calls can be switched off."""

    def begin(self, context: Context, arguments: tuple[Any, ...], function: str | None = None) -> Any:
        """Call the hook and return its answer, or what has to be waited for."""
        if self.wants_function:
            named = {"function": function, "context": context} if self.wants_context else {"function": function}
            return self.function(*arguments, **named)
        return self.function(*arguments, context=context) if self.wants_context else self.function(*arguments)

    def is_called_for(self, function: str) -> bool:
        """Say whether it runs when another hook names this function."""
        return self.on and self.export in (None, function)

    def is_a(self, kind: type | None) -> bool:
        """Say whether the hook is of a kind, such as those of scripts."""
        return kind is not None and isinstance(self.function, kind)

    def failed(self, point: str, error: BaseException) -> None:
        """Log where it failed. Never the message of the error, which may quote a card number, but what it lets tell."""
        frames = " < ".join(
            f"{frame.name} {frame.filename}:{frame.lineno}"
            for frame in reversed(traceback.extract_tb(error.__traceback__))
        )
        told = getattr(error, "told", None) or f"{type(error).__name__} at {frames}"
        log.error("hook failed: %s of %s with %s", point, self.source, told)


def registered(function: Hook, source: str, *, default: bool, export: str | None, on: bool) -> Registered:
    """Make the entry of a function by what it wants to be given."""
    parameters = inspect.signature(function).parameters
    named = parameters.get("function")
    return Registered(
        function=function,
        source=source or function.__module__,
        wants_context="context" in parameters,
        wants_function=named is not None and named.kind is inspect.Parameter.KEYWORD_ONLY,
        default=default,
        export=export,
        on=on,
    )
