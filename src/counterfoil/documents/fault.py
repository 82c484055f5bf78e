"""The fault as it is written.

Follows the Fault table of the documents page: type and message before 17.1, from then on with arguments, always.
"""

from decimal import Decimal
from typing import Any

from counterfoil.faults import Fault
from counterfoil.versions import Version, parse_version

_WITH_ARGUMENTS = parse_version("17.1")


def fault_document(fault: Fault, version: Version, *, typed: bool = False) -> dict[str, Any]:
    """Return the body that answers a fault; ``typed`` says what each argument is, as the page of statuses does."""
    written: dict[str, Any] = {"type": fault.row(version).type, "message": fault.message(version)}
    if version >= _WITH_ARGUMENTS:
        written = {"arguments": _typed(fault) if typed else fault.wire_arguments(), **written}
    return {"_v": str(version), "fault": written}


def _typed(fault: Fault) -> dict[str, Any]:
    named = zip(fault.wire_arguments(), fault.told(), strict=True)
    return {name: {"type": _kind(value), "value": value} for name, value in named}


def _kind(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case Decimal():
            return "decimal"
        case dict():
            return "object"
        case _:
            return "string"
