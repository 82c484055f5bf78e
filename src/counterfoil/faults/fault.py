"""What a fault is: a row per interval of versions, and the exception that carries its arguments."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from counterfoil.versions import Version, covers

_USUAL = {
    400: ("The request is not one the resource takes.", "Correct what the message names."),
    401: ("The caller is not known well enough for this.", "Send credentials that the resource accepts."),
    403: ("The caller is known and may not do this.", "Use credentials that may do this, or give them the right to."),
    404: ("There is nothing of this name that the caller may see.", "Check the name, the site and the version."),
    409: ("The resource is in a state that does not allow this.", "Read the resource again, and then decide."),
    500: ("Something failed that was not foreseen.", "Look up the request id in the log of the server."),
    503: ("The server cannot do this at the moment.", "Send the request again after a moment."),
}
"""Meaning and remedy by status, for a row that says nothing of its own."""


class FaultRow(NamedTuple):
    """What one interval of versions answers."""

    type: str
    status: int
    message: str
    since: Version | None = None
    until: Version | None = None


class Fault(Exception):
    """A fault on its way to the client; only the HTTP layer catches it."""

    def __init__(self, kind: "FaultType", arguments: dict[str, Any]) -> None:
        super().__init__(kind.name)
        self.kind = kind
        self.arguments = arguments

    def row(self, version: Version) -> FaultRow:
        """Return the row that holds for a version."""
        return self.kind.row(version)

    def message(self, version: Version) -> str:
        """Return the English sentence with the arguments filled in."""
        return self.row(version).message.format_map(_Text(self.arguments))

    def told(self) -> list[Any]:
        """Return the arguments that the client is told, as they were given."""
        return [value for name, value in self.arguments.items() if not name.startswith("_")]

    def wire_arguments(self) -> dict[str, Any]:
        """Return the arguments by their wire names."""
        return {
            _camel(name): format(value, "f") if isinstance(value, Decimal) else value
            for name, value in self.arguments.items()
            if not name.startswith("_")
        }


class FaultType:
    """A fault by its name in the code; calling it makes the exception."""

    def __init__(
        self, name: str, arguments: tuple[str, ...], rows: tuple[FaultRow, ...], meaning: str = "", remedy: str = ""
    ) -> None:
        self.name = name
        self.arguments = arguments
        self.rows = rows
        usual = _USUAL.get(rows[0].status, _USUAL[400])
        self.meaning = meaning or usual[0]
        """What happened, in a sentence for people."""
        self.remedy = remedy or usual[1]
        """What to do about it, in ASCII; the header x-explain begins with it."""

    def __call__(self, **arguments: Any) -> Fault:
        unknown = set(arguments) - set(self.arguments)
        if unknown:
            raise TypeError(f"{self.name} has no argument {', '.join(sorted(unknown))}")
        return Fault(self, arguments)

    def wire_names(self) -> list[str]:
        """Return the names of the arguments on the wire."""
        return [_camel(name) for name in self.arguments if not name.startswith("_")]

    def row(self, version: Version) -> FaultRow:
        """Return the row that holds for a version."""
        for row in self.rows:
            if covers(version, row.since, row.until):
                return row
        return self.rows[-1]


class _Text(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


TABLE: dict[str, FaultType] = {}
"""Every fault by its name in the code."""


def fault_row(
    name: str, status: int, fault_type: str, message: str, arguments: str = "", *, meaning: str = "", remedy: str = ""
) -> FaultType:
    """Add a fault that is the same in all versions."""
    return versioned_fault(name, arguments, [FaultRow(fault_type, status, message)], meaning=meaning, remedy=remedy)


def versioned_fault(
    name: str, arguments: str, rows: Iterable[FaultRow], *, meaning: str = "", remedy: str = ""
) -> FaultType:
    """Add a fault whose type or message differs between versions; ValueError for a name that is taken."""
    if name in TABLE:
        raise ValueError(f"there are two rows of faults named {name}")
    made = FaultType(name, tuple(arguments.split()), tuple(rows), meaning, remedy)
    TABLE[name] = made
    return made
