"""The resources of the payment of a basket, following the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.documents.payment import BasketPaymentInstrumentRequest, PaymentMethodResult
from counterfoil.http.access import OWNER
from counterfoil.http.parameter import LOCALE
from counterfoil.http.route import Route, route
from counterfoil.shop import basket_payment

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets/{basket_id}/payment_instruments",
        basket_payment.add_basket_payment_instrument,
        "add a payment instrument to a basket",
        access=OWNER,
        request=BasketPaymentInstrumentRequest,
        response=Basket,
        since="15.8",
    ),
    route(
        "PATCH",
        "/baskets/{basket_id}/payment_instruments/{payment_instrument_id}",
        basket_payment.patch_basket_payment_instrument,
        "change a payment instrument of a basket",
        access=OWNER,
        request=BasketPaymentInstrumentRequest,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        "/baskets/{basket_id}/payment_instruments/{payment_instrument_id}",
        basket_payment.delete_basket_payment_instrument,
        "remove a payment instrument from a basket",
        access=OWNER,
        response=Basket,
        since="15.8",
    ),
    route(
        "GET",
        "/baskets/{basket_id}/payment_methods",
        basket_payment.get_basket_payment_methods,
        "list the payment methods for the open amount",
        access=OWNER,
        response=PaymentMethodResult,
        query=(LOCALE,),
        since="15.8",
    ),
)
