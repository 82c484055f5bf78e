"""The resources of baskets, following the resource reference."""

from counterfoil.documents.basket import Basket, BasketReference, CustomerInfo
from counterfoil.documents.note import Note, NotesResult
from counterfoil.http.access import AGENT, COPIER, OWNER, SHOPPER
from counterfoil.http.parameter import Parameter
from counterfoil.http.route import Route, route
from counterfoil.shop import basket_customer, basket_kind, basket_reference, baskets, notes

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets",
        baskets.create_basket_of_valid_coupons,
        "create a basket",
        access=SHOPPER,
        request=Basket,
        response=Basket,
        since="15.8",
        until="23.1",
    ),
    route(
        "POST",
        "/baskets",
        baskets.create_basket,
        "create a basket; invalid coupon codes are left out",
        access=SHOPPER,
        request=Basket,
        response=Basket,
        since="23.1",
    ),
    route(
        "POST",
        "/baskets/reference",
        basket_reference.create_from_reference,
        "copy a guest's basket into one of the caller",
        access=COPIER,
        request=BasketReference,
        response=Basket,
        strict=True,
        since="18.1",
    ),
    route(
        "PUT",
        "/baskets/{basket_id}/agent",
        basket_kind.mark_agent_basket,
        "make a basket an agent basket",
        access=AGENT,
        response=Basket,
        since="18.1",
    ),
    route(
        "PUT",
        "/baskets/{basket_id}/storefront",
        basket_kind.mark_storefront_basket,
        "make a basket the customer's storefront basket",
        access=AGENT,
        response=Basket,
        query=(
            Parameter(
                name="exchange", summary="whether the present storefront basket becomes an agent basket", kind="boolean"
            ),
        ),
        since="18.1",
    ),
    route(
        "GET", "/baskets/{basket_id}", baskets.get_basket, "read a basket", access=OWNER, response=Basket, since="15.8"
    ),
    route(
        "PATCH",
        "/baskets/{basket_id}",
        baskets.patch_basket,
        "change a basket",
        access=OWNER,
        request=Basket,
        response=Basket,
        since="15.8",
        state_required=True,
    ),
    route("DELETE", "/baskets/{basket_id}", baskets.delete_basket, "delete a basket", access=OWNER, since="15.8"),
    route(
        "PUT",
        "/baskets/{basket_id}/customer",
        basket_customer.set_basket_customer,
        "set e-mail address and customer of a basket",
        access=OWNER,
        request=CustomerInfo,
        response=Basket,
        strict=True,
        since="15.8",
    ),
    route(
        "GET",
        "/baskets/{basket_id}/notes",
        notes.list_basket_notes,
        "list the notes of a basket",
        access=OWNER,
        response=NotesResult,
        since="15.8",
    ),
    route(
        "POST",
        "/baskets/{basket_id}/notes",
        notes.add_basket_note,
        "add a note to a basket",
        access=OWNER,
        request=Note,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        "/baskets/{basket_id}/notes/{note_id}",
        notes.delete_basket_note,
        "delete a note of a basket",
        access=OWNER,
        response=Basket,
        since="15.8",
    ),
)
