"""Extension points of the hook reference that nothing calls here, and why; hooks may be registered, and called by name.

A name that ends with a full stop stands for all points that begin so.
"""

from counterfoil.hooks.point import SHOP

_NO_RESOURCE = "the resource is not served"
_NO_SHOP_CALL = "no resource of the Shop API reaches it"
_BY_POST = "a gift certificate is read by POST alone, and its code is in the body"
_STOREFRONT = "it belongs to a storefront's requests and sessions"

NOT_SERVED: dict[str, str] = {
    SHOP + "content.": _NO_RESOURCE,
    SHOP + "content_search.": _NO_RESOURCE,
    SHOP + "search_suggestion.": _NO_RESOURCE,
    SHOP + "gift_certificate.beforeGET": _BY_POST,
    SHOP + "gift_certificate.modifyGETResponse": _BY_POST,
    SHOP + "folder.": _NO_RESOURCE,
    SHOP + "custom_object.": _NO_RESOURCE,
    SHOP + "customer.product_list.": _NO_RESOURCE,
    SHOP + "customer.product_lists.": _NO_RESOURCE,
    SHOP + "product_list.": _NO_RESOURCE,
    SHOP + "product_lists.": _NO_RESOURCE,
    "dw.ocapi.data.": "the Data API is not served",
    "dw.order.payment.validateAuthorization": _NO_SHOP_CALL,
    "dw.order.payment.reauthorize": _NO_SHOP_CALL,
    "dw.order.payment.capture": _NO_SHOP_CALL,
    "dw.order.payment.refund": _NO_SHOP_CALL,
    "dw.order.payment.releaseAuthorization": _NO_SHOP_CALL,
    "dw.extensions.": "it belongs to a storefront's wallets and feeds",
    "dw.system.request.": _STOREFRONT,
    "dw.system.session.": _STOREFRONT,
}


def not_served(point: str) -> str | None:
    """Say why nothing calls a point of the reference; None if it is none."""
    for name, why in NOT_SERVED.items():
        group = name.endswith(".")
        if (group and point.startswith(name) and point != name) or (not group and point == name):
            return why
    return None
