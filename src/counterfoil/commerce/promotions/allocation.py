"""Which units of which items a product promotion qualifies by and discounts.

Follows the product promotion rule of the site archive reference.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.promotions.combinations import combination
from counterfoil.commerce.promotions.eligibility import Refusal
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.precedence import go_together
from counterfoil.commerce.promotions.slots import Slot, Units
from counterfoil.documents.promotion_data import PromotionDiscount

_ZERO = Decimal(0)
_ONE = Decimal(1)
NO_QUALIFYING = Refusal("no product in the basket qualifies")
NO_DISCOUNTED = Refusal("no product in the basket can be discounted by it")
_BELOW = "the lowest threshold is {}, the basket has {}"
_TOO_FEW = "it takes {} products, the basket has {}"


class Allocation(Struct, frozen=True, gc=False):
    """The units a discount is for; ``bought`` were needed to get it."""

    discount: PromotionDiscount
    units: Units
    bought: Sequence[tuple[Slot, Decimal]] = ()
    applications: int = 1
    whole: bool = False
    """The amount is for all units together, not for each."""


class Named(Struct, frozen=True, gc=False):
    """The items whose products a promotion names, whatever applied to them."""

    qualifying: list[Slot]
    discounted: list[Slot]
    same: bool
    """The discounted items are those that qualify."""


def named_by(offer: Offer, slots: Sequence[Slot], facts: Facts) -> Named:
    """Return the items that a product promotion speaks of."""
    touchable = slots if offer.untouched is None else [slot for slot in slots if offer.may_touch(slot.item, facts)]
    buying, getting = offer.qualifying, offer.discounted or offer.qualifying
    discounted = list(touchable) if getting is None else [slot for slot in touchable if getting.names(slot.item, facts)]
    if buying is None or buying is getting:
        return Named(discounted, discounted, True)
    return Named([slot for slot in touchable if buying.names(slot.item, facts)], discounted, False)


def allocate(
    offer: Offer, slots: Sequence[Slot], named: Named, facts: Facts, dearest: bool
) -> list[Allocation] | Refusal:
    """Return what an offer discounts, or why it discounts nothing; ``dearest`` units of a buy-X-get-Y come first."""
    if offer.qualifying_parts or offer.discounted_parts:
        return _of_combination(offer, slots, facts)
    plain = offer.plain
    discounted = [slot for slot in named.discounted if (plain and slot.plain) or _is_open(slot, offer)]
    if not discounted:
        return NO_DISCOUNTED
    qualifying = [slot for slot in (discounted if named.same else named.qualifying) if slot.qualifies]
    if not qualifying:
        return NO_QUALIFYING
    if not offer.rule.identical_products:
        return _of_form(offer, qualifying, discounted, offer.rule.max_applications, dearest)
    return _identical(offer, qualifying, discounted, dearest)


def _is_open(slot: Slot, offer: Offer) -> bool:
    return not slot.applied or all(go_together(offer, other) for other in slot.applied)


def _identical(
    offer: Offer, qualifying: list[Slot], discounted: list[Slot], dearest: bool
) -> list[Allocation] | Refusal:
    """Apply product by product; the last refusal tells why none was found."""
    found: list[Allocation] = []
    refused, left = NO_QUALIFYING, offer.rule.max_applications
    by_product = sorted(discounted, key=_product_id)
    for product_id, group in groupby(by_product, key=_product_id):
        same = [slot for slot in qualifying if slot.item.product_id == product_id]
        made = _of_form(offer, same, list(group), left, dearest) if same else NO_QUALIFYING
        if isinstance(made, Refusal):
            refused = made
            continue
        found += made
        if left is not None:
            left -= sum(allocation.applications for allocation in made)
            if left <= 0:
                break
    return found or refused


def _product_id(slot: Slot) -> str:
    return slot.item.product_id or ""


def _of_form(
    offer: Offer, qualifying: list[Slot], discounted: list[Slot], most: int | None, dearest: bool
) -> list[Allocation] | Refusal:
    form = offer.rule.form
    if form in {"bogo", "bogo-discounts"}:
        return _buy_and_get(offer, qualifying, discounted, most, dearest)
    if form == "total-discounts":
        return _totals(offer, discounted, most)
    return _tiers(offer, qualifying, discounted, most)


def _tiers(
    offer: Offer, qualifying: list[Slot], discounted: list[Slot], most: int | None
) -> list[Allocation] | Refusal:
    """Discount every unit once a threshold is reached; an application is a unit, and the dearest come first."""
    rule = offer.rule
    by_amount = rule.condition_type == "product-amount"
    if by_amount:
        reached = sum([slot.price_of(slot.free_units) for slot in qualifying], _ZERO)
    else:
        reached = sum([slot.free_units for slot in qualifying], _ZERO)
    discount = tier(rule.discounts, reached)
    if discount is None:
        return Refusal(_BELOW, (rule.discounts[0].threshold, reached))
    units = [(slot, slot.quantity) for slot in discounted]
    whole = by_amount or discount.type == "total_fixed_price"
    times = 1
    if discount.type in {"bonus", "bonus_choice"}:
        if not by_amount and discount.threshold:
            times = int(reached // discount.threshold)
        times = min(times, most or times)
    elif most is not None and not whole:
        units = _take([(slot, slot.quantity) for slot in dearest_first(discounted)], Decimal(most))
        times = int(sum(each for _slot, each in units))
    return [Allocation(discount, units, applications=times, whole=whole)]


def tier(discounts: Iterable[PromotionDiscount], reached: Decimal) -> PromotionDiscount | None:
    """Return the discount of the highest threshold that is reached."""
    found = None
    for discount in discounts:
        if (discount.threshold or _ZERO) <= reached:
            found = discount
    return found


def _buy_and_get(
    offer: Offer, qualifying: list[Slot], discounted: list[Slot], most: int | None, dearest: bool
) -> list[Allocation] | Refusal:
    """Buy so many, get so many more at a discount: the cheapest ones, unless the site's preference says the dearest.

    Units that could be both are bought as far as the others do not suffice.
    """
    both, only_bought = discounted, []
    if qualifying != discounted:
        bought_too, got_too = set(qualifying), set(discounted)
        both = [slot for slot in discounted if slot in bought_too]
        only_bought = [slot for slot in qualifying if slot not in got_too]
    whole = [int(slot.quantity) for slot in discounted]
    counts = _Counts(_whole(only_bought), _whole(both), sum(whole))
    refusal = Refusal(_TOO_FEW, (offer.rule.discounts[0].threshold or 1, counts.buyable))
    for discount in reversed(offer.rule.discounts):
        buy = max(1, int(discount.threshold or 1))
        get = max(1, int(discount.eligible_quantity or 1))
        times = counts.applications(buy, get, offer.rule.require_exact_eligible_quantity)
        times = times if most is None else min(times, most)
        if times <= 0:
            continue
        wanted = Decimal(times * buy)
        bought = _first(dearest_first(only_bought), wanted)
        rest = wanted - sum(units for _slot, units in bought)
        bought += _first(_cheapest_first(both) if dearest else dearest_first(both), rest)
        taken = dict(bought)
        left = {slot: count - int(taken.get(slot, 0)) for slot, count in zip(discounted, whole, strict=True)}
        order = dearest_first(discounted) if dearest else _cheapest_first(discounted)
        got = _take(((slot, Decimal(left[slot])) for slot in order), Decimal(times * get))
        return [Allocation(discount, got, bought, times)]
    return refusal


class _Counts(NamedTuple):
    """Whole units that can only be bought, units that can be both, and all that can be discounted."""

    only_bought: int
    both: int
    discounted: int

    @property
    def buyable(self) -> int:
        return self.only_bought + self.both

    def applications(self, buy: int, get: int, exact: bool) -> int:
        """Return how often so many can be bought and at least one, or exactly so many, be had for it."""
        times = 0
        highest = self.buyable // buy
        while times < highest:
            middle = (times + highest + 1) // 2
            left = self.discounted - max(0, middle * buy - self.only_bought)
            if left >= middle * get or (not exact and left > (middle - 1) * get):
                times = middle
            else:
                highest = middle - 1
        return times


def _totals(offer: Offer, discounted: list[Slot], most: int | None) -> list[Allocation] | Refusal:
    """So many for one price: groups of the dearest units, the largest groups first."""
    left = [(slot, Decimal(int(slot.free_units))) for slot in dearest_first(discounted)]
    count = int(sum(units for _slot, units in left))
    found: list[Allocation] = []
    sizes = sorted(offer.rule.discounts, key=lambda discount: discount.eligible_quantity or _ONE, reverse=True)
    for discount in sizes:
        size = max(1, int(discount.eligible_quantity or 1))
        times = count // size if most is None else min(count // size, most)
        if times <= 0:
            continue
        taken = _take(left, Decimal(times * size))
        used = dict(taken)
        left = [(slot, units - used.get(slot, _ZERO)) for slot, units in left]
        count -= times * size
        most = None if most is None else most - times
        found.append(Allocation(discount, taken, applications=times, whole=True))
    return found or Refusal(_TOO_FEW, (sizes[-1].eligible_quantity or 1, count))


def _of_combination(offer: Offer, slots: Sequence[Slot], facts: Facts) -> list[Allocation] | Refusal:
    """Discount the units of combinations: those asked for, or others for each of them."""
    usable = [slot for slot in slots if offer.may_touch(slot.item, facts)]
    most = offer.rule.max_applications
    buying = offer.qualifying_parts or offer.discounted_parts
    open_ = [slot for slot in usable if _is_open(slot, offer)]
    for_itself = buying is offer.discounted_parts or not (offer.discounted_parts or offer.discounted)
    bought, times = combination(buying, open_ if for_itself else usable, facts, most)
    if not times:
        return Refusal("the combination of products is not in the basket")
    discount = tier(offer.rule.discounts, Decimal(times))
    if discount is None:
        return Refusal(_BELOW, (offer.rule.discounts[0].threshold, times))
    units = bought
    if not for_itself and offer.discounted_parts:
        taken = dict(bought)
        units, times = combination(offer.discounted_parts, open_, facts, times, taken)
        if not times:
            return NO_DISCOUNTED
    elif not for_itself and offer.discounted is not None:
        units = [(slot, slot.quantity) for slot in open_ if offer.discounted.names(slot.item, facts)]
    if not units:
        return NO_DISCOUNTED
    return [Allocation(discount, units, bought, times, whole=discount.type == "total_fixed_price")]


def _whole(slots: Iterable[Slot]) -> int:
    return sum([int(slot.free_units) for slot in slots])


def _each(slot: Slot) -> Decimal:
    return slot.each


def dearest_first(slots: Iterable[Slot]) -> list[Slot]:
    """Sort items by the price of a unit; those of equal price stay in the order of their ids."""
    return sorted(slots, key=_each, reverse=True)


def _cheapest_first(slots: Iterable[Slot]) -> list[Slot]:
    return sorted(slots, key=_each)


def _first(slots: Iterable[Slot], wanted: Decimal) -> Units:
    return _take(((slot, Decimal(int(slot.free_units))) for slot in slots), wanted)


def _take(available: Iterable[tuple[Slot, Decimal]], wanted: Decimal) -> Units:
    taken: Units = []
    for slot, units in available:
        if wanted <= 0:
            break
        share = min(units, wanted)
        if share > 0:
            taken.append((slot, share))
            wanted -= share
    return taken
