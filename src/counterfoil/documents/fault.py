"""The fault as it is written.

Follows the Fault table of the documents page: type and message before 17.1, from then on with arguments, always.
"""

from typing import Any

from counterfoil.faults import Fault
from counterfoil.versions import Version, parse_version

_WITH_ARGUMENTS = parse_version("17.1")


def fault_document(fault: Fault, version: Version) -> dict[str, Any]:
    """Return the body that answers a fault."""
    written: dict[str, Any] = {"type": fault.row(version).type, "message": fault.message(version)}
    if version >= _WITH_ARGUMENTS:
        written = {"arguments": fault.wire_arguments(), **written}
    return {"_v": str(version), "fault": written}
