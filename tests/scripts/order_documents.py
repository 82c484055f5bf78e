"""Plain baskets and orders for the tests of dw.order, as the server stores them."""

from typing import Any

from tests.scripts.realm import Realm, basket, order

TERMS = {
    "policy": "net",
    "currency": "USD",
    "default_class": "standard",
    "default_jurisdiction": "US",
    "custom_rate_class": "CUSTOM_RATE",
    "exempt_class": "TAX_EXEMPT",
    "after_order_discounts": False,
}

CONTENTS: dict[str, Any] = {
    "taxation": "net",
    "customer_info": {"email": "ann@example.com", "customer_no": "0001", "customer_id": "abc"},
    "customer_name": "Ann Lee",
    "billing_address": {"id": "ba", "first_name": "Ann", "last_name": "Lee", "country_code": "US"},
    "shipments": [
        {
            "shipment_id": "me",
            "shipping_status": "not_shipped",
            "gift": False,
            "shipping_address": {"id": "sa", "city": "Boston", "country_code": "US"},
            "shipping_method": {"id": "001", "name": "Ground"},
            "product_sub_total": 94.5,
            "product_total": 94.5,
            "shipping_total": 5,
            "adjusted_merchandize_total_tax": 4.73,
            "adjusted_shipping_total_tax": 0.25,
            "tax_total": 4.98,
            "shipment_total": 104.48,
        }
    ],
    "product_items": [
        {
            "item_id": "p1",
            "product_id": "tea",
            "product_name": "Tea",
            "item_text": "Tea, green",
            "quantity": 2,
            "base_price": 50,
            "price": 100,
            "price_adjustments": [
                {
                    "price_adjustment_id": "a1",
                    "promotion_id": "ten",
                    "price": -10,
                    "coupon_code": "TEN",
                    "custom": False,
                }
            ],
            "price_after_item_discount": 90,
            "price_after_order_discount": 85.25,
            "tax": 5,
            "adjusted_tax": 4.5,
            "tax_basis": 90,
            "tax_rate": 0.05,
            "tax_class_id": "standard",
            "shipment_id": "me",
            "inventory_id": "stock",
            "gift": True,
            "gift_message": "For you",
            "option_items": [
                {
                    "item_id": "o1",
                    "option_id": "wrap",
                    "option_value_id": "red",
                    "product_name": "Red paper",
                    "quantity": 2,
                    "base_price": 2.25,
                    "price": 4.5,
                    "price_after_item_discount": 4.5,
                    "price_after_order_discount": 4.25,
                    "tax": 0.23,
                    "adjusted_tax": 0.23,
                    "tax_rate": 0.05,
                    "shipment_id": "me",
                }
            ],
            "bundled_product_items": [{"item_id": "b1", "product_id": "leaf", "quantity": 1}],
        }
    ],
    "shipping_items": [
        {
            "item_id": "s1",
            "item_text": "Shipping",
            "shipment_id": "me",
            "base_price": 7,
            "price": 7,
            "price_adjustments": [{"price_adjustment_id": "a2", "promotion_id": "ship", "price": -2, "custom": False}],
            "price_after_item_discount": 5,
            "tax": 0.35,
            "adjusted_tax": 0.25,
            "tax_rate": 0.05,
        }
    ],
    "gift_certificate_items": [
        {
            "gift_certificate_item_id": "g1",
            "amount": 25,
            "recipient_email": "bob@example.com",
            "recipient_name": "Bob",
            "sender_name": "Ann",
            "message": "Enjoy",
            "shipment_id": "me",
        }
    ],
    "order_price_adjustments": [{"price_adjustment_id": "a3", "promotion_id": "five", "price": -5, "custom": False}],
    "coupon_items": [
        {"coupon_item_id": "c1", "code": "TEN", "coupon_id": "ten", "valid": True, "status_code": "applied"}
    ],
    "bonus_discount_line_items": [{"id": "d1", "promotion_id": "gift", "max_bonus_items": 1, "bonus_products": []}],
    "payment_instruments": [
        {
            "payment_instrument_id": "i1",
            "payment_method_id": "CREDIT_CARD",
            "amount": 129.48,
            "processor_id": "BASIC_CREDIT",
            "transaction_id": "T1",
            "payment_card": {
                "card_type": "Visa",
                "holder": "Ann Lee",
                "masked_number": "************1111",
                "number_last_digits": "1111",
                "expiration_month": 12,
                "expiration_year": 2030,
                "credit_card_token": "tok",
            },
        },
        {
            "payment_instrument_id": "i2",
            "payment_method_id": "GIFT_CERTIFICATE",
            "masked_gift_certificate_code": "****ABCD",
        },
    ],
    "product_sub_total": 94.5,
    "product_total": 89.5,
    "merchandize_total_tax": 5.23,
    "adjusted_merchandize_total_tax": 4.48,
    "shipping_total": 5,
    "shipping_total_tax": 0.35,
    "adjusted_shipping_total_tax": 0.25,
    "tax_total": 4.73,
    "order_total": 124.23,
    "grouped_tax_items": [{"tax_rate": 0.05, "tax_value": 4.73}],
    "creation_date": "2026-06-01T10:00:00.000Z",
    "last_modified": "2026-06-02T10:00:00.000Z",
    "channel_type": "storefront",
}


def filled_order(**more: Any) -> dict[str, Any]:
    """Return an order with one of everything."""
    return order(
        **{
            **CONTENTS,
            "order_token": "token",
            "confirmation_status": "not_confirmed",
            "export_status": "not_exported",
            "payment_status": "not_paid",
            "shipping_status": "not_shipped",
            "created_by": "Customer",
            "locale": "en-US",
            **more,
        }
    )


def filled_basket(**more: Any) -> dict[str, Any]:
    """Return a basket with one of everything."""
    return basket(**{**CONTENTS, **more})


def ready(realm: Realm) -> Realm:
    """Give a realm the operations that classes of dw.order ask for."""
    made = iter(range(1, 1000))
    realm.operations |= {
        "new_id": lambda _: f"new{next(made)}",
        "tax_terms": lambda _: TERMS,
        "order": lambda _: None,
        "retake": lambda _: None,
        "reopened_basket": lambda _: None,
        "numbers_of_placed": lambda shipments: {"invoice": "i1", "shipments": [f"s{at}" for at in range(shipments)]},
    }
    return realm


def both_forms(owner: str, name: str, prefix: str = "get") -> str:
    """Return an expression that gives a property and its getter, which must be the same."""
    getter = prefix + name[0].upper() + name[1:]
    return f"[{owner}.{name}, {owner}.{getter}()]"
