"""What the server does by default at system points, registered through the same door as anyone's hook."""

from collections.abc import Awaitable, Callable
from typing import Any

from counterfoil.commerce.authorization import may_place
from counterfoil.commerce.calculate import calculate as recalculate
from counterfoil.commerce.order_status import place
from counterfoil.commerce.terms import NO_EXTRAS, Container, Extras
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.hooks.registry import Context, Registry

_FORMER_CALCULATE = "dw.ocapi.shop.basket.calculate"
_INSTRUMENT = "dw.ocapi.shop.order.payment_instrument."


def register_defaults(registry: Registry) -> None:
    """Register the built-in behaviour of the server."""
    for point, function in _DEFAULTS.items():
        registry.register(point, function, source="counterfoil", default=True)

    def calculate_as_ever(line_item_container: Container, *, context: Context) -> Awaitable[None] | None:
        """Recalculate, unless a hook of the point's former name does."""
        if isinstance(line_item_container, Basket) and registry.registered(_FORMER_CALCULATE):
            return _calculate_formerly(registry, line_item_container, context)
        calculate(line_item_container, context=context)
        return None

    registry.register("dw.order.calculate", calculate_as_ever, source="counterfoil", default=True)


async def _calculate_formerly(registry: Registry, basket: Basket, context: Context) -> None:
    if await registry.run(_FORMER_CALCULATE, context, basket) is None:
        calculate(basket, context=context)


def calculate(line_item_container: Container, *, context: Context) -> None:
    """Recalculate prices, shipping, tax and totals."""
    recalculate(
        line_item_container,
        context.shop,
        context.products,
        now=context.now,
        new_id=context.new_id,
        shopper=context.shopper,
        extras=Extras(stock=context.stock) if context.stock is not None else NO_EXTRAS,
    )


def place_authorized(order: Order, *_: Any) -> None:
    """Place the order when enough of it is authorised."""
    if may_place(order):
        place(order)


_DEFAULTS: dict[str, Callable[..., Any]] = {
    _INSTRUMENT + "afterPOST": place_authorized,
    _INSTRUMENT + "afterPATCH": place_authorized,
    "dw.ocapi.shop.order.afterPostPaymentInstrument": place_authorized,
    "dw.ocapi.shop.order.afterPatchPaymentInstrument": place_authorized,
}
