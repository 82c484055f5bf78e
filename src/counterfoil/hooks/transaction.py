"""The transaction of a request as hooks see it, following dw.system.Transaction: whoever begins one joins it.

It is a unit of work in memory. What hooks change is stored when the request ends well, all of it or nothing.
"""

from collections.abc import Callable
from types import TracebackType


class TransactionError(Exception):
    """What a hook does with the transaction that cannot be done; the message says why."""


class Transaction:
    """The transaction of a request: begin and commit count, a rollback spoils the whole."""

    __slots__ = ("_joined", "inside", "spoiled", "tell")

    def __init__(self) -> None:
        self._joined = 0
        self.inside = True
        """Whether the hook at work may change what is stored."""
        self.spoiled = False
        """Whether a hook rolled back, so that nothing of the request can be kept."""
        self.tell: Callable[[str, int], None] | None = None
        """Told of each edge and how many are open then, where somebody wants to know."""

    def require(self) -> None:
        """Refuse a persistent write outside the transaction; TransactionError."""
        if not self.inside:
            raise TransactionError("what is stored can be changed only inside the transaction")

    def begin(self) -> None:
        """Join the transaction once more."""
        self._joined += 1
        if self.tell is not None:
            self.tell("begin", self._joined)

    def commit(self) -> None:
        """End what was begun last; the whole is stored when the request ends. TransactionError if nothing was begun."""
        self._leave("commit")

    def rollback(self) -> None:
        """End what was begun last and let nothing of the request be kept; TransactionError if nothing was begun."""
        self._leave("rollback")
        self.spoiled = self.spoiled or self.inside

    def _leave(self, edge: str) -> None:
        if not self._joined:
            raise TransactionError("no transaction was begun")
        self._joined -= 1
        if self.tell is not None:
            self.tell(edge, self._joined)

    def end_of_chain(self) -> None:
        """Forget what hooks began and did not end."""
        self._joined = 0

    def __enter__(self) -> "Transaction":
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.rollback()
