"""Faults of coupons, source codes and gift certificates, following section 3 of the resource reference."""

from counterfoil.faults.fault import fault_row

MISSING_COUPON_CODE = fault_row(
    "MISSING_COUPON_CODE",
    400,
    "MissingCouponCodeException",
    "The coupon code is missing.",
    meaning="The coupon comes without its code.",
    remedy="Send the code of the coupon in code.",
)
INVALID_COUPON_CODE = fault_row(
    "INVALID_COUPON_CODE",
    400,
    "InvalidCouponCodeException",
    "The coupon code '{coupon_code}' is not valid.",
    "coupon_code _status",
    meaning="The code belongs to no coupon that may be redeemed here, or it is redeemed already.",
    remedy="Use a code of an enabled coupon of the site that is not used up; a code is added to a basket once.",
)
COUPON_ITEM_NOT_FOUND = fault_row(
    "COUPON_ITEM_NOT_FOUND",
    404,
    "CouponItemNotFoundException",
    "No coupon item with id '{coupon_item_id}' found.",
    "coupon_item_id",
    meaning="The basket has no coupon of this id.",
    remedy="Use the coupon_item_id of a coupon of the basket.",
)
SOURCE_CODE_NOT_FOUND = fault_row(
    "SOURCE_CODE_NOT_FOUND",
    404,
    "SourceCodeNotFoundException",
    "No source code '{source_code}' found.",
    "source_code",
    meaning="No source code group of the site has this code.",
    remedy="Use a code of a source code group of the site (sourcecodes.xml).",
)
SOURCE_CODE_INACTIVE = fault_row(
    "SOURCE_CODE_INACTIVE",
    400,
    "SourceCodeInactiveException",
    "The source code '{source_code}' is not active.",
    "source_code",
    meaning="The source code group is disabled, or its time has not come or is over.",
    remedy="Use a code of a group that is enabled and online today, or change the group in sourcecodes.xml.",
)
INVALID_GIFT_CERTIFICATE_AMOUNT = fault_row(
    "INVALID_GIFT_CERTIFICATE_AMOUNT",
    400,
    "InvalidGiftCertificateAmountException",
    "The amount '{amount}' of the gift certificate item is not valid.",
    "amount",
    meaning="The amount of the gift certificate is missing, negative or a million millions and more.",
    remedy="Send amount, a number greater than zero in the currency of the basket.",
)
GIFT_CERTIFICATE_ITEM_NOT_FOUND = fault_row(
    "GIFT_CERTIFICATE_ITEM_NOT_FOUND",
    404,
    "GiftCertificateItemNotFoundException",
    "No gift certificate item with id '{gift_certificate_item_id}' found.",
    "gift_certificate_item_id",
    meaning="The basket has no gift certificate item of this id.",
    remedy="Use the id of a gift certificate item of the basket.",
)
GIFT_CERTIFICATE_CREATION = fault_row(
    "GIFT_CERTIFICATE_CREATION",
    400,
    "GiftCertificateCreationException",
    "The gift certificate of item '{gift_certificate_item_id}' cannot be created.",
    "gift_certificate_item_id",
    meaning="A gift certificate of the basket is worth nothing, so it was not made, and there is no order.",
    remedy="Give the gift certificate item an amount greater than zero, or remove it, and submit again.",
)
GIFT_CERTIFICATE_NOT_FOUND = fault_row(
    "GIFT_CERTIFICATE_NOT_FOUND",
    404,
    "GiftCertificateNotFoundException",
    "No gift certificate with this code found.",
    meaning="No gift certificate of the site has this code.",
    remedy="Check the code; nothing near it is told, for a code is worth money.",
)
