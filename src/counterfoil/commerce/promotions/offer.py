"""A promotion in a campaign, prepared: its products, its time and its place in the order of application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal

import msgspec

from counterfoil.commerce.product_specification import Facts, ProductSelection, Surroundings
from counterfoil.commerce.promotions.schedule import Schedule, schedule_of
from counterfoil.documents.items import ProductItem
from counterfoil.documents.product_rules import ProductSpecification
from counterfoil.documents.promotion_data import (
    Campaign,
    ProductConstraint,
    PromotionAssignment,
    PromotionData,
    PromotionRule,
    PromotionSettings,
)

Part = tuple[int, ProductSelection]
"""How many of which products a combination wants."""

TYPES = (
    "fixed_price total_fixed_price free price_book_price amount percentage percentage_off_options bonus bonus_choice "
    "free_shipping fixed_price_shipping"
).split()
"""In the order of application."""
CLASSES = ("product", "order", "shipping")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offer:
    """What the engine asks of a promotion in one of its campaigns."""

    data: PromotionData
    rule: PromotionRule
    promotion_id: str
    assignment: PromotionAssignment
    campaign: Campaign
    schedule: Schedule
    qualifying: ProductSelection | None
    discounted: ProductSelection | None
    excluded: ProductSelection | None
    untouched: ProductSelection | None
    """What no promotion of the site touches, unless this one does."""
    untouched_options: frozenset[str]
    qualifying_parts: tuple[Part, ...]
    discounted_parts: tuple[Part, ...]
    bonus_rules: Mapping[int, ProductSelection]
    """By the place of the discount among the tiers."""
    source_codes: frozenset[str]
    """Source code groups that the campaign asks for."""
    plain: bool
    """It neither excludes others nor is excluded by others that are plain."""
    counts_all: bool
    """As an order promotion it counts every line."""
    for_everybody: bool
    """It asks for nothing but its currency: at any time, of any customer, however he pays."""
    least_total: Decimal
    """What a shipment must cost for a shipping promotion to apply to it; 0 where it asks for more than money."""
    needs_coupon: bool
    needs_qualifier: bool
    """It has qualifiers of its own."""
    step: int
    order: tuple[bool, int, int]
    """Rank, the ranked ones first, and type of discount."""

    @property
    def coupons(self) -> set[str]:
        """Return the coupons that promotion or campaign name."""
        return {*self.assignment.coupons, *self.campaign.coupons}

    @property
    def is_global(self) -> bool:
        """Say whether the promotion allows no other one."""
        return self.data.exclusivity == "global"

    def may_touch(self, item: ProductItem, facts: Facts) -> bool:
        """Say whether an item's product is none of those that promotions leave alone."""
        return self.untouched is None or not self.untouched.names(item, facts)


def prepare(
    data: PromotionData,
    assignment: PromotionAssignment,
    campaign: Campaign,
    settings: PromotionSettings,
    around: Surroundings,
    zone: tzinfo,
    groups_opening: frozenset[str],
) -> Offer:
    """Prepare a promotion in a campaign; ``groups_opening`` are source code groups that name the campaign."""
    rule = data.rule
    assert rule is not None
    assignment = _completed(assignment, data.own)
    protects = not rule.disable_global_excluded_products
    untouched = _selection(settings.excluded_products, around) if protects else None
    untouched_options = frozenset(settings.excluded_options if protects else ())
    schedule = schedule_of(campaign, assignment, zone)
    return Offer(
        data=data,
        rule=rule,
        promotion_id=data.promotion_id,
        assignment=assignment,
        campaign=campaign,
        schedule=schedule,
        qualifying=_selection(rule.qualifying_products, around),
        discounted=_selection(rule.discounted_products, around),
        excluded=_selection(rule.excluded_products, around),
        untouched=untouched,
        untouched_options=untouched_options,
        qualifying_parts=_parts(rule.qualifying_combination, around),
        discounted_parts=_parts(rule.discounted_combination, around),
        bonus_rules={
            index: ProductSelection(discount.bonus_product_rule, around)
            for index, discount in enumerate(rule.discounts)
            if discount.bonus_product_rule is not None
        },
        source_codes=frozenset(campaign.source_codes) | groups_opening,
        plain=not (
            data.exclusivity != "no" or data.exclusivity_group is not None or data.mutually_exclusive_promotions
        ),
        counts_all=untouched is None
        and not untouched_options
        and rule.excluded_products is None
        and not rule.exclude_discounted_products,
        for_everybody=schedule.always and not _asks_for_more(rule, campaign, assignment, groups_opening),
        least_total=_least_total(rule),
        needs_coupon=bool(campaign.coupons) or _only_by_coupon(assignment),
        needs_qualifier=bool(assignment.customer_groups or assignment.coupons or assignment.source_codes),
        step=_step(data, rule),
        order=(
            assignment.rank is None,
            assignment.rank or 0,
            TYPES.index(rule.discounts[0].type),
        ),
    )


def _selection(specification: ProductSpecification | None, around: Surroundings) -> ProductSelection | None:
    return ProductSelection(specification, around) if specification is not None else None


def _parts(constraints: list[ProductConstraint], around: Surroundings) -> tuple[Part, ...]:
    return tuple((max(1, int(each.quantity)), ProductSelection(each.products, around)) for each in constraints)


def _only_by_coupon(assignment: PromotionAssignment) -> bool:
    counted = assignment.qualifiers is None or "coupons" in assignment.qualifiers
    others = assignment.customer_groups or assignment.source_codes
    return bool(assignment.coupons) and counted and (not others or assignment.qualifiers_match == "all")


def _asks_for_more(
    rule: PromotionRule, campaign: Campaign, assignment: PromotionAssignment, groups_opening: frozenset[str]
) -> bool:
    groups = bool(campaign.customer_groups) and not (
        "Everyone" in campaign.customer_groups and campaign.customer_groups_match != "all"
    )
    asks = campaign.coupons or campaign.source_codes or groups_opening or rule.payment_methods
    return bool(groups or asks or assignment.customer_groups or assignment.coupons or assignment.source_codes)


def _least_total(rule: PromotionRule) -> Decimal:
    """Return the lowest threshold that is money."""
    if rule.condition_type in {"product-quantity", "product-combination"} or rule.qualifying_combination:
        return _ZERO
    return min(discount.threshold or _ZERO for discount in rule.discounts)


def _completed(assignment: PromotionAssignment, own: PromotionAssignment | None) -> PromotionAssignment:
    """Fill what an assignment leaves out with what deprecated elements of the promotion say."""
    if own is None:
        return assignment
    empty = PromotionAssignment()
    said = {
        name: getattr(own, name)
        for name in PromotionAssignment.__struct_fields__
        if getattr(assignment, name) == getattr(empty, name)
    }
    return msgspec.structs.replace(assignment, **said)


def _step(data: PromotionData, rule: PromotionRule) -> int:
    """Return the step of application: global exclusive ones, then the classes, exclusive ones of each first."""
    if data.exclusivity == "global":
        return 0
    return 1 + 2 * CLASSES.index(rule.promotion_class) + (data.exclusivity != "class")
