"""Promotions of a site: campaigns, promotions, their assignments, and what no promotion touches."""

from collections.abc import Callable, Iterator

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.discounts import rule_of
from counterfoil.archive.fields import Handler, Table, attribute_list, converted, fill, instant, text, text_list, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.product_specification import specification
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Item, Unit, deletion, record_change
from counterfoil.documents.promotion_data import (
    Campaign,
    PromotionAssignment,
    PromotionData,
    PromotionSettings,
    Recurrence,
)

ROOT = "promotions"
SETTINGS_ID = "global"
DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
KINDS_OF_QUALIFIER = frozenset({"customer-groups", "coupons", "source-codes"})
EXCLUSIVITIES = frozenset({"no", "class", "global"})
coupon_ids = attribute_list("coupons", "coupon", "coupon-id")
source_code_groups = attribute_list("source_codes", "source-code", "group-id")


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a site's campaigns and promotions."""
    readers: dict[str, Callable[[Unit, Node, str], Change]] = {
        "campaign": _campaign,
        "promotion": _promotion,
        "promotion-campaign-assignment": _assignment,
        "global-promotion-settings": _settings,
    }

    def read(node: Node) -> Iterator[Item]:
        if node.tag not in readers:
            unit.skip(ROOT, node.tag)
            return
        if unit.site_id is None:
            raise BadObjectError(node.line, "the promotions belong to no site: their file is not below sites/")
        yield readers[node.tag](unit, node, unit.site_id)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _match_mode(node: Node) -> str:
    mode = node.attributes.get("match-mode", "any")
    if mode not in {"any", "all"}:
        raise BadObjectError(node.line, f"match-mode '{mode}' is neither any nor all")
    return mode


def _groups(record: Campaign | PromotionAssignment, node: Node, _unit: Unit) -> None:
    record.customer_groups = [values.required(child, "group-id") for child in node.all("customer-group")]
    record.customer_groups_match = _match_mode(node)


def _scope(campaign: Campaign, node: Node, _unit: Unit) -> None:
    campaign.applicable_online = not node.children or node.child("applicable-online") is not None


def _stores(_record: object, node: Node, unit: Unit) -> None:
    if node.children:
        unit.warn(node.line, f"{node.tag} of a campaign are not evaluated: it holds whatever the store")


CAMPAIGN: Table = {
    "description": text("description"),
    "enabled-flag": converted("enabled_flag", values.boolean, False),
    "campaign-scope": _scope,
    "start-date": instant("start_date"),
    "end-date": instant("end_date"),
    "customer-groups": _groups,
    "coupons": coupon_ids,
    "source-codes": source_code_groups,
    "store-groups": _stores,
    "stores": _stores,
    "custom-attributes": attributes("custom_attributes", "Campaign"),
}


def _campaign(unit: Unit, node: Node, site_id: str) -> Change:
    campaign_id = values.required(node, "campaign-id")
    if node.deleted:
        return deletion(unit, "campaign", site_id, campaign_id)

    def merge(old: Campaign | None) -> Campaign:
        campaign = old or Campaign(campaign_id=campaign_id)
        fill(campaign, node, CAMPAIGN, unit)
        return campaign

    return record_change(unit, "campaign", site_id, campaign_id, merge, Campaign)


def _rank(node: Node) -> int:
    rank = values.integer(node)
    if rank < 1:
        raise BadObjectError(node.line, f"a rank is at least 1, not {rank}")
    return rank


def _qualifiers(assignment: PromotionAssignment, node: Node, unit: Unit) -> None:
    """Read which kinds of qualifier count; an empty element means that none is named."""
    assignment.qualifiers_match = _match_mode(node)
    for child in node.children:
        if child.tag not in KINDS_OF_QUALIFIER:
            unit.skip(node.tag, child.tag)
    named = [child.tag for child in node.children if child.tag in KINDS_OF_QUALIFIER]
    assignment.qualifiers = named or None


def _time(node: Node | None) -> str | None:
    if node is None or not node.text:
        return None
    time = node.text.split(".")[0].rstrip("Z")
    parts = [part.rjust(2, "0") for part in time.split(":")]
    highest = (24, 59, 59)
    if not 2 <= len(parts) <= 3 or any(
        not part.isascii() or not part.isdigit() or int(part) > most for part, most in zip(parts, highest, strict=False)
    ):
        raise BadObjectError(node.line, f"{node.tag} is not a time of day: '{node.text[:40]}'")
    return ":".join([*parts, "00"][:3])


def _recurrence(assignment: PromotionAssignment, node: Node, _unit: Unit) -> None:
    days, times = node.child("day-of-week"), node.child("time-of-day")
    weekdays = [child.text.capitalize() for child in days.all("weekday")] if days is not None else []
    for day in weekdays:
        if day not in DAYS:
            raise BadObjectError(node.line, f"{day[:40]} is no day of the week")
    made = Recurrence(weekdays=weekdays)
    if times is not None:
        made.time_from, made.time_to = _time(times.child("time-from")), _time(times.child("time-to"))
    assignment.recurrence = made if made != Recurrence() else None


SCHEDULE: Table = {
    "start-date": instant("start_date"),
    "end-date": instant("end_date"),
    "recurrence": _recurrence,
}


def _schedule(assignment: PromotionAssignment, node: Node, unit: Unit) -> None:
    assignment.start_date = assignment.end_date = assignment.recurrence = None
    fill(assignment, node, SCHEDULE, unit)


ASSIGNMENT: Table = {
    **SCHEDULE,
    "qualifiers": _qualifiers,
    "customer-groups": _groups,
    "coupons": coupon_ids,
    "source-codes": source_code_groups,
    "rank": converted("rank", _rank),
    "schedule": _schedule,
}


def _assignment(unit: Unit, node: Node, site_id: str) -> Change:
    promotion_id, campaign_id = values.required(node, "promotion-id"), values.required(node, "campaign-id")

    def merge(old: PromotionData | None) -> PromotionData | None:
        if old is None:
            raise BadObjectError(node.line, f"there is no promotion {promotion_id} to assign to {campaign_id}")
        present = next((each for each in old.assignments if each.campaign_id == campaign_id), None)
        if node.deleted:
            old.assignments = [each for each in old.assignments if each is not present]
            return old
        assignment = present or PromotionAssignment(campaign_id=campaign_id)
        fill(assignment, node, ASSIGNMENT, unit)
        if present is None:
            old.assignments.append(assignment)
        return old

    return record_change(unit, "promotion", site_id, promotion_id, merge, PromotionData)


def _own(handler: Handler) -> Handler:
    """Let an element of the promotion, where it is deprecated, fill what its assignments fall back on."""

    def handle(promotion: PromotionData, node: Node, unit: Unit) -> None:
        own = promotion.own or PromotionAssignment()
        handler(own, node, unit)
        promotion.own = own if own != PromotionAssignment() else None

    return handle


def _exclusivity(node: Node) -> str:
    if node.text not in EXCLUSIVITIES:
        raise BadObjectError(node.line, f"exclusivity is none of {', '.join(sorted(EXCLUSIVITIES))}")
    return node.text


def _rule(promotion: PromotionData, node: Node, unit: Unit) -> None:
    promotion.rule = rule_of(node, unit)


PROMOTION: Table = {
    "enabled-flag": converted("enabled_flag", values.boolean, False),
    "archived-flag": converted("archived_flag", values.boolean, False),
    "searchable-flag": converted("searchable_flag", values.boolean, False),
    "refinable-flag": converted("refinable_flag", values.boolean, False),
    "prevent-requalifying-flag": converted("prevent_requalifying_flag", values.boolean, False),
    "prorate-across-eligible-items-flag": converted("prorate_across_eligible_items_flag", values.boolean, False),
    "exclusivity": converted("exclusivity", _exclusivity, "no"),
    "exclusivity-group": text("exclusivity_group"),
    "currency": converted("currency", lambda node: values.currency(node.text, node.line)),
    "name": texts("name"),
    "callout-msg": texts("callout_msg"),
    "details": texts("details"),
    "image": texts("image"),
    "tags": text_list("tags", "tag"),
    "combinable-promotions": text_list("combinable_promotions", "combinable-promotion"),
    "mutually-exclusive-promotions": text_list("mutually_exclusive_promotions", "mutually-exclusive-promotion"),
    "custom-attributes": attributes("custom_attributes", "Promotion"),
    "product-promotion-rule": _rule,
    "order-promotion-rule": _rule,
    "shipping-promotion-rule": _rule,
    "qualifiers": _own(_qualifiers),
    "customer-groups": _own(_groups),
    "coupons": _own(coupon_ids),
    "source-codes": _own(source_code_groups),
    "rank": _own(converted("rank", _rank)),
    "schedule": _own(_schedule),
}
"""The last six are deprecated: they moved to the assignment."""


def _promotion(unit: Unit, node: Node, site_id: str) -> Change:
    promotion_id = values.required(node, "promotion-id")
    if node.deleted:
        return deletion(unit, "promotion", site_id, promotion_id)
    campaign_id = node.attributes.get("campaign-id", "").strip()

    def merge(old: PromotionData | None) -> PromotionData:
        promotion = old or PromotionData(promotion_id=promotion_id)
        fill(promotion, node, PROMOTION, unit)
        if campaign_id and all(each.campaign_id != campaign_id for each in promotion.assignments):
            promotion.assignments.append(PromotionAssignment(campaign_id=campaign_id))
        return promotion

    return record_change(unit, "promotion", site_id, promotion_id, merge, PromotionData)


def _settings(unit: Unit, node: Node, site_id: str) -> Change:
    if node.deleted:
        return deletion(unit, "promotion_settings", site_id, SETTINGS_ID)

    def merge(old: PromotionSettings | None) -> PromotionSettings:
        settings = old or PromotionSettings()
        fill(settings, node, SETTINGS, unit)
        return settings

    return record_change(unit, "promotion_settings", site_id, SETTINGS_ID, merge, PromotionSettings)


def _excluded(settings: PromotionSettings, node: Node, unit: Unit) -> None:
    settings.excluded_products = specification(node, unit) if node.children else None


SETTINGS: Table = {
    "global-excluded-products": _excluded,
    "global-excluded-product-options": text_list("excluded_options", "product-option-id"),
}
