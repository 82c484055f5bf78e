"""Faults of coupons, source codes and gift certificates, following section 3 of the resource reference."""

from counterfoil.faults.fault import fault_row

MISSING_COUPON_CODE = fault_row("MISSING_COUPON_CODE", 400, "MissingCouponCodeException", "The coupon code is missing.")
INVALID_COUPON_CODE = fault_row(
    "INVALID_COUPON_CODE",
    400,
    "InvalidCouponCodeException",
    "The coupon code '{coupon_code}' is not valid.",
    "coupon_code",
)
COUPON_ITEM_NOT_FOUND = fault_row(
    "COUPON_ITEM_NOT_FOUND",
    404,
    "CouponItemNotFoundException",
    "No coupon item with id '{coupon_item_id}' found.",
    "coupon_item_id",
)
SOURCE_CODE_NOT_FOUND = fault_row(
    "SOURCE_CODE_NOT_FOUND",
    404,
    "SourceCodeNotFoundException",
    "No source code '{source_code}' found.",
    "source_code",
)
SOURCE_CODE_INACTIVE = fault_row(
    "SOURCE_CODE_INACTIVE",
    400,
    "SourceCodeInactiveException",
    "The source code '{source_code}' is not active.",
    "source_code",
)
INVALID_GIFT_CERTIFICATE_AMOUNT = fault_row(
    "INVALID_GIFT_CERTIFICATE_AMOUNT",
    400,
    "InvalidGiftCertificateAmountException",
    "The amount '{amount}' of the gift certificate item is not valid.",
    "amount",
)
GIFT_CERTIFICATE_ITEM_NOT_FOUND = fault_row(
    "GIFT_CERTIFICATE_ITEM_NOT_FOUND",
    404,
    "GiftCertificateItemNotFoundException",
    "No gift certificate item with id '{gift_certificate_item_id}' found.",
    "gift_certificate_item_id",
)
GIFT_CERTIFICATE_CREATION = fault_row(
    "GIFT_CERTIFICATE_CREATION",
    400,
    "GiftCertificateCreationException",
    "The gift certificate of item '{gift_certificate_item_id}' cannot be created.",
    "gift_certificate_item_id",
)
GIFT_CERTIFICATE_NOT_FOUND = fault_row(
    "GIFT_CERTIFICATE_NOT_FOUND", 404, "GiftCertificateNotFoundException", "No gift certificate with this code found."
)
