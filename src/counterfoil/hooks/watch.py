"""Who watches what becomes of extension points: told when a chain begins and ends, and of each of its hooks."""

from collections.abc import Sequence
from typing import Any, Literal, Protocol

Why = Literal["version", "switched off", "chain ended", "other function"]
"""Why a hook is not run: the call's version has no such point, API hooks are switched off, another hook has answered,
or the function that was called for is another one."""


class Entry(Protocol):
    """A hook in its chain, as who watches may look at it."""

    @property
    def source(self) -> str:
        """Return where the hook comes from."""

    @property
    def default(self) -> bool:
        """Say whether it is the server's own."""


class Watch(Protocol):
    """Follows the chains of one request; a chain that a hook calls begins and ends inside that hook's run.

    A point that the version called does not have is no chain: its hooks are skipped, and nothing begins.
    """

    def begins(self, point: str, arguments: Sequence[Any], chain: Sequence[Entry]) -> None:
        """A point is reached; the chain may be empty."""

    def runs(self, point: str, entry: Entry) -> None:
        """A hook is about to run."""

    def ran(self, point: str, entry: Entry, answer: Any, error: BaseException | None) -> None:
        """A hook has run: its answer, or what it raised."""

    def skipped(self, point: str, entry: Entry, why: Why) -> None:
        """A hook is not run."""

    def noted(self, note: dict[str, Any] | bytes) -> None:
        """What the hook at work says of itself, its ``kind`` among it; bytes are JSON."""

    def ends(self, point: str, answer: Any, error: BaseException | None) -> None:
        """A chain has ended: its answer, or the fault that it became."""
