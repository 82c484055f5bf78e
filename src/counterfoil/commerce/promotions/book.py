"""All promotions of a site that can ever apply, in their order, and why the others cannot."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, tzinfo
from decimal import Decimal
from itertools import groupby

from msgspec import Struct

from counterfoil.commerce.product_specification import Surroundings
from counterfoil.commerce.promotions.offer import Offer, prepare
from counterfoil.documents.promotion_data import Campaign, MarketingData, PromotionData

GLOBAL_STEP = 0
_INFINITE = Decimal("Infinity")

Group = tuple[Offer, ...]
"""Promotions of equal step, rank and type."""


class Candidates(Struct, frozen=True):
    """Promotions by the time at which they are applied, in groups, the first first."""

    exclusive: tuple[Group, ...] = ()
    product: tuple[Group, ...] = ()
    order: tuple[Group, ...] = ()
    shipping: tuple[Group, ...] = ()
    shown: tuple[Offer, ...] = ()
    """Those that shipping methods are shown with."""
    least_total: Decimal = _INFINITE
    """What is in a container must cost so much for one of those to apply to a shipment."""
    only_shipping: bool = False


class PromotionBook:
    """The promotions of a site, prepared once."""

    def __init__(
        self, data: MarketingData | None = None, around: Surroundings | None = None, zone: tzinfo = UTC
    ) -> None:
        data = data or MarketingData()
        self.off: list[tuple[str, str]] = []
        """Promotions that cannot apply whatever the basket, and why."""
        offers = sorted(self._prepared(data, around or Surroundings(), zone), key=_place)
        self._offers = offers
        self.empty = not offers
        self.all = _candidates(offers)
        self.open = [offer for offer in offers if not offer.needs_coupon]
        """Those that may apply where no coupon is valid."""
        self.plain = [offer for offer in self.open if not offer.source_codes]
        """Those that may apply where there is no source code either."""
        self._by_currency: dict[tuple[str, bool, bool], Candidates] = {}
        self.by_id = {offer.promotion_id: offer for offer in offers}
        self.by_coupon: dict[str, list[Offer]] = {}
        for offer in offers:
            for coupon_id in offer.coupons:
                self.by_coupon.setdefault(coupon_id, []).append(offer)
        self.upsells = [offer for offer in offers if offer.rule.enable_upsells]
        self.ships = [offer for offer in offers if offer.rule.promotion_class == "shipping"]
        self.bonus_products = _bonus_products(offers)
        self.open_bonus_products = _bonus_products(offer for offer in offers if not offer.needs_coupon)
        """Those that a basket without coupons may get."""
        self.asks_for_stock = any(_asks_for_stock(offer) for offer in offers)

    def candidates(self, currency: str, *, coupons: bool, source_code: bool) -> Candidates:
        """Return the promotions that a container of a currency may get, with or without what opens the others."""
        key = (currency, coupons, source_code)
        if key not in self._by_currency:
            offers = self._offers if coupons else self.open if source_code else self.plain
            self._by_currency[key] = _candidates([each for each in offers if each.data.currency in (None, currency)])
        return self._by_currency[key]

    def _prepared(self, data: MarketingData, around: Surroundings, zone: tzinfo) -> Iterator[Offer]:
        campaigns = {campaign.campaign_id: campaign for campaign in data.campaigns}
        for promotion in data.promotions:
            reason = _off(promotion)
            assignments = [] if reason else [(each, campaigns.get(each.campaign_id)) for each in promotion.assignments]
            found = [(each, campaign) for each, campaign in assignments if campaign is not None and _is_on(campaign)]
            if not found:
                self.off.append((promotion.promotion_id, reason or "it is in no campaign that is enabled here"))
            for assignment, campaign in found:
                opening = frozenset(
                    group.group_id for group in data.source_codes if campaign.campaign_id in group.campaigns
                )
                yield prepare(promotion, assignment, campaign, data.settings, around, zone, opening)


def _of_class(offer: Offer, promotion_class: str) -> bool:
    return offer.step != GLOBAL_STEP and offer.rule.promotion_class == promotion_class


def _is_on(campaign: Campaign) -> bool:
    return campaign.enabled_flag and campaign.applicable_online


def _off(promotion: PromotionData) -> str | None:
    if not promotion.enabled_flag:
        return "it is not enabled"
    if promotion.archived_flag:
        return "it is archived"
    return "it has no rule" if promotion.rule is None or not promotion.rule.discounts else None


def _place(offer: Offer) -> tuple[int, tuple[bool, int, int], str, str]:
    return (offer.step, offer.order, offer.promotion_id, offer.campaign.campaign_id)


def _candidates(offers: Sequence[Offer]) -> Candidates:
    ships = tuple(offer for offer in offers if offer.rule.promotion_class == "shipping")
    return Candidates(
        _groups(offer for offer in offers if offer.step == GLOBAL_STEP),
        _groups(offer for offer in offers if _of_class(offer, "product")),
        _groups(offer for offer in offers if _of_class(offer, "order")),
        _groups(offer for offer in offers if _of_class(offer, "shipping")),
        ships,
        min((offer.least_total for offer in ships), default=_INFINITE),
        all(_of_class(offer, "shipping") for offer in offers),
    )


def _groups(offers: Iterable[Offer]) -> tuple[Group, ...]:
    return tuple(tuple(group) for _, group in groupby(offers, key=lambda offer: (offer.step, offer.order)))


def _bonus_products(offers: Iterable[Offer]) -> frozenset[str]:
    return frozenset(
        bonus.product_id for offer in offers for discount in offer.rule.discounts for bonus in discount.bonus_products
    )


def _asks_for_stock(offer: Offer) -> bool:
    parts = [selection for _quantity, selection in (*offer.qualifying_parts, *offer.discounted_parts)]
    selections = [offer.qualifying, offer.discounted, offer.excluded, offer.untouched, *parts]
    return any(selection is not None and selection.asks_for_stock for selection in selections)
