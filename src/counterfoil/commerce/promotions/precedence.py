"""Which promotions go together: exclusivity, groups, combinable and mutually exclusive ones.

Follows the order of application of the site archive reference. Two product promotions meet on an item; all others
meet in the container.
"""

from collections.abc import Iterable

from counterfoil.commerce.promotions.eligibility import Refusal
from counterfoil.commerce.promotions.offer import Offer


class Applied:
    """The promotions that apply to a container so far."""

    def __init__(self) -> None:
        self._offers: list[Offer] = []
        self._ids: set[str] = set()
        self._plain = True

    def __contains__(self, offer: Offer) -> bool:
        return offer.promotion_id in self._ids and offer in self._offers

    def add(self, offer: Offer) -> None:
        """Note that a promotion applies."""
        self._offers.append(offer)
        self._ids.add(offer.promotion_id)
        self._plain = self._plain and offer.plain

    def refusal(self, offer: Offer) -> Refusal | None:
        """Say why another promotion cannot apply beside these, or nothing."""
        if self._plain and offer.plain and offer.promotion_id not in self._ids:
            return None
        return refusal_beside(offer, self._offers)


def refusal_beside(offer: Offer, applied: Iterable[Offer]) -> Refusal | None:
    """Say why a promotion cannot apply in a container that has others already, or nothing."""
    for other in applied:
        if other.promotion_id == offer.promotion_id:
            return Refusal("it applies already, in campaign {}", (other.campaign.campaign_id,))
        if offer.rule.promotion_class == other.rule.promotion_class == "product":
            if (offer.is_global or other.is_global) and not _combinable(offer, other):
                return Refusal("it does not go together with {}", (other.promotion_id,))
        elif not go_together(offer, other):
            return Refusal("it does not go together with {}", (other.promotion_id,))
    return None


def go_together(offer: Offer, other: Offer) -> bool:
    """Say whether two promotions may apply to the same thing."""
    if offer.plain and other.plain:
        return True
    one, two = offer.data, other.data
    if two.promotion_id in one.mutually_exclusive_promotions or one.promotion_id in two.mutually_exclusive_promotions:
        return False
    if _combinable(offer, other):
        return True
    if one.exclusivity_group is not None and one.exclusivity_group == two.exclusivity_group:
        return False
    if offer.is_global or other.is_global:
        return False
    same_class = offer.rule.promotion_class == other.rule.promotion_class
    return not (same_class and "class" in (one.exclusivity, two.exclusivity))


def _combinable(offer: Offer, other: Offer) -> bool:
    return (
        other.promotion_id in offer.data.combinable_promotions or offer.promotion_id in other.data.combinable_promotions
    )
