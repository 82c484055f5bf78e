"""The result of a hook, following dw.system.Status."""

from typing import Any


class Status:
    """OK ends the chain of hooks; ERROR also refuses the request."""

    OK = 0
    ERROR = 1

    def __init__(
        self,
        status: int = OK,
        code: str | None = None,
        message: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.details = details or {}

    @property
    def error(self) -> bool:
        """Say whether the status is ERROR."""
        return self.status == Status.ERROR

    def __repr__(self) -> str:
        return f"Status({'ERROR' if self.error else 'OK'}, {self.code!r})"
