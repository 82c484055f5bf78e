"""What the scripts of cartridges may ask of the server while they run, and what they know of the request."""

from typing import Any, Protocol


class UnknownOperationError(Exception):
    """A script's runtime asks for something the server does not do."""


class Host(Protocol):
    """The server at work on a request, as a script's call sees it."""

    def facts(self) -> dict[str, Any]:
        """Return what is known of the request without asking: site, locale, version, caller, headers, parameters."""
        ...

    def seed(self) -> str:
        """Return chance for one call, as hexadecimal digits."""
        ...

    async def ask(self, operation: str, argument: Any) -> Any:
        """Do an operation of the server for a script; an exception's message is told to the script."""
        ...
