"""What the arguments of extension points are, by name: whoever hands them to another language converts by it.

A script object is what the server keeps, changed inside the transaction only. A request document is the client's; a
response document is the answer and may be changed. Everything else is a plain value.
"""

from typing import Any, Literal, NamedTuple

from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket, CustomerInfo
from counterfoil.documents.category import Category
from counterfoil.documents.customer import (
    Customer,
    CustomerAddress,
    CustomerPaymentInstrument,
    CustomerPaymentInstrumentRequest,
    CustomerRegistration,
    PasswordChangeRequest,
    PasswordReset,
)
from counterfoil.documents.gift_certificate import GiftCertificate, GiftCertificateRequest
from counterfoil.documents.items import GiftCertificateItem, ProductItem
from counterfoil.documents.order import Order
from counterfoil.documents.payment import (
    BasketPaymentInstrumentRequest,
    OrderPaymentInstrument,
    OrderPaymentInstrumentRequest,
    PaymentMethodResult,
)
from counterfoil.documents.pricing import CouponItem, PriceAdjustment, PriceAdjustmentRequest
from counterfoil.documents.product import Product
from counterfoil.documents.product_search import ProductSearchResult
from counterfoil.documents.promotion import Promotion, PromotionResult
from counterfoil.documents.shipment import Shipment, ShippingMethod
from counterfoil.documents.site import Site
from counterfoil.documents.store import Store, StoreResult

Kind = Literal["script", "request", "response", "value"]


class Argument(NamedTuple):
    """What an argument is, and of which types; ``optional`` ones may be None."""

    kind: Kind
    types: tuple[type, ...]
    optional: bool = False


def _kind(kind: Kind, optional: bool = False, **types: Any) -> dict[str, Argument]:
    found = {name: given if isinstance(given, tuple) else (given,) for name, given in types.items()}
    return {name: Argument(kind, given, optional) for name, given in found.items()}


KINDS: dict[str, Argument] = {
    **_kind(
        "script",
        basket=Basket,
        source_basket=Basket,
        order=Order,
        line_item_container=(Basket, Order),
        shipment=Shipment,
        order_payment_instrument=OrderPaymentInstrument,
        price_adjustment=PriceAdjustment,
        customer=Customer,
        customer_payment_instrument=CustomerPaymentInstrument,
        gift_certificate=GiftCertificate,
        product=Product,
        product_search_result=ProductSearchResult,
        category=Category,
        promotion=Promotion,
        promotion_result=PromotionResult,
        site=Site,
        store=Store,
        store_result=StoreResult,
    ),
    **_kind(
        "request",
        order_request=Order,
        product_items=list,
        product_item=ProductItem,
        shipment_request=Shipment,
        customer_info=CustomerInfo,
        shipping_method=ShippingMethod,
        coupon_item=CouponItem,
        gift_certificate_item=GiftCertificateItem,
        price_adjustment_request=PriceAdjustmentRequest,
        registration=CustomerRegistration,
        customer_request=Customer,
        address_request=CustomerAddress,
        customer_payment_instrument_request=CustomerPaymentInstrumentRequest,
        password_change_request=PasswordChangeRequest,
        password_reset=PasswordReset,
        gift_certificate_request=GiftCertificateRequest,
    ),
    **_kind(
        "request",
        optional=True,
        basket_request=Basket,
        order_address=OrderAddress,
        payment_instrument=(OrderPaymentInstrumentRequest, BasketPaymentInstrumentRequest),
    ),
    **_kind("response", document=dict, payment_methods=PaymentMethodResult),
    **_kind(
        "value",
        address_name=str,
        basket_id=str,
        category_id=str,
        coupon_item_id=str,
        customer_id=str,
        during_place=bool,
        during_submit=bool,
        gift_certificate_code=str,
        gift_certificate_item_id=str,
        item_id=str,
        order_no=str,
        payment_instrument_id=str,
        price_adjustment_id=str,
        product_id=str,
        promotion_id=str,
        promotion_ids=str,
        reset_token=str,
        shipment_id=str,
        store_id=str,
        store_ids=str,
        successfully_authorized=bool,
    ),
    **_kind("value", optional=True, authorization_header=str, authorization_type=str, security_code=str),
}
