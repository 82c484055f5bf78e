"""The resources of what is in a basket: items, shipments, addresses. Follows section 3 of the resource reference."""

from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket
from counterfoil.documents.items import ProductItem
from counterfoil.documents.shipment import Shipment, ShippingMethod, ShippingMethodResult
from counterfoil.http.access import OWNER
from counterfoil.http.parameter import Parameter
from counterfoil.http.route import Route, route
from counterfoil.shop import basket_addresses, basket_items, basket_shipments, shipping_methods

_FROM_BOOK = Parameter(
    name="customer_address_id", summary="an address of the customer's book, instead of a body", min_length=1
)
_SHIPMENTS = "/baskets/{basket_id}/shipments"
_SHIPMENT = "/baskets/{basket_id}/shipments/{shipment_id}"
_ITEM = "/baskets/{basket_id}/items/{item_id}"
ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/baskets/{basket_id}/items",
        basket_items.add_items,
        "add a product item",
        access=OWNER,
        request=ProductItem,
        response=Basket,
        since="15.8",
        until="17.3",
    ),
    route(
        "POST",
        "/baskets/{basket_id}/items",
        basket_items.add_items,
        "add product items",
        access=OWNER,
        request=ProductItem,
        response=Basket,
        since="17.3",
        many=True,
    ),
    route(
        "PATCH",
        _ITEM,
        basket_items.patch_item,
        "change a product item",
        access=OWNER,
        request=ProductItem,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        _ITEM,
        basket_items.delete_item_if_there,
        "remove a product item",
        access=OWNER,
        response=Basket,
        since="15.8",
        until="20.2",
    ),
    route(
        "DELETE", _ITEM, basket_items.delete_item, "remove a product item", access=OWNER, response=Basket, since="20.2"
    ),
    route(
        "POST",
        _SHIPMENTS,
        basket_shipments.add_shipment_as_before,
        "add a shipment",
        access=OWNER,
        request=Shipment,
        response=Basket,
        since="15.8",
        until="17.1",
    ),
    route(
        "POST",
        _SHIPMENTS,
        basket_shipments.add_shipment,
        "add a shipment",
        access=OWNER,
        request=Shipment,
        response=Basket,
        since="17.1",
    ),
    route(
        "PATCH",
        _SHIPMENT,
        basket_shipments.patch_shipment,
        "change a shipment",
        access=OWNER,
        request=Shipment,
        response=Basket,
        since="15.8",
    ),
    route(
        "DELETE",
        _SHIPMENT,
        basket_shipments.delete_shipment,
        "remove a shipment with its items",
        access=OWNER,
        response=Basket,
        since="15.8",
    ),
    route(
        "PUT",
        f"{_SHIPMENT}/shipping_address",
        basket_addresses.set_shipping_address,
        "set the address of a shipment",
        access=OWNER,
        request=OrderAddress,
        response=Basket,
        query=(
            Parameter(name="use_as_billing", summary="whether it is the billing address too", kind="boolean"),
            _FROM_BOOK,
        ),
        since="15.8",
    ),
    route(
        "PUT",
        "/baskets/{basket_id}/billing_address",
        basket_addresses.set_billing_address,
        "set the billing address",
        access=OWNER,
        request=OrderAddress,
        response=Basket,
        query=(
            Parameter(name="use_as_shipping", summary="whether it is the shipping address too", kind="boolean"),
            _FROM_BOOK,
        ),
        since="15.8",
    ),
    route(
        "GET",
        f"{_SHIPMENT}/shipping_methods",
        shipping_methods.list_shipping_methods,
        "list the shipping methods that a shipment may use",
        access=OWNER,
        response=ShippingMethodResult,
        since="15.8",
    ),
    route(
        "PUT",
        f"{_SHIPMENT}/shipping_method",
        shipping_methods.set_shipping_method,
        "choose the shipping method of a shipment",
        access=OWNER,
        request=ShippingMethod,
        response=Basket,
        since="15.8",
    ),
)
