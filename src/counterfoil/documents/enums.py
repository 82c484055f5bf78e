"""The enumerations that several documents share.

Follows the documents page of the Shop API reference.
"""

ORDER_STATUSES = ("created", "new", "open", "completed", "cancelled", "replaced", "failed")
CONFIRMATION_STATUSES = ("not_confirmed", "confirmed")
EXPORT_STATUSES = ("not_exported", "exported", "ready", "failed")
PAYMENT_STATUSES = ("not_paid", "part_paid", "paid")
ORDER_SHIPPING_STATUSES = ("not_shipped", "part_shipped", "shipped")
SHIPMENT_SHIPPING_STATUSES = ("not_shipped", "shipped")
TAXATIONS = ("gross", "net")
CHANNEL_TYPES = (
    "storefront",
    "callcenter",
    "marketplace",
    "dss",
    "store",
    "pinterest",
    "twitter",
    "facebookads",
    "subscriptions",
    "onlinereservation",
    "customerservicecenter",
    "instagramcommerce",
    "google",
    "tiktok",
    "snapchat",
    "youtube",
    "whatsapp",
)
"""The list of 23.2; the server alone sets the property, so earlier versions need no shorter one."""
COUPON_STATUS_CODES = (
    "coupon_code_already_in_basket",
    "coupon_code_already_redeemed",
    "coupon_code_unknown",
    "coupon_disabled",
    "redemption_limit_exceeded",
    "customer_redemption_limit_exceeded",
    "timeframe_redemption_limit_exceeded",
    "no_active_promotion",
    "coupon_already_in_basket",
    "no_applicable_promotion",
    "applied",
    "adhoc",
)
REASON_CODES = ("PRICE_MATCH", "BACKORDER", "EVEN_EXCHANGE")
DISCOUNT_TYPES = (
    "percentage",
    "fixed_price",
    "amount",
    "free",
    "price_book_price",
    "bonus",
    "total_fixed_price",
    "bonus_choice",
    "percentage_off_options",
)
REQUESTED_DISCOUNT_TYPES = ("percentage", "fixed_price", "amount")
ADJUSTMENT_LEVELS = ("product", "shipping", "order")

PRODUCT_LINK_TYPES = (
    "accessory",
    "alt_orderunit",
    "cross_sell",
    "newer_version",
    "other",
    "replacement",
    "spare_part",
    "up_sell",
)
ADJUSTMENT_LIMIT_TYPES = ("item", "shipping", "order")
