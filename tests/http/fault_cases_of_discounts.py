"""Cases of faults of what makes a basket cheaper or is given with it: bonus products, codes, gift certificates."""

from typing import Any

from tests.http.fault_cases import Ask, ask, case
from tests.http.fault_cases_of_baskets import BASKET, patch
from tests.http.fault_scene import Scene
from tests.http.test_gift_certificate_items import ITEM as CERTIFICATE

TOWEL = {"product_id": "10010004", "quantity": 1, "bonus_discount_line_item_id": "{choice_id}"}


def choose(**changes: Any) -> Ask:
    """A bonus product that is not taken."""
    return ask("POST", "/baskets/{promoted_id}/items", [{**TOWEL, **changes}], by="agent")


def _worthless(scene: Scene) -> None:
    basket = scene.basket(gift_certificate_items=[{**CERTIFICATE, "amount": 0}])
    scene.named["worthless_id"] = basket["basket_id"]
    scene.named["worthless_item_id"] = basket["gift_certificate_items"][0]["gift_certificate_item_id"]


def _archive(scene: Scene) -> None:
    assert scene.archive


CASES = [
    case(
        "BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND",
        400,
        "BonusDiscountLineItemNotFoundException",
        {"bonusDiscountLineItemId": "nothing"},
        "No bonus discount line item with id 'nothing' found.",
        choose(bonus_discount_line_item_id="nothing"),
    ),
    case(
        "INVALID_BONUS_PRODUCT",
        400,
        "InvalidBonusProductException",
        {"productId": "tea-01"},
        "The product 'tea-01' is none of the bonus products to choose from.",
        choose(product_id="tea-01"),
    ),
    case(
        "BONUS_PRODUCT_QUANTITY",
        400,
        "BonusProductQuantityException",
        {"productId": "10010004", "quantity": "3"},
        "The quantity '3' of the product '10010004' is more than may be chosen.",
        choose(quantity=3),
    ),
    case(
        "MISSING_COUPON_CODE",
        400,
        "MissingCouponCodeException",
        {},
        "The coupon code is missing.",
        ask("POST", f"{BASKET}/coupons", {}, by="agent"),
    ),
    case(
        "INVALID_COUPON_CODE",
        400,
        "InvalidCouponCodeException",
        {"couponCode": "WELCOM10"},
        "The coupon code 'WELCOM10' is not valid.",
        ask("POST", f"{BASKET}/coupons", {"code": "WELCOM10"}, by="agent"),
    ),
    case(
        "COUPON_ITEM_NOT_FOUND",
        404,
        "CouponItemNotFoundException",
        {"couponItemId": "nothing"},
        "No coupon item with id 'nothing' found.",
        ask("DELETE", f"{BASKET}/coupons/nothing", by="agent"),
    ),
    case(
        "SOURCE_CODE_NOT_FOUND",
        404,
        "SourceCodeNotFoundException",
        {"sourceCode": "none"},
        "No source code 'none' found.",
        patch(source_code="none"),
        _archive,
    ),
    case(
        "SOURCE_CODE_INACTIVE",
        400,
        "SourceCodeInactiveException",
        {"sourceCode": "OFF"},
        "The source code 'OFF' is not active.",
        patch(source_code="OFF"),
        _archive,
    ),
    case(
        "INVALID_GIFT_CERTIFICATE_AMOUNT",
        400,
        "InvalidGiftCertificateAmountException",
        {"amount": "-0.01"},
        "The amount '-0.01' of the gift certificate item is not valid.",
        ask("POST", f"{BASKET}/gift_certificate_items", {**CERTIFICATE, "amount": -0.01}, by="agent"),
    ),
    case(
        "GIFT_CERTIFICATE_ITEM_NOT_FOUND",
        404,
        "GiftCertificateItemNotFoundException",
        {"giftCertificateItemId": "nothing"},
        "No gift certificate item with id 'nothing' found.",
        ask("DELETE", f"{BASKET}/gift_certificate_items/nothing", by="agent"),
    ),
    case(
        "GIFT_CERTIFICATE_CREATION",
        400,
        "GiftCertificateCreationException",
        {"giftCertificateItemId": "{worthless_item_id}"},
        "The gift certificate of item '{worthless_item_id}' cannot be created.",
        ask("POST", "/orders", {"basket_id": "{worthless_id}"}, by="agent"),
        _worthless,
    ),
    case(
        "GIFT_CERTIFICATE_NOT_FOUND",
        404,
        "GiftCertificateNotFoundException",
        {},
        "No gift certificate with this code found.",
        ask("POST", "/gift_certificate", {"gift_certificate_code": "nope"}, by="guest"),
        _archive,
    ),
]
