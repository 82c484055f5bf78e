"""Extension points: what can be hooked, and the functions that are."""

from counterfoil.hooks.registry import Context, Hook, hook
from counterfoil.hooks.status import Status

__all__ = ["Context", "Hook", "Status", "hook"]
