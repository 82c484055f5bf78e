"""A basket made of an anonymous customer's one. Follows section 3.2 of the resource reference."""

from counterfoil import faults
from counterfoil.documents import stored
from counterfoil.documents.basket import Basket, BasketReference
from counterfoil.identity.caller import Kind
from counterfoil.shop.access import refuse_agent, require_shopper
from counterfoil.shop.basket_customer import customer_of_new, populate_customer
from counterfoil.shop.basket_fill import new_basket
from counterfoil.shop.basket_quota import insert_in_slot, take_slot
from counterfoil.shop.basket_store import answer_basket
from counterfoil.shop.call import Answer, Call


async def create_from_reference(call: Call) -> Answer:
    """Copy the basket of a guest into a new basket of the caller; a client without a customer gets one of a new guest.

    Faults: USER_ACCESS_FORBIDDEN for an agent, ACCESS_WITHOUT_USER_FORBIDDEN, BASKET_NOT_FOUND for one that is not
    that guest's, CUSTOMER_BASKETS_QUOTA_EXCEEDED.
    """
    if call.caller.is_agent:
        refuse_agent(call)
    if call.caller.kind is not Kind.CLIENT:
        require_shopper(call)
    source = await _source(call)
    basket = new_basket(call, await customer_of_new(call, None))
    await take_slot(call, basket)
    await populate_customer(call, basket)
    await call.ask("dw.order.mergeBasket", source, basket)
    await call.calculate_after("dw.ocapi.baskets.actions.afterMerge", basket)
    return await answer_basket(call, await insert_in_slot(call, basket), None)


async def _source(call: Call) -> Basket:
    request = call.body if isinstance(call.body, BasketReference) else BasketReference()
    found = await call.store.basket(call.site_id, request.basket_id or "", call.now)
    basket = stored.decode(Basket, found.body) if found is not None else None
    if (
        basket is None
        or basket.registered
        or basket.customer_info is None
        or basket.customer_info.customer_id != request.customer_id
    ):
        raise faults.BASKET_NOT_FOUND(basket_id=request.basket_id or "")
    return basket
