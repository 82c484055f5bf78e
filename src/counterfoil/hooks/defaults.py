"""What the server does by default at system points, registered through the same door as anyone's hook."""

from collections.abc import Awaitable, Callable
from typing import Any

from counterfoil.commerce.authorization import may_place
from counterfoil.commerce.basket_copy import copy_contents
from counterfoil.commerce.calculate import Calculation
from counterfoil.commerce.calculate import calculate as recalculate
from counterfoil.commerce.order_status import place
from counterfoil.commerce.scripted import describe
from counterfoil.commerce.shipping import ship
from counterfoil.commerce.tax_lines import tax
from counterfoil.commerce.terms import NO_EXTRAS, Container, Extras, Terms, lines_of, terms_of
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.hooks.context import Context
from counterfoil.hooks.registry import Registry

_FORMER_CALCULATE = "dw.ocapi.shop.basket.calculate"
_SHIPPING, _TAX = "dw.order.calculateShipping", "dw.order.calculateTax"
CALCULATIONS = ("dw.order.calculate", _FORMER_CALCULATE)
"""The points where hooks stand in for the whole calculation."""
_INSTRUMENT = "dw.ocapi.shop.order.payment_instrument."


def register_defaults(registry: Registry) -> None:
    """Register the built-in behaviour of the server."""
    for point, function in _DEFAULTS.items():
        registry.register(point, function, source="counterfoil", default=True)

    def calculate_as_ever(line_item_container: Container, *, context: Context) -> Awaitable[None] | None:
        """Recalculate, unless a hook of the point's former name does; with hooks of shipping and tax."""
        if isinstance(line_item_container, Basket) and registry.registered(_FORMER_CALCULATE):
            return _calculate_formerly(registry, line_item_container, context)
        return _calculate(registry, line_item_container, context)

    registry.register("dw.order.calculate", calculate_as_ever, source="counterfoil", default=True)


async def _calculate_formerly(registry: Registry, basket: Basket, context: Context) -> None:
    if await registry.run(_FORMER_CALCULATE, context, basket) is None:
        work = _calculate(registry, basket, context)
        if work is not None:
            await work


def _calculate(registry: Registry, container: Container, context: Context) -> Awaitable[None] | None:
    if registry.registered(_SHIPPING, _TAX):
        return _calculate_with_hooks(registry, container, context)
    calculate(container, context=context)
    return None


async def _calculate_with_hooks(registry: Registry, container: Container, context: Context) -> None:
    """Recalculate with hooks that may stand in for shipping and tax; what they leave out is worked out here."""
    work = Calculation(container, _terms(container, context))
    work.price()
    work.prepare_shipping()
    if await registry.run_own(_SHIPPING, context, container) is None:
        work.ship()
    else:
        work.take_shipping()
    work.discount_shipping()
    order_tax = work.take_taxes() if await registry.run_own(_TAX, context, container) is not None else work.tax()
    work.total(order_tax)


def describe_lines(container: Container, context: Context) -> None:
    """Write texts and tax classes of the lines, for hooks that work out what these cost."""
    describe(container, _terms(container, context))


def calculate(line_item_container: Container, *, context: Context) -> None:
    """Recalculate prices, shipping, tax and totals."""
    recalculate(
        line_item_container,
        context.shop,
        context.products,
        now=context.now,
        new_id=context.new_id,
        shopper=context.shopper,
        extras=_extras(context),
    )


def calculate_shipping(line_item_container: Container, *, context: Context) -> None:
    """Price the shipping, for a hook that calls dw.order.calculateShipping."""
    ship(line_item_container, _terms(line_item_container, context))


def calculate_tax(line_item_container: Container, *, context: Context) -> None:
    """Tax all lines, for a hook that calls dw.order.calculateTax."""
    tax(line_item_container, lines_of(line_item_container), _terms(line_item_container, context))


def _terms(container: Container, context: Context) -> Terms:
    return terms_of(
        container,
        context.shop,
        context.products,
        now=context.now,
        new_id=context.new_id,
        locale=None,
        shopper=context.shopper,
        extras=_extras(context),
    )


def _extras(context: Context) -> Extras:
    return Extras(stock=context.stock) if context.stock is not None else NO_EXTRAS


def merge_basket(source_basket: Basket, basket: Basket, *, context: Context) -> None:
    """Copy what a basket holds into another one."""
    copy_contents(source_basket, basket, context.new_id)


def place_authorized(order: Order, *_: Any) -> None:
    """Place the order when enough of it is authorised."""
    if may_place(order):
        place(order)


_DEFAULTS: dict[str, Callable[..., Any]] = {
    _SHIPPING: calculate_shipping,
    _TAX: calculate_tax,
    "dw.order.mergeBasket": merge_basket,
    _INSTRUMENT + "afterPOST": place_authorized,
    _INSTRUMENT + "afterPATCH": place_authorized,
    "dw.ocapi.shop.order.afterPostPaymentInstrument": place_authorized,
    "dw.ocapi.shop.order.afterPatchPaymentInstrument": place_authorized,
}
