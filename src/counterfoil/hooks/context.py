"""What a hook may ask for beside its arguments."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from msgspec import Struct, field

from counterfoil.commerce.shop import Shop
from counterfoil.commerce.shopper import ANYBODY, Shopper
from counterfoil.documents.payment import OrderPaymentCardRequest
from counterfoil.documents.shop_data import ProductView
from counterfoil.hooks.host import Host
from counterfoil.hooks.transaction import Transaction
from counterfoil.hooks.watch import Watch
from counterfoil.versions import Version


class Hooks(Protocol):
    """The registry, as far as hooks may use it."""

    async def call_hook(self, point: str, function: str, context: "Context", *arguments: Any) -> Any:
        """Run the hooks of a point and return their result."""

    def has_hook(self, point: str) -> bool:
        """Say whether a point has a hook or a default."""


class Context(Struct, frozen=True):
    """What a hook may ask for beside its arguments, by a keyword-only parameter ``context``."""

    shop: Shop
    products: Mapping[str, ProductView]
    now: int
    new_id: Callable[[], str]
    query: Mapping[str, str]
    custom: dict[str, Any]
    """Lives as long as the request: hooks pass data to later hooks here."""
    shopper: Shopper = ANYBODY
    stock: Mapping[str, Decimal | None] | None = None
    """What is left of the products, where the site's rules ask for it."""
    reserve_inventory: Callable[[int], None] = lambda minutes: None
    """Holds the stock of the basket at hand for so many minutes, when the request stores it; 0 gives it up."""
    host: Host | None = None
    """What scripts of cartridges may ask of the server."""
    payment_card: OrderPaymentCardRequest | None = None
    """The card of the request with its number, at payment points only; it is kept nowhere else."""
    transaction: Transaction = field(default_factory=Transaction)
    """The transaction of the request, which a hook joins by ``with context.transaction:``."""
    version: Version | None = None
    """The version of the API that was called; None is whatever a point has."""
    hooks: Hooks | None = None
    watch: Watch | None = None
    """Told what becomes of each chain of the request."""

    async def call_hook(self, point: str, function: str, *arguments: Any) -> Any:
        """Run the hooks of a point and return their result, following dw.system.HookMgr.

        Of a point of one's own (``app.…``) all hooks run, and the last one's result counts; of any other the first
        answer ends the chain. A point without hooks gives None. What a hook raises is raised here; hooks that failed
        too often are not run for a while, and the fault HOOK_CIRCUIT_BREAKER is raised in their place.
        """
        return None if self.hooks is None else await self.hooks.call_hook(point, function, self, *arguments)

    def has_hook(self, point: str) -> bool:
        """Say whether a hook is registered at a point, or the server does something there by default."""
        return self.hooks is not None and self.hooks.has_hook(point)
