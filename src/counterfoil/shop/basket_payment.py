"""Payment instruments of a basket, and the methods for what is open. Follows section 3.9 of the resource reference.

Nothing is authorised here; that is done on the order. Of a card number mask and last digits are kept, of a security
code nothing.
"""

from counterfoil import faults
from counterfoil.commerce.authorization import open_amount
from counterfoil.commerce.payment import mask, refuse_card_numbers
from counterfoil.commerce.payment_methods import (
    CREDIT_CARD,
    check_payment_method,
    payment_method_result,
    purchase_of,
    split_method_id,
)
from counterfoil.documents.basket import Basket
from counterfoil.documents.payment import (
    BasketPaymentInstrumentRequest,
    OrderPaymentInstrument,
    PaymentCard,
    PaymentMethodResult,
)
from counterfoil.shop.access import require_shopper
from counterfoil.shop.basket_store import load_basket, open_basket, save_and_answer
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.instrument_change import (
    check_changed,
    complete_card,
    given_by,
    instrument_of_path,
    put_given,
    refuse_masked,
)
from counterfoil.shop.locale import requested_locale

_INSTRUMENT = "dw.ocapi.shop.basket.payment_instrument."
_METHODS = "dw.ocapi.shop.basket.payment_methods."
_DOCUMENT = "basket_payment_instrument_request"


async def add_basket_payment_instrument(call: Call) -> Answer:
    """Add a payment instrument to a basket, from data of its own or from the customer's wallet.

    Faults: those of open_basket, INVALID_PAYMENT_METHOD_ID, CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND,
    PROPERTY_CONSTRAINT_VIOLATION for a card number that cannot be one, RESOURCE_STATE_CONFLICT.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    await call.before(_INSTRUMENT + "beforePOST", basket, request)
    instrument = OrderPaymentInstrument(payment_instrument_id=call.new_id())
    await _change(call, basket, instrument, request)
    basket.payment_instruments = [*(basket.payment_instruments or ()), instrument]
    await call.calculate_after(_INSTRUMENT + "afterPOST", basket, request)
    return await save_and_answer(call, loaded, _INSTRUMENT + "modifyPOSTResponse", request)


async def patch_basket_payment_instrument(call: Call) -> Answer:
    """Change what a request names of a payment instrument.

    Faults: those of adding one, PAYMENT_INSTRUMENT_NOT_FOUND, PAYMENT_INSTRUMENT_PERMANENTLY_MASKED.
    """
    loaded = await open_basket(call)
    basket, request = loaded.basket, _request(call)
    instrument = instrument_of_path(call, basket)
    refuse_masked(call, basket)
    await call.before(_INSTRUMENT + "beforePATCH", basket, instrument, request)
    await _change(call, basket, instrument, request)
    await call.calculate_after(_INSTRUMENT + "afterPATCH", basket, instrument, request)
    instrument_id = call.path["payment_instrument_id"]
    return await save_and_answer(call, loaded, _INSTRUMENT + "modifyPATCHResponse", instrument_id)


async def delete_basket_payment_instrument(call: Call) -> Answer:
    """Remove a payment instrument; faults: those of open_basket, PAYMENT_INSTRUMENT_NOT_FOUND."""
    loaded = await open_basket(call)
    basket = loaded.basket
    instrument = instrument_of_path(call, basket)
    await call.before(_INSTRUMENT + "beforeDELETE", basket, instrument)
    basket.payment_instruments = [kept for kept in basket.payment_instruments or () if kept is not instrument]
    await call.calculate_after(_INSTRUMENT + "afterDELETE", basket)
    instrument_id = call.path["payment_instrument_id"]
    return await save_and_answer(call, loaded, _INSTRUMENT + "modifyDELETEResponse", instrument_id)


async def get_basket_payment_methods(call: Call) -> Answer:
    """List the payment methods and cards that apply to what no instrument of a basket covers yet.

    Faults: BASKET_NOT_FOUND, INVALID_CUSTOMER.
    """
    require_shopper(call)
    basket_id = call.path["basket_id"]
    await call.before(_METHODS + "beforeGET", basket_id)
    basket = (await load_basket(call, basket_id)).basket
    shop, shopper = call.site.shop, await call.load_shopper(basket)
    purchase = purchase_of(basket, shop, open_amount(basket), shopper.groups)
    result = payment_method_result(shop, purchase, requested_locale(call))
    await call.after(_METHODS + "afterGET", basket, result)
    rendered = call.render(result)
    await call.ask(_METHODS + "modifyGETResponse", rendered)
    await call.ask(_METHODS + "modifyGETResponse_v2", basket, rendered)
    return Answer(document=rendered, document_class=PaymentMethodResult)


async def put_payment_instrument(call: Call, basket: Basket, given: OrderPaymentInstrument) -> None:
    """Put an instrument of a whole document into its basket: no number can be in it, and the total is not known yet.

    Faults: INVALID_PAYMENT_METHOD_ID, PROPERTY_CONSTRAINT_VIOLATION for a card number where none belongs.
    """
    method_id, card_type = split_method_id(given.payment_method_id or "")
    card = given.payment_card
    if card_type is not None:
        card = card or PaymentCard()
        card.card_type = card.card_type or card_type
    instrument = OrderPaymentInstrument(
        payment_instrument_id=call.new_id(),
        payment_method_id=method_id,
        amount=given.amount if given.amount is None else call.site.shop.round_money(given.amount, basket.currency),
        bank_routing_number=mask(given.bank_routing_number)[0] if given.bank_routing_number else None,
        payment_card=card,
        custom=dict(given.custom),
    )
    complete_card(call, instrument)
    refuse_card_numbers(instrument, _DOCUMENT)
    shop, shopper = call.site.shop, await call.load_shopper(basket)
    check_payment_method(instrument, shop, purchase_of(basket, shop, None, shopper.groups))
    basket.payment_instruments = [*(basket.payment_instruments or ()), instrument]


def _request(call: Call) -> BasketPaymentInstrumentRequest:
    return call.body if isinstance(call.body, BasketPaymentInstrumentRequest) else BasketPaymentInstrumentRequest()


async def _change(
    call: Call, basket: Basket, instrument: OrderPaymentInstrument, request: BasketPaymentInstrumentRequest
) -> None:
    given = await given_by(call, basket, instrument, request)
    _require_card(instrument, given)
    await put_given(call, basket, instrument, request, given)
    await check_changed(call, basket, instrument, request, open_amount(basket))


def _require_card(instrument: OrderPaymentInstrument, given: OrderPaymentInstrument) -> None:
    """Refuse a credit card without a card; fault INVALID_PAYMENT_METHOD_ID."""
    method_id = given.payment_method_id or instrument.payment_method_id
    stays = method_id == instrument.payment_method_id and instrument.payment_card is not None
    if method_id == CREDIT_CARD and given.payment_card is None and not stays:
        raise faults.INVALID_PAYMENT_METHOD_ID(payment_method_id=CREDIT_CARD)
