"""Extension points: what can be hooked, and the functions that are."""

from counterfoil.hooks.context import Context
from counterfoil.hooks.registered import Hook, hook
from counterfoil.hooks.status import Status, StatusItem
from counterfoil.hooks.transaction import TransactionError

__all__ = ["Context", "Hook", "Status", "StatusItem", "TransactionError", "hook"]
