"""Which extension points each call reaches, in order, in all versions together; a version calls those that it has."""

from tests.http.scenarios_of_hooks import (
    OF_CERTIFICATES,
    OF_CUSTOMER,
    OF_INVOICE,
    TO_CUSTOMER,
    WITH_BASKET,
)

from counterfoil.hooks.point import SHOP

CALCULATION = "dw.order.calculate basket.calculate dw.order.calculateShipping dw.order.calculateTax"
SUBMIT = f"{CALCULATION} basket.validateBasket dw.order.createOrderNo"
_SHOWN = "order.validateOrder order.modifyPOSTResponse"
POPULATE, CREATED = "dw.order.populateCustomerDetails", "counterfoil.gift_certificate.created"
_ACTIONS = "dw.ocapi.baskets.actions."


def change(subject: str, method: str, more: str = "", after: str = "") -> str:
    """A change of a basket: before, after, calculation, the answer."""
    return (
        f"{subject}.before{method} {more} {subject}.after{method} {after} {CALCULATION} "
        f"basket.validateBasket {subject}.modify{method}Response"
    )


def read(subject: str) -> str:
    return f"{subject}.beforeGET {subject}.modifyGETResponse"


def whole(subject: str, method: str, inner: str = "") -> str:
    """A change of what is no basket."""
    return f"{subject}.before{method} {inner} {subject}.after{method}"


_PAY = "order.payment_instrument"
_CARD = "dw.order.payment.authorizeCreditCard"


def _pay(method: str, hook: str) -> str:
    former = f"order.after{method.title()}PaymentInstrument"
    return f"{whole(_PAY, method, hook)} {former} order.validateOrder {_PAY}.modify{method}Response"


_BASKET, _CUSTOMER = "/baskets/{basket_id}", "/customers/{customer_id}"
_ORDER, _ONE = "/orders/{order_no}", "/{payment_instrument_id}"
_SHIPMENT = _BASKET + "/shipments/{shipment_id}"
_ADJUSTMENT, _GIFT = "basket.price_adjustment", "basket.gift_certificate_item"
_MERGE = f"dw.order.mergeBasket {_ACTIONS}afterMerge {CALCULATION} basket.validateBasket"

_LISTED: dict[str, str] = {
    f"GET {_BASKET}": "basket.beforeGET basket.validateBasket basket.modifyGETResponse",
    f"GET {_ORDER}": "order.beforeGET order.validateOrder order.modifyGETResponse",
    f"PATCH {_ORDER}": f"{whole('order', 'PATCH')} order.validateOrder order.modifyPATCHResponse",
    "POST /orders": f"order.beforePOST {SUBMIT} order.afterPOST {_SHOWN}",
    OF_CERTIFICATES: f"order.beforePOST {SUBMIT} order.afterPOST {CREATED} {_SHOWN}",
    f"PUT {_ORDER}": (
        f"order.beforePUT {CALCULATION} basket.validateBasket order.afterPUT order.validateOrder "
        "order.modifyPUTResponse"
    ),
    f"POST {_BASKET}/submit": (
        f"basket.beforeSubmit {SUBMIT} basket.afterSubmit order.validateOrder basket.modifySubmitResponse"
    ),
    f"POST {_ORDER}/payment_authorize": "order.beforePaymentAuthorize order.afterPaymentAuthorize",
    f"POST {_ORDER}/authorize_payment": "order.beforePaymentAuthorize order.afterPaymentAuthorize",
    f"POST {_ORDER}/payment_instruments": _pay("POST", _CARD),
    OF_INVOICE: _pay("POST", "dw.order.payment.authorize"),
    f"PATCH {_ORDER}/payment_instruments{_ONE}": _pay("PATCH", _CARD),
    f"DELETE {_ORDER}/payment_instruments{_ONE}": (
        f"{whole(_PAY, 'DELETE')} order.validateOrder {_PAY}.modifyDELETEResponse"
    ),
    f"GET {_ORDER}/payment_methods": f"{read('order.payment_methods')} order.payment_methods.modifyGETResponse_v2",
    f"POST {_ORDER}/notes": "order.validateOrder",
    f"DELETE {_ORDER}/notes/{{note_id}}": "order.validateOrder",
    "POST /baskets": change("basket", "POST", "basket.beforePOST_v2"),
    OF_CUSTOMER: change("basket", "POST", f"basket.beforePOST_v2 {POPULATE}"),
    "POST /baskets/reference": _MERGE,
    f"PATCH {_BASKET}": change("basket", "PATCH"),
    f"DELETE {_BASKET}": whole("basket", "DELETE"),
    f"PUT {_BASKET}/agent": "basket.validateBasket",
    f"PUT {_BASKET}/storefront": "basket.validateBasket",
    f"POST {_BASKET}/notes": "basket.validateBasket",
    f"DELETE {_BASKET}/notes/{{note_id}}": "basket.validateBasket",
    f"PUT {_BASKET}/customer": change("basket.customer", "PUT"),
    TO_CUSTOMER: change("basket.customer", "PUT", POPULATE),
    f"POST {_BASKET}/items": change("basket.items", "POST"),
    f"PATCH {_BASKET}/items/{{item_id}}": change("basket.item", "PATCH"),
    f"DELETE {_BASKET}/items/{{item_id}}": change("basket.item", "DELETE"),
    f"POST {_BASKET}/shipments": change("basket.shipment", "POST", after="basket.afterPostShipment"),
    f"PATCH {_SHIPMENT}": change("basket.shipment", "PATCH"),
    f"DELETE {_SHIPMENT}": change("basket.shipment", "DELETE"),
    f"PUT {_SHIPMENT}/shipping_address": change("basket.shipment.shipping_address", "PUT"),
    f"PUT {_SHIPMENT}/shipping_method": change("basket.shipment.shipping_method", "PUT"),
    f"GET {_SHIPMENT}/shipping_methods": (
        "basket.shipments.shipping_methods.beforeGET basket.shipments.shipping_methods.modifyGETResponse_v2"
    ),
    f"PUT {_BASKET}/billing_address": change("basket.billing_address", "PUT"),
    f"POST {_BASKET}/coupons": change("basket.coupon", "POST"),
    f"DELETE {_BASKET}/coupons/{{coupon_item_id}}": change("basket.coupon", "DELETE"),
    f"POST {_BASKET}/payment_instruments": change("basket.payment_instrument", "POST"),
    f"PATCH {_BASKET}/payment_instruments{_ONE}": change("basket.payment_instrument", "PATCH"),
    f"DELETE {_BASKET}/payment_instruments{_ONE}": change("basket.payment_instrument", "DELETE"),
    f"GET {_BASKET}/payment_methods": (
        "basket.payment_methods.beforeGET basket.payment_methods.afterGET basket.payment_methods.modifyGETResponse "
        "basket.payment_methods.modifyGETResponse_v2"
    ),
    f"POST {_BASKET}/price_adjustments": change(_ADJUSTMENT, "POST"),
    f"PATCH {_BASKET}/price_adjustments/{{price_adjustment_id}}": change(_ADJUSTMENT, "PATCH"),
    f"DELETE {_BASKET}/price_adjustments/{{price_adjustment_id}}": change(_ADJUSTMENT, "DELETE"),
    f"POST {_BASKET}/gift_certificate_items": change(_GIFT, "POST"),
    f"PATCH {_BASKET}/gift_certificate_items/{{gift_certificate_item_id}}": change(_GIFT, "PATCH"),
    f"DELETE {_BASKET}/gift_certificate_items/{{gift_certificate_item_id}}": change(_GIFT, "DELETE"),
    "POST /gift_certificate": "gift_certificate.beforePOST gift_certificate.modifyPOSTResponse",
    "POST /customers/auth": f"{whole('auth', 'POST')} auth.modifyPOSTResponse",
    "POST /customers": f"{whole('customer', 'POST')} customer.modifyPOSTResponse",
    WITH_BASKET: (
        f"{whole('customer', 'POST')} {POPULATE} {_ACTIONS}afterTransfer {CALCULATION} customer.modifyPOSTResponse"
    ),
    f"GET {_CUSTOMER}": read("customer"),
    f"PATCH {_CUSTOMER}": f"{whole('customer', 'PATCH')} customer.modifyPATCHResponse",
    f"GET {_CUSTOMER}/addresses": read("customer.addresses"),
    f"POST {_CUSTOMER}/addresses": f"{whole('customer.addresses', 'POST')} customer.address.modifyPOSTResponse",
    f"GET {_CUSTOMER}/addresses/{{address_name}}": read("customer.address"),
    f"PATCH {_CUSTOMER}/addresses/{{address_name}}": (
        f"{whole('customer.address', 'PATCH')} customer.address.modifyPATCHResponse"
    ),
    f"DELETE {_CUSTOMER}/addresses/{{address_name}}": whole("customer.address", "DELETE"),
    f"GET {_CUSTOMER}/payment_instruments": f"{read('customer.payment_instruments')}_v2",
    f"POST {_CUSTOMER}/payment_instruments": (
        f"{whole('customer.payment_instrument', 'POST')} customer.payment_instrument.modifyPOSTResponse"
    ),
    f"GET {_CUSTOMER}/payment_instruments{_ONE}": read("customer.payment_instrument"),
    f"DELETE {_CUSTOMER}/payment_instruments{_ONE}": whole("customer.payment_instrument", "DELETE"),
    f"GET {_CUSTOMER}/orders": f"{read('customer.orders')}_v2",
    f"GET {_CUSTOMER}/baskets": f"{read('customer.baskets')}_v2",
    f"PUT {_CUSTOMER}/password": "customer.password.beforePUT customer.password.afterPUT_v2",
    f"POST {_CUSTOMER}/password_reset": whole("customer.password_reset", "POST"),
    "POST /customers/password_reset": whole("customer.password_reset", "POST"),
    "GET /products/({ids})": "product.beforeGET product.beforeGET product.modifyGETResponse product.modifyGETResponse",
    **{
        f"GET /products/{{id}}{part}": read("product")
        for part in (
            " /availability /bundled_products /images /links /options /prices /promotions /recommendations "
            "/set_products /variations"
        ).split(" ")
    },
    "GET /categories/({ids})": read("category"),
    "GET /categories/{id}": read("category"),
    **{
        f"GET /product_search{part}": read("product_search")
        for part in " /availability /images /prices /represented_products /variations".split(" ")
    },
    "GET /promotions": read("promotions"),
    "GET /promotions/({ids})": read("promotions"),
    "GET /promotions/{id}": read("promotion"),
    "GET /site": read("site"),
    "GET /stores": read("stores"),
    "GET /stores/({ids})": read("stores"),
    "GET /stores/{id}": read("store"),
}
EXPECTED: dict[str, list[str]] = {
    row: [name if name.startswith(("dw.", "counterfoil.")) else SHOP + name for name in listed.split()]
    for row, listed in _LISTED.items()
}
