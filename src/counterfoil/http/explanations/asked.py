"""What a function that explains a fault is asked: the fault, and what is known of the request."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from counterfoil.faults import Fault
from counterfoil.http.exchange import Exchange
from counterfoil.shop.state import Site


class NotKnownError(Exception):
    """The request was refused before that was known: there is nothing more to say than the remedy."""


class Asked(NamedTuple):
    """A fault on its way to a client who wants to know what would have allowed the call."""

    fault: Fault
    exchange: Exchange

    def argument(self, name: str) -> Any:
        """Return an argument of the fault, None if it has no such argument."""
        return self.fault.arguments.get(name)

    def text(self, name: str) -> str:
        """Return an argument of the fault as text, empty if it has no such argument."""
        value = self.fault.arguments.get(name)
        return "" if value is None else str(value)

    @property
    def site(self) -> Site:
        """Return the site of the request; NotKnownError where none is known yet."""
        if self.exchange.site is None:
            raise NotKnownError
        return self.exchange.site


Explain = Callable[[Asked], "str | Awaitable[str]"]
"""Says what would have allowed a call; an empty text where there is nothing more to say than the remedy of the row."""
