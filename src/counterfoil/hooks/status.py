"""The result of a hook, following dw.system.Status and dw.system.StatusItem."""

import re
from typing import Any

_PARAMETER = re.compile(r"\{(\d+)\}")


class StatusItem:
    """One finding of a Status: OK or ERROR, a code, a message with its parameters, details."""

    def __init__(
        self,
        status: int = 0,
        code: str | None = None,
        message: str | None = None,
        *parameters: Any,
        details: dict[str, Any] | None = None,
    ) -> None:
        self.status = status
        self.code = code
        self.template = message
        """The message before its parameters are filled in."""
        self.parameters: tuple[Any, ...] = parameters
        self.details: dict[str, Any] = dict(details or {})

    @property
    def error(self) -> bool:
        """Say whether the item is an ERROR."""
        return self.status == Status.ERROR

    @property
    def message(self) -> str | None:
        """Return the message with ``{0}`` and the like replaced; what has no parameter stays as it is."""
        if self.template is None or not self.parameters:
            return self.template
        return _PARAMETER.sub(self._parameter, self.template)

    def _parameter(self, found: re.Match[str]) -> str:
        number = int(found[1])
        return str(self.parameters[number]) if number < len(self.parameters) else found[0]

    def add_detail(self, key: str, value: Any) -> None:
        """Add a detail, which a client is shown in ``statusDetails``."""
        self.details[key] = value


class Status:
    """OK ends the chain of hooks; ERROR also refuses the request.

    ``Status()`` is an OK without items. Of several items the first ERROR speaks, or else the first.
    """

    OK = 0
    ERROR = 1

    def __init__(
        self,
        status: int | None = None,
        code: str | None = None,
        message: str | None = None,
        *parameters: Any,
        details: dict[str, Any] | None = None,
    ) -> None:
        self.items: list[StatusItem] = []
        if status is not None or code is not None or message is not None or details:
            self.items.append(StatusItem(status or Status.OK, code, message, *parameters, details=details))

    def add_item(self, item: StatusItem) -> None:
        """Add a finding."""
        self.items.append(item)

    @property
    def speaker(self) -> StatusItem | None:
        """Return the item that speaks for the whole: the first ERROR, else the first."""
        return next((item for item in self.items if item.error), self.items[0] if self.items else None)

    @property
    def error(self) -> bool:
        """Say whether any item is an ERROR."""
        return any(item.error for item in self.items)

    @property
    def status(self) -> int:
        """Return ERROR if any item is one, else OK."""
        return Status.ERROR if self.error else Status.OK

    @property
    def code(self) -> str | None:
        """Return the code of the item that speaks."""
        return self.speaker.code if self.speaker else None

    @property
    def message(self) -> str | None:
        """Return the message of the item that speaks, its parameters filled in."""
        return self.speaker.message if self.speaker else None

    @property
    def details(self) -> dict[str, Any]:
        """Return the details of the item that speaks."""
        return self.speaker.details if self.speaker else {}

    def add_detail(self, key: str, value: Any) -> None:
        """Add a detail to the item that speaks; one is made if there is none."""
        if not self.items:
            self.items.append(StatusItem())
        self.details[key] = value

    def __repr__(self) -> str:
        return f"Status({'ERROR' if self.error else 'OK'}, {self.code!r})"
