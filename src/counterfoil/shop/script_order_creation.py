"""Orders that scripts make of baskets: by the rules of a submit, kept with the request's unit of work.

The script has the order at once and may place or fail it; stock, coupons and gift certificates are taken when it is
kept, by what it is then.
"""

from typing import Any

from counterfoil import faults
from counterfoil.commerce.checkout import check_submit
from counterfoil.commerce.redemptions import check_coupons, redeem_coupons, sold_state
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.shop.adjustment_limits import require_limits
from counterfoil.shop.basket_store import flashes_of
from counterfoil.shop.call import Call
from counterfoil.shop.gift_certificates import sell_certificates, settle_certificates
from counterfoil.shop.order_store import follow_status, order_columns
from counterfoil.shop.order_takes import redemption_takes
from counterfoil.shop.orders import LONGEST_NUMBER, NUMBER_TRIES, make_order
from counterfoil.shop.script_baskets import held_now, load_open
from counterfoil.shop.script_containers import answered, container_of
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.script_state import NewOrder
from counterfoil.shop.server import ScriptOperation
from counterfoil.shop.stock_store import takes_of
from counterfoil.store.records import Take
from counterfoil.store.script_writes import BasketChange, OrderWrite

_REFUSING = frozenset(
    {
        "InvalidCouponCode",
        "InvalidCouponItem",
        "InvalidOptionItem",
        "InvalidProductItem",
        "OptionItemWithoutPrice",
        "OrderTotalNotSet",
        "ProductItemNotAvailable",
        "ProductItemWithoutPrice",
        "ShippingItemAdjustedPriceNotSet",
    }
)
"""What is missing in a basket that cannot become an order: products and totals. All else is the script's own matter."""


class RefusedError(Exception):
    """A basket that cannot become an order; the message says why."""


async def _create_order(call: Call, asked: dict[str, Any]) -> dict[str, Any]:
    """Make an order of a basket with a number, or with the next; ``refused`` says why that cannot be."""
    basket = container_of(call, asked)
    if not isinstance(basket, Basket):
        raise TypeError("orders are made of baskets")
    try:
        return answered(await _made(call, basket, asked["revision"], asked["order_no"]))
    except (faults.Fault, RefusedError) as refused:
        return {"refused": refused.kind.name if isinstance(refused, faults.Fault) else str(refused)}


async def _made(call: Call, basket: Basket, revision: int | None, order_no: str | None) -> Order:
    basket_id = basket.basket_id or ""
    state = scripts_of(call)
    if any(made.basket_id == basket_id for made in state.new_orders.values()):
        raise RefusedError("the basket is an order already")
    if revision is not None and basket_id not in state.new_baskets and await load_open(call, basket_id) is None:
        raise RefusedError("the basket is not open any more")
    await require_limits(call, basket)
    if basket.order_total is None or basket.tax_total is None:
        raise RefusedError("a total of the basket is not available")
    check_submit([flash for flash in await flashes_of(call, basket) if flash.type in _REFUSING])
    check_coupons(basket)
    order = make_order(call, basket, await _number(call, order_no))
    redeem_coupons(order, call.site.shop.coupons.by_id)
    await settle_certificates(call, order)
    sold = await sell_certificates(call, order)
    held = None
    if revision is None and call.transaction.inside:
        call.reserve_inventory(0)  # the request stores its basket first, and gives up what is held with that
    else:
        held = await held_now(call, basket)
    state.new_orders[order.order_no or ""] = NewOrder(basket_id, revision, held, sold)
    return order


async def _number(call: Call, given: str | None) -> str:
    """Return a number that no order has."""
    if given is not None:
        if not given.strip() or len(given) > LONGEST_NUMBER or not given.isprintable():
            raise RefusedError(f"a number has 1 to {LONGEST_NUMBER} printable characters")
        if await _is_taken(call, given):
            raise RefusedError(f"there is an order {given}")
        await call.server.numbers.pass_over(call.site_id, "order", given)
        return given
    for _ in range(NUMBER_TRIES):
        order_no = await call.server.numbers.next(call.site_id, "order")
        if not await _is_taken(call, order_no):
            return order_no
        call.server.numbers.skip(call.site_id, "order")
    raise RefusedError("no free number was found")


async def _is_taken(call: Call, order_no: str) -> bool:
    made = scripts_of(call).new_orders
    return order_no in made or await call.own_store.order(call.site_id, order_no) is not None


async def keep_new_order(call: Call, order: Order, made: NewOrder) -> None:
    """Take an order that a script made into the request's unit of work, as it is now; its basket goes with that.

    Fault STATUS_TRANSITION_NOT_POSSIBLE.
    """
    takes: list[Take] = [*await takes_of(call, order), *await follow_status(call, order, "created")]
    issued, enabled = sold_state(order.status)
    takes += await redemption_takes(call, order)
    named = {item.merchant_id for item in order.gift_certificate_items or ()}
    takes += [row._replace(issued=issued, enabled=enabled) for row in made.sold if row.merchant_id in named]
    takes += [made.held] if made.held is not None else []
    state, key = scripts_of(call), (call.site_id, made.basket_id)
    state.taken_baskets.add(made.basket_id)
    columns = order_columns(call, order, made.basket_id)
    state.writes.orders[call.site_id, order.order_no or ""] = OrderWrite(columns, stored.encode(order), 0, tuple(takes))
    revision = made.basket_revision
    if revision is not None:  # a basket of an earlier transaction of the script is stored by now
        revision = max(revision, state.writes.written.get(("basket", *key), 0))
    if revision == 0:
        state.writes.baskets.pop(key, None)
    else:
        state.writes.baskets[key] = BasketChange(*key, revision)


OPERATIONS: dict[str, ScriptOperation] = {"create_order": _create_order}
