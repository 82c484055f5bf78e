"""The resources of orders, following the resource reference."""

from counterfoil.documents.basket import Basket
from counterfoil.documents.note import Note, NotesResult
from counterfoil.documents.order import Order, OrderResult
from counterfoil.documents.payment import OrderPaymentInstrumentRequest
from counterfoil.http.route import Route, route
from counterfoil.shop import notes, order_authorization, order_list, orders, payment_instruments

ROUTES: tuple[Route, ...] = (
    route("GET", "/orders", order_list.list_orders, "list the customer's orders", response=OrderResult, until="15.6"),
    route(
        "POST",
        "/orders",
        orders.submit_order,
        "make an order of a basket",
        request=Basket,
        whole=True,
        response=Order,
        since="17.3",
    ),
    route("GET", "/orders/{order_no}", orders.get_order, "read an order", response=Order),
    route(
        "POST",
        "/orders/{order_no}/payment_authorize",
        order_authorization.authorize_payment,
        "authorise the payment by extension points",
        request=OrderPaymentInstrumentRequest,
        response=Order,
        until="15.6",
    ),
    route(
        "POST",
        "/orders/{order_no}/authorize_payment",
        order_authorization.authorize_payment,
        "the same, as the page's sample spells it",
        request=OrderPaymentInstrumentRequest,
        response=Order,
        until="15.6",
    ),
    route(
        "POST",
        "/orders/{order_no}/payment_instruments",
        payment_instruments.add_order_payment_instrument,
        "add a payment instrument and authorise it",
        request=OrderPaymentInstrumentRequest,
        response=Order,
        since="15.6",
    ),
    route(
        "PATCH",
        "/orders/{order_no}/payment_instruments/{payment_instrument_id}",
        payment_instruments.patch_order_payment_instrument,
        "change a payment instrument and authorise it",
        request=OrderPaymentInstrumentRequest,
        response=Order,
        since="16.1",
    ),
    route(
        "GET",
        "/orders/{order_no}/notes",
        notes.list_order_notes,
        "list the notes of an order",
        response=NotesResult,
        since="17.1",
    ),
    route(
        "POST",
        "/orders/{order_no}/notes",
        notes.add_order_note,
        "add a note to an order",
        request=Note,
        response=Order,
        since="17.1",
    ),
    route(
        "DELETE",
        "/orders/{order_no}/notes/{note_id}",
        notes.delete_order_note,
        "delete a note of an order",
        response=Order,
        since="17.1",
    ),
)
