"""May a customer have a promotion now: currency, time, qualifiers, payment. Whatever concerns products comes later."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from msgspec import Struct

from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.terms import Container, Terms, is_member


class Refusal(NamedTuple):
    """Why a promotion does not apply; the sentence is only written when somebody asks."""

    text: str
    values: tuple[object, ...] = ()

    def __str__(self) -> str:
        return self.text.format(*self.values).encode("ascii", "replace").decode()


_OTHER_CURRENCY = "it is for another currency, {}"
_NO_GROUP = Refusal("the customer is in none of its customer groups")
_NO_COUPON = Refusal("none of its coupons is in the basket and valid")
_NO_SOURCE_CODE = Refusal("the source code is none of its source code groups")
_NO_PAYMENT = Refusal("none of its payment methods is chosen")
_NO_QUALIFIER = Refusal("none of the qualifiers that count is met")


class Standing(Struct, frozen=True, gc=False):
    """What a container's customer brings along."""

    container: Container
    terms: Terms
    coupons: dict[str, str]
    """Ids and codes of the coupons that promotions may use."""

    def code_for(self, offer: Offer) -> tuple[str, str] | None:
        """Return id and code of the coupon that a promotion goes by, or None."""
        if not self.coupons:
            return None
        named = (*offer.assignment.coupons, *offer.campaign.coupons)
        return next(((coupon_id, self.coupons[coupon_id]) for coupon_id in named if coupon_id in self.coupons), None)

    def is_in(self, groups: Collection[str], match: str) -> bool:
        """Say whether the customer is in any, or in all, of some groups."""
        assigned = self.terms.shopper.groups
        if match == "all":
            return all(is_member([group], self.container, assigned) for group in groups)
        return is_member(groups, self.container, assigned)

    def pays_by(self, methods: Collection[str]) -> bool:
        """Say whether one of some payment methods, such as ``CREDIT_CARD`` or ``CREDIT_CARD.Visa``, is chosen."""
        for instrument in self.container.payment_instruments or ():
            method_id = instrument.payment_method_id or ""
            card = instrument.payment_card.card_type if instrument.payment_card else None
            if method_id in methods or (card and f"{method_id}.{card}" in methods):
                return True
        return False


def refusal_of(offer: Offer, standing: Standing) -> Refusal | None:
    """Say why a customer cannot have a promotion now, or nothing."""
    if offer.needs_coupon and not standing.coupons:
        return _NO_COUPON
    currency = offer.data.currency
    if currency is not None and currency != standing.terms.currency:
        return Refusal(_OTHER_CURRENCY, (currency,))
    if offer.for_everybody:
        return None
    reason = offer.schedule.refusal(standing.terms.now)
    if reason is not None:
        return Refusal(reason)
    refused = _campaign(offer, standing) or _assignment(offer, standing)
    if refused is not None:
        return refused
    wanted = offer.rule.payment_methods
    return _NO_PAYMENT if wanted and not standing.pays_by(wanted) else None


def _campaign(offer: Offer, standing: Standing) -> Refusal | None:
    """Check what all promotions of a campaign ask for: each kind of qualifier must be met."""
    campaign = offer.campaign
    if campaign.customer_groups and not standing.is_in(campaign.customer_groups, campaign.customer_groups_match):
        return _NO_GROUP
    if campaign.coupons and standing.coupons.keys().isdisjoint(campaign.coupons):
        return _NO_COUPON
    if offer.source_codes and standing.terms.source_group not in offer.source_codes:
        return _NO_SOURCE_CODE
    return None


def _assignment(offer: Offer, standing: Standing) -> Refusal | None:
    """Check a promotion's own qualifiers: any or all of the kinds that count and are filled."""
    if not offer.needs_qualifier:
        return None
    found = list(_unmet(offer, standing))
    if not found or (offer.assignment.qualifiers_match == "any" and None in found):
        return None
    unmet = [each for each in found if each is not None]
    if not unmet:
        return None
    return unmet[0] if len(found) == 1 or offer.assignment.qualifiers_match == "all" else _NO_QUALIFIER


def _unmet(offer: Offer, standing: Standing) -> Iterator[Refusal | None]:
    assignment = offer.assignment
    counted = assignment.qualifiers
    if assignment.customer_groups and (counted is None or "customer-groups" in counted):
        met = standing.is_in(assignment.customer_groups, assignment.customer_groups_match)
        yield None if met else _NO_GROUP
    if assignment.coupons and (counted is None or "coupons" in counted):
        yield _NO_COUPON if standing.coupons.keys().isdisjoint(assignment.coupons) else None
    if assignment.source_codes and (counted is None or "source-codes" in counted):
        yield None if standing.terms.source_group in assignment.source_codes else _NO_SOURCE_CODE
