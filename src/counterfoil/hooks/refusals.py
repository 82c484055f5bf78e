"""The faults that become of what hooks answer."""

from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.documents.redact import star_cards
from counterfoil.hooks.status import Status
from counterfoil.hooks.transaction import TransactionError

WRITTEN_OUTSIDE = "ORMTransactionException"
_LONGEST_NUMBER = 10**19
ROLLED_BACK = "TransactionRolledBack"


def refuse(point: str, status: Status) -> faults.Fault:
    """Return the fault of a Status with an ERROR; details that are no JSON are told as text, card numbers as stars."""
    return faults.HOOK_STATUS(
        extension_point=point,
        status_code=_starred(status.code),
        status_message=_starred(status.message),
        status_details=_starred({str(key): _plain(value) for key, value in status.details.items()}),
    )


def written_outside(point: str, error: TransactionError | None) -> faults.Fault:
    """Return the fault of a hook that misused the transaction, or changed what is stored outside of it."""
    message = str(error) if error is not None else "what is stored can be changed only inside the transaction"
    return refuse(point, Status(Status.ERROR, WRITTEN_OUTSIDE, message))


def rolled_back(point: str) -> faults.Fault:
    """Return the fault of a hook that rolled the transaction of the request back and went on."""
    return refuse(point, Status(Status.ERROR, ROLLED_BACK, "a hook rolled back the transaction of the request"))


def _starred(value: Any) -> Any:
    """Return what a hook says without the card numbers that a careless one may have put there."""
    if isinstance(value, str):
        return star_cards(value.encode("utf-8", "replace").decode())
    if isinstance(value, dict):
        return {_starred(key): _starred(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_starred(one) for one in value]
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= _LONGEST_NUMBER:
            return f"a number of {value.bit_length()} bits"
        shown = star_cards(str(value))
        return value if shown == str(value) else shown
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, int):
        return value
    try:
        return msgspec.json.decode(msgspec.json.encode(value))
    except (TypeError, ValueError, RecursionError):
        return _described(value)


def _described(value: Any) -> str:
    try:
        return str(value)
    except Exception:  # whatever its own code does
        return type(value).__name__
