"""What keeps a basket from being submitted, now.

Follows the flash section of the Shop API reference; order, texts and paths of the first ones as recorded.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from counterfoil.commerce.adjustments import sum_of
from counterfoil.commerce.payment_methods import is_applicable_instrument, purchase_of
from counterfoil.commerce.products import (
    Products,
    find_option,
    find_option_value,
    is_orderable_kind,
    is_sellable,
)
from counterfoil.commerce.shipping_methods import is_applicable, items_of
from counterfoil.commerce.shop import Shop
from counterfoil.commerce.stock import Stock, short_items
from counterfoil.documents import flash_types
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.basket import Basket
from counterfoil.documents.flash import Flash
from counterfoil.documents.flash_types import FlashType
from counterfoil.documents.items import ProductItem
from counterfoil.documents.redact import redact
from counterfoil.documents.shipment import Shipment
from counterfoil.documents.shop_data import ProductView


def flashes(
    basket: Basket,
    shop: Shop,
    products: Products,
    stock: Stock,
    *,
    now: int,
    customer_groups: Collection[str] | None = None,
) -> list[Flash]:
    """Return the flashes of a calculated basket; ``stock`` is what the inventory lists of its items have left."""
    found: list[Flash] = []
    found.extend(_payment(basket, shop, customer_groups))
    if not _complete(basket.billing_address):
        found.append(_flash(flash_types.BILLING_ADDRESS_REQUIRED, "$.billing_address"))
    if basket.customer_info is None or not basket.customer_info.email:
        found.append(_flash(flash_types.CUSTOMER_EMAIL_REQUIRED, "$.customer_info.email"))
    for index, coupon in enumerate(basket.coupon_items or ()):
        if coupon.valid is False:
            texts = {"coupon_code": redact(coupon.code or "")}
            found.append(_flash(flash_types.INVALID_COUPON_ITEM, f"$.coupon_items[{index}]", texts=texts))
            found.append(_flash(flash_types.INVALID_COUPON_CODE, f"$.coupon_items[{index}].code", texts=texts))
    if basket.order_total is None:
        found.append(_flash(flash_types.ORDER_TOTAL_NOT_SET, "$.order_total"))
    short = short_items(basket, shop, products, stock)
    for index, item in enumerate(basket.product_items or ()):
        found.extend(_product_item(item, index, shop, products, index in short, now))
    empty = not basket.product_items and not basket.gift_certificate_items
    for index, shipment in enumerate(basket.shipments or ()):
        if empty or items_of(shipment, basket):
            found.extend(_shipment(shipment, index, basket, shop, products, now, customer_groups))
    for index, shipping in enumerate(basket.shipping_items or ()):
        if shipping.price_after_item_discount is None:
            path = f"$.shipping_items[{index}].adjusted_price"
            found.append(
                _flash(flash_types.SHIPPING_ITEM_ADJUSTED_PRICE_NOT_SET, path, texts={"item_id": shipping.item_id})
            )
    return found


def _flash(
    row: FlashType,
    path: str,
    *,
    details: dict[str, Any] | None = None,
    texts: Mapping[str, object] | None = None,
) -> Flash:
    message = row.message.format_map(texts) if texts else row.message
    return Flash(type=row.name, message=message, path=path, details=details)


def _complete(address: OrderAddress | None) -> bool:
    """Say whether an address counts: both names were seen to be demanded when a basket is submitted."""
    return address is not None and bool(address.first_name) and bool(address.last_name)


def _payment(basket: Basket, shop: Shop, customer_groups: Collection[str] | None) -> Iterator[Flash]:
    for index, instrument in enumerate(basket.payment_instruments or [None]):
        if instrument is None or not instrument.payment_method_id:
            path = f"$.payment_instruments[{index}].payment_method_id"
            yield _flash(flash_types.PAYMENT_METHOD_REQUIRED, path)
        elif not is_applicable_instrument(
            instrument, shop, purchase_of(basket, shop, instrument.amount or basket.order_total, customer_groups)
        ):
            path = f"$.payment_instruments[{index}].payment_method_id"
            texts = {"payment_method_id": instrument.payment_method_id}
            yield _flash(flash_types.PAYMENT_METHOD_NOT_APPLICABLE, path, texts=texts)


def _shipment(
    shipment: Shipment,
    index: int,
    basket: Basket,
    shop: Shop,
    products: Products,
    now: int,
    customer_groups: Collection[str] | None,
) -> Iterator[Flash]:
    details = {"shipmentId": shipment.shipment_id}
    if not _complete(shipment.shipping_address):
        path = f"$.shipments[{index}].shipping_address"
        yield _flash(flash_types.SHIPPING_ADDRESS_REQUIRED, path, details=details)
    chosen = shipment.shipping_method
    if chosen is None or not chosen.id:
        yield _flash(flash_types.SHIPPING_METHOD_REQUIRED, f"$.shipments[{index}].shipping_method", details=details)
        return
    method = shop.shipping_methods.get(chosen.id)
    if method is None or not is_applicable(
        method, shipment, basket, shop, products, now=now, customer_groups=customer_groups
    ):
        yield _flash(
            flash_types.SHIPPING_METHOD_NOT_APPLICABLE,
            f"$.shipments[{index}].shipping_method",
            details=details,
            texts={"shipping_method_id": chosen.id},
        )


def _product_item(
    item: ProductItem, index: int, shop: Shop, products: Products, short: bool, now: int
) -> Iterator[Flash]:
    product_id = item.product_id or ""
    details = {"productId": product_id}
    view = products.get(product_id)
    if view is None or not is_orderable_kind(view.product) or not is_sellable(view, shop, now):
        texts = {"product_id": product_id}
        path = f"$.product_items[{index}].product_id"
        yield _flash(flash_types.INVALID_PRODUCT_ITEM, path, details=details, texts=texts)
        return
    if item.price is None:
        texts = {"item_id": item.item_id or ""}
        path = f"$.product_items[{index}].price"
        yield _flash(flash_types.PRODUCT_ITEM_WITHOUT_PRICE, path, details=details, texts=texts)
    elif item.price + sum_of(item.price_adjustments) < 0:
        row, path = flash_types.PRODUCT_ITEM_ADJUSTED_PRICE_LESS_THAN_ZERO, f"$.product_items[{index}].adjusted_price"
        yield _flash(row, path, details=details, texts={"item_id": item.item_id})
    if short:
        quantity = f"{item.quantity or Decimal(1):f}"
        yield _flash(
            flash_types.PRODUCT_ITEM_NOT_AVAILABLE,
            f"$.product_items[{index}].quantity",
            details={"productId": product_id, "quantity": quantity},
            texts={"product_id": product_id, "quantity": quantity},
        )
    if item.option_items:
        yield from _options(item, f"$.product_items[{index}]", view)


def _options(item: ProductItem, path: str, view: ProductView) -> Iterator[Flash]:
    for index, chosen in enumerate(item.option_items or ()):
        here = f"{path}.option_items[{index}]"
        option = find_option(view, chosen.option_id)
        details = {"productId": item.product_id, "optionId": chosen.option_id}
        if option is not None:
            details["optionValueId"] = chosen.option_value_id
        if option is None or find_option_value(option, chosen.option_value_id) is None:
            texts = {"option_id": chosen.option_id, "option_value_id": chosen.option_value_id}
            yield _flash(flash_types.INVALID_OPTION_ITEM, here, details=details, texts=texts)
        elif chosen.price is None:
            texts = {"item_id": chosen.item_id}
            yield _flash(flash_types.OPTION_ITEM_WITHOUT_PRICE, f"{here}.price", details=details, texts=texts)
