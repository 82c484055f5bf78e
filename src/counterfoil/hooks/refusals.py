"""The faults that become of what hooks answer."""

from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.hooks.status import Status
from counterfoil.hooks.transaction import TransactionError

WRITTEN_OUTSIDE = "ORMTransactionException"
ROLLED_BACK = "TransactionRolledBack"


def refuse(point: str, status: Status) -> faults.Fault:
    """Return the fault of a Status with an ERROR; details that are no JSON are told as text."""
    return faults.HOOK_STATUS(
        extension_point=point,
        status_code=status.code,
        status_message=status.message,
        status_details={str(key): _plain(value) for key, value in status.details.items()},
    )


def written_outside(point: str, error: TransactionError | None) -> faults.Fault:
    """Return the fault of a hook that misused the transaction, or changed what is stored outside of it."""
    message = str(error) if error is not None else "what is stored can be changed only inside the transaction"
    return refuse(point, Status(Status.ERROR, WRITTEN_OUTSIDE, message))


def rolled_back(point: str) -> faults.Fault:
    """Return the fault of a hook that rolled the transaction of the request back and went on."""
    return refuse(point, Status(Status.ERROR, ROLLED_BACK, "a hook rolled back the transaction of the request"))


def _plain(value: Any) -> Any:
    try:
        return msgspec.json.decode(msgspec.json.encode(value))
    except (TypeError, ValueError, RecursionError):
        return str(value)
