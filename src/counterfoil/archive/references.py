"""What rows of a site name in other rows, to be reported when nobody has it."""

from collections.abc import Iterator

import msgspec

from counterfoil.documents.promotion_data import PromotionAssignment, PromotionData, SourceCodeGroup
from counterfoil.documents.shop_data import SiteData

Key = tuple[str, str, str]
"""Kind, scope and id of a row."""


def references(key: Key, body: bytes) -> Iterator[Key]:
    """Yield the rows that a row names and that should be there."""
    kind, scope, _row_id = key
    if kind == "site":
        site = msgspec.json.decode(body, type=SiteData)
        yield from (("pricebook", "", name) for name in site.listed("SitePriceBooks"))
        yield from (("inventory_list", "", name) for name in site.listed("SiteInventoryList"))
    elif kind == "promotion":
        yield from _of_promotion(msgspec.json.decode(body, type=PromotionData), scope)
    elif kind == "source_code_group":
        group = msgspec.json.decode(body, type=SourceCodeGroup)
        yield from (("pricebook", "", name) for name in group.pricebooks)


def _of_promotion(promotion: PromotionData, site_id: str) -> Iterator[Key]:
    own = promotion.own or PromotionAssignment()
    for assignment in promotion.assignments:
        yield "campaign", site_id, assignment.campaign_id
    for assignment in (*promotion.assignments, own):
        yield from (("coupon", site_id, name) for name in assignment.coupons)
        yield from (("source_code_group", site_id, name) for name in assignment.source_codes)


def missing(key: Key, kind: str, name: str) -> tuple[str, int, str]:
    """Return place and words of the warning about a row that is not there."""
    owner, scope, row_id = key
    if owner == "site":
        return f"sites/{row_id}", 0, f"there is no {kind} {name}, which the site uses"
    return f"sites/{scope}", 0, f"there is no {kind} {name}, which {owner} {row_id} names"
