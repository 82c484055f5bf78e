"""Promotions, coupons and source codes as a site archive defines them.

Follows the site archive format; names are its element names with underscores, times are epoch milliseconds, UTC.
"""

from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from counterfoil.documents.product_rules import ProductSpecification
from counterfoil.documents.record import Record, Texts


class Recurrence(Record, kw_only=True):
    """When a schedule recurs: days of the week and a time of day (``HH:MM:SS``) of the site; absent ones are free."""

    weekdays: list[str] = field(default_factory=list)
    time_from: str | None = None
    time_to: str | None = None


class Campaign(Record, kw_only=True):
    """What promotions share; those of no enabled campaign are not in force."""

    campaign_id: str
    description: str | None = None
    enabled_flag: bool = False
    applicable_online: bool = True
    start_date: int | None = None
    end_date: int | None = None
    customer_groups: list[str] = field(default_factory=list)
    customer_groups_match: str = "any"
    coupons: list[str] = field(default_factory=list)
    source_codes: list[str] = field(default_factory=list)
    custom_attributes: dict[str, Any] = field(default_factory=dict)


class PromotionAssignment(Record, kw_only=True):
    """A promotion in a campaign: its rank, its own qualifiers and its part of the campaign's time."""

    campaign_id: str = ""
    qualifiers: list[str] | None = None
    """The kinds that count: customer-groups, coupons, source-codes. None: those that are filled."""
    qualifiers_match: str = "any"
    customer_groups: list[str] = field(default_factory=list)
    customer_groups_match: str = "any"
    coupons: list[str] = field(default_factory=list)
    source_codes: list[str] = field(default_factory=list)
    rank: int | None = None
    start_date: int | None = None
    end_date: int | None = None
    recurrence: Recurrence | None = None


class BonusProduct(Record, kw_only=True):
    product_id: str
    price: Decimal | None = None


class PromotionDiscount(Record, kw_only=True):
    """A discount, and the threshold of the tier it belongs to."""

    type: str
    """As ``applied_discount`` names it, or free_shipping and fixed_price_shipping for the shipping of products."""
    threshold: Decimal | None = None
    eligible_quantity: Decimal | None = None
    amount: Decimal | None = None
    percentage: Decimal | None = None
    price_book_id: str | None = None
    option_ids: list[str] = field(default_factory=list)
    bonus_products: list[BonusProduct] = field(default_factory=list)
    bonus_product_rule: ProductSpecification | None = None
    max_bonus_items: int | None = None


class ProductConstraint(Record, kw_only=True):
    """A part of a combination: so many of such products."""

    quantity: Decimal
    products: ProductSpecification


class PromotionRule(Record, kw_only=True):
    """What a promotion asks for and gives."""

    promotion_class: str
    """product, order or shipping."""
    form: str = "discounts"
    """simple-discount, discounts, bogo, bogo-discounts or total-discounts."""
    condition_type: str | None = None
    discounts: list[PromotionDiscount] = field(default_factory=list)
    """Tiers with the lowest threshold first; a simple discount has no threshold."""
    qualifying_products: ProductSpecification | None = None
    discounted_products: ProductSpecification | None = None
    qualifying_combination: list[ProductConstraint] = field(default_factory=list)
    discounted_combination: list[ProductConstraint] = field(default_factory=list)
    excluded_products: ProductSpecification | None = None
    disable_global_excluded_products: bool = False
    shipping_methods: list[str] = field(default_factory=list)
    payment_methods: list[str] = field(default_factory=list)
    identical_products: bool = False
    require_exact_eligible_quantity: bool = False
    max_applications: int | None = None
    discount_only_qualifying_products: bool = False
    exclude_discounted_products: bool = False
    enable_upsells: bool = False
    upsell_threshold: Decimal | None = None
    prohibit_nonqualifying_products: bool = True


class PromotionData(Record, kw_only=True):
    """A promotion with its assignments to campaigns."""

    promotion_id: str
    enabled_flag: bool = False
    archived_flag: bool = False
    searchable_flag: bool = False
    refinable_flag: bool = False
    prevent_requalifying_flag: bool = False
    prorate_across_eligible_items_flag: bool = False
    exclusivity: str = "no"
    exclusivity_group: str | None = None
    currency: str | None = None
    name: Texts = field(default_factory=dict)
    callout_msg: Texts = field(default_factory=dict)
    details: Texts = field(default_factory=dict)
    image: Texts = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    combinable_promotions: list[str] = field(default_factory=list)
    mutually_exclusive_promotions: list[str] = field(default_factory=list)
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    rule: PromotionRule | None = None
    own: PromotionAssignment | None = None
    """What deprecated elements of the promotion itself say; an assignment takes from it what it leaves out."""
    assignments: list[PromotionAssignment] = field(default_factory=list)


class PromotionSettings(Record, kw_only=True):
    """What no promotion of a site touches, unless its rule says otherwise."""

    excluded_products: ProductSpecification | None = None
    excluded_options: list[str] = field(default_factory=list)


class RedemptionLimits(Record, kw_only=True):
    """How often a coupon may be redeemed; None is without limit, the time frame is days and per customer."""

    limit_per_code: int | None = None
    limit_per_customer: int | None = None
    limit_per_time_frame: int | None = None
    time_frame_days: int | None = None
    allow_multiple_codes_per_order: bool = False


class CouponData(Record, kw_only=True):
    """A coupon; the codes of one with many are rows of their own."""

    coupon_id: str
    kind: str = ""
    """single-code, multiple-codes or system-codes."""
    description: str | None = None
    enabled_flag: bool = False
    case_insensitive: bool = False
    redemption_limits: RedemptionLimits = field(default_factory=RedemptionLimits)
    single_code: str | None = None
    max_number_of_codes: int | None = None
    code_prefix: str | None = None
    code_length: int | None = None


class CouponCodes(Record, kw_only=True):
    """The codes of one coupon that differ at most in the case of their letters: a row that is found by them."""

    coupon_id: str
    codes: list[str] = field(default_factory=list)


class SourceCodeGroup(Record, kw_only=True):
    """A source code group: its codes, when they count, and the price books they open."""

    group_id: str
    description: str | None = None
    enabled_flag: bool = False
    cookie_max_age: int | None = None
    online_from: str | None = None
    """The first day, ``yyyy-MM-dd``."""
    online_to: str | None = None
    """The last day, ``yyyy-MM-dd``."""
    code_specs: list[str] = field(default_factory=list)
    pricebooks: list[str] = field(default_factory=list)
    campaigns: list[str] = field(default_factory=list)
    """Campaigns that the group opens: deprecated, the campaigns name it now."""
    custom_attributes: dict[str, Any] = field(default_factory=dict)


class MarketingData(Struct, kw_only=True):
    """All that is compiled of a site's promotions."""

    campaigns: list[Campaign] = field(default_factory=list)
    promotions: list[PromotionData] = field(default_factory=list)
    settings: PromotionSettings = field(default_factory=PromotionSettings)
    coupons: list[CouponData] = field(default_factory=list)
    source_codes: list[SourceCodeGroup] = field(default_factory=list)
    product_sets: dict[str, list[str]] = field(default_factory=dict)
    """The products of the product sets that rules name."""


def specifications_of(rule: PromotionRule) -> list[ProductSpecification | None]:
    """Return the product specifications of a rule, None where it has none."""
    return [
        rule.qualifying_products,
        rule.discounted_products,
        rule.excluded_products,
        *(constraint.products for constraint in rule.qualifying_combination),
        *(constraint.products for constraint in rule.discounted_combination),
        *(discount.bonus_product_rule for discount in rule.discounts),
    ]


def coupon_scope(site_id: str, coupon_id: str) -> str:
    """Return the scope of the rows with a coupon's codes."""
    return f"{site_id}/{coupon_id}"
