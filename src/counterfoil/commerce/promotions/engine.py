"""The engine: strips what promotions made before, and applies them anew in the documented order.

Follows the order of application of the site archive reference: global exclusive promotions, then product, order and
shipping promotions, exclusive ones of each class first.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import msgspec

from counterfoil.commerce.adjustments import discount_items, sum_of
from counterfoil.commerce.promotions.adjust import Adjustments
from counterfoil.commerce.promotions.allocation import Named, allocate, named_by
from counterfoil.commerce.promotions.bonus import Bonuses, Grant
from counterfoil.commerce.promotions.coupon_items import check_coupons, mark_applied
from counterfoil.commerce.promotions.eligibility import Refusal, Standing, refusal_of
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.order_discounts import OrderLine, OrderPlan, order_lines, plan_order
from counterfoil.commerce.promotions.precedence import Applied
from counterfoil.commerce.promotions.reach import (
    candidates_for,
    reaches,
    reaches_shipping,
    total_of,
)
from counterfoil.commerce.promotions.shipping_discounts import Parcel, discount_for, parcels_of, taken_off
from counterfoil.commerce.promotions.shown import show_promotions
from counterfoil.commerce.promotions.slots import Slot, slots_of
from counterfoil.commerce.promotions.values import Share, shares_of
from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.terms import Container, Line, Terms, lines_of
from counterfoil.documents.items import ShippingItem
from counterfoil.documents.promotion_data import PromotionDiscount

_ZERO = Decimal(0)
_ONE = Decimal(1)
_CHANGES_NOTHING = Refusal("it would change no price")
_NO_SHIPPING_COST = Refusal("there is no shipping cost to take it off")
_BONUS = frozenset({"bonus", "bonus_choice"})
_PRODUCT_SHIPPING = frozenset({"free_shipping", "fixed_price_shipping"})
DEAREST = "MostExpensive"
"""The value of the preference PromotionBogoDiscountBehavior that is not the default."""


class ProductPlan(msgspec.Struct, gc=False):
    """What a product promotion would do."""

    shares: list[Share] = []
    bonus: tuple[PromotionDiscount, int] | None = None
    shipping: list[tuple[Slot, PromotionDiscount]] = []
    touched: list[Slot] = []

    @property
    def off(self) -> Decimal:
        """Return what the shopper saves."""
        return sum([share.off for share in self.shares], _ZERO)


Plan = ProductPlan | OrderPlan


class Engine:
    """Promotions at work on one container."""

    def __init__(self, container: Container, terms: Terms) -> None:
        book = terms.shop.promotion_book
        self._container = container
        self._terms = terms
        self._book = book
        self._adjustments = Adjustments(container, terms)
        self._bonuses = Bonuses(container, book, self._adjustments, terms)
        coupons = check_coupons(container, book, terms)
        self._standing = Standing(container, terms, coupons)
        self._candidates = book.all if terms.explain is not None else candidates_for(terms, coupons=bool(coupons))
        self._priced: list[Slot] | None = None
        self._applied = Applied()
        self._reserved: list[Offer] = []
        self._grants: list[Grant] = []
        self._product_shipping: list[tuple[Slot, Offer, PromotionDiscount]] = []
        self._coupons: set[str] = set()
        self._eligible: dict[int, Refusal | None] = {}
        self._named: dict[int, Named] = {}
        self._for_parcels: dict[tuple[int, int], PromotionDiscount | Refusal] = {}
        self._own_items: dict[str | None, ShippingItem] | None = None
        self._reasons: dict[str, str | None] = {}

    @property
    def _slots(self) -> list[Slot]:
        """Return the priced items; most baskets get no promotion, and do without."""
        if self._priced is None:
            self._priced = slots_of(self._container.product_items or (), self._terms)
        return self._priced

    def apply_to_products(self) -> None:
        """Apply global exclusive and product promotions to the priced product items."""
        if not (self._candidates.exclusive or self._candidates.product):
            return
        for group in self._candidates.exclusive:
            self._apply_group([offer for offer in group if offer.rule.promotion_class == "product"], self._plan_product)
            self._reserve([offer for offer in group if offer.rule.promotion_class != "product"])
        for group in self._candidates.product:
            self._apply_group(group, self._plan_product)
        for slot in self._slots:
            for part in (slot, *slot.options):
                if part.adjustments:
                    part.line.price_adjustments = [*(part.line.price_adjustments or ()), *part.adjustments]

    def _reserve(self, offers: Iterable[Offer]) -> None:
        """Let global exclusive promotions of later classes keep the others out, if they will apply."""
        for offer in offers:
            refused = self._refusal(offer) or self._applied.refusal(offer) or self._refusal_later(offer)
            if refused is None:
                self._applied.add(offer)
                self._reserved.append(offer)
            else:
                self._tell(offer, refused)

    def _refusal_later(self, offer: Offer) -> Refusal | None:
        lines = order_lines(self._slots, settled=False)
        if offer.rule.promotion_class == "order":
            plan = plan_order(offer, lines, self._terms)
            return plan if isinstance(plan, Refusal) else None
        found = [
            discount_for(offer, parcel, self._terms) for parcel in parcels_of(self._container, lines, settled=False)
        ]
        refused = [each for each in found if isinstance(each, Refusal)]
        return None if len(refused) < len(found) else (refused or [_NO_SHIPPING_COST])[0]

    def apply_to_order(self) -> list[Line]:
        """Apply order promotions to the lines, whose item discounts are known, then add bonus lines; return these."""
        if not (self._candidates.order or self._reserved or self._grants or self._container.bonus_discount_line_items):
            return []
        ordered = order_lines(self._slots)
        for offer in self._due("order"):
            self._consider_order(offer, ordered)
        for group in self._candidates.order:
            self._apply_group(group, lambda offer: plan_order(offer, ordered, self._terms))
        for each in ordered:
            each.line.price_after_order_discount = each.left
        added: list[Line] = []
        for item in self._bonuses.give(self._grants):
            added += [item, *(item.option_items or ())]
        discount_items(added, self._terms)
        self._share_excess(added, ordered)
        return added

    def _share_excess(self, added: Sequence[Line], others: Sequence[OrderLine]) -> None:
        """Let bonus lines bear what the order's own adjustments take off beyond the prices of all other lines."""
        prices = [line.price_after_item_discount or _ZERO for line in added]
        rest = sum((each.price for each in others), _ZERO) + sum_of(self._container.order_price_adjustments)
        excess = min(max(-rest, _ZERO), sum(prices, _ZERO))
        parts = prorate(excess, prices, self._terms.unit)
        for line, price, part in zip(added, prices, parts, strict=True):
            line.price_after_order_discount = price - part

    def _consider_order(self, offer: Offer, lines: Sequence[OrderLine]) -> None:
        plan = plan_order(offer, lines, self._terms)
        if isinstance(plan, Refusal):
            self._tell(offer, plan)
        else:
            self._carry_out(offer, plan)

    def apply_to_shipping(self) -> None:
        """Apply shipping promotions to shipping items whose price is known, and settle the coupon items."""
        if self._product_shipping:
            self._discount_product_shipping()
        if self._terms.explain is not None or self._candidates.least_total <= total_of(lines_of(self._container)):
            self._apply_to_parcels(parcels_of(self._container, order_lines(self._slots)))
        shown = [offer for offer in self._candidates.shown if self._refusal(offer) is None]
        show_promotions(self._container, shown, self._terms)
        mark_applied(self._container, self._coupons, self._terms)
        self._report()

    def _apply_to_parcels(self, parcels: Sequence[Parcel]) -> None:
        for offer in self._due("shipping"):
            self._tell(offer, self._ship(offer, parcels))
        for group in self._candidates.shipping:
            for offer in self._best_first(group, parcels):
                refused = self._refusal(offer) or self._applied.refusal(offer)
                self._tell(offer, refused or self._ship(offer, parcels))

    def _shipping_discount(self, offer: Offer, parcel: Parcel) -> PromotionDiscount | Refusal:
        key = (id(offer), id(parcel))
        found = self._for_parcels.get(key)
        if found is None:
            found = self._for_parcels[key] = discount_for(offer, parcel, self._terms)
        return found

    def _due(self, promotion_class: str) -> list[Offer]:
        return [offer for offer in self._reserved if offer.rule.promotion_class == promotion_class]

    def _refusal(self, offer: Offer) -> Refusal | None:
        if id(offer) not in self._eligible:
            self._eligible[id(offer)] = refusal_of(offer, self._standing)
        return self._eligible[id(offer)]

    def _apply_group(
        self,
        offers: Sequence[Offer],
        plan_of: Callable[[Offer], Plan | Refusal],
    ) -> None:
        """Apply promotions of one rank and type, the best for the shopper first."""
        plans: dict[Offer, Plan | Refusal] = {}
        if len(offers) > 1:
            plans = {offer: self._refusal(offer) or plan_of(offer) for offer in offers}
            values = {offer.promotion_id: _value(plan) for offer, plan in plans.items()}
            offers = sorted(offers, key=lambda offer: (-values[offer.promotion_id], offer.promotion_id))
        for offer in offers:
            plan = self._refusal(offer) or self._applied.refusal(offer) or plans.get(offer) or plan_of(offer)
            if isinstance(plan, Refusal):
                self._tell(offer, plan)
            else:
                self._applied.add(offer)
                self._carry_out(offer, plan)
                plans.clear()  # What was planned before goes by other prices.

    def _plan_product(self, offer: Offer) -> ProductPlan | Refusal:
        terms = self._terms
        dearest = terms.shop.site.preferences.get("PromotionBogoDiscountBehavior") == DEAREST
        if id(offer) not in self._named:
            self._named[id(offer)] = named_by(offer, self._slots, terms.facts)
        found = allocate(offer, self._slots, self._named[id(offer)], terms.facts, dearest)
        if isinstance(found, Refusal):
            return found
        plan = ProductPlan()
        for allocation in found:
            kind = allocation.discount.type
            if kind in _BONUS:
                plan.bonus = (allocation.discount, allocation.applications)
                plan.touched += [slot for slot, _units in allocation.units]
            elif kind in _PRODUCT_SHIPPING:
                plan.shipping += [(slot, allocation.discount) for slot, _units in allocation.units]
                plan.touched += [slot for slot, _units in allocation.units]
            else:
                plan.shares += shares_of(offer, allocation, terms)
                plan.touched += [slot for slot, _units in allocation.units]
        return plan if plan.shares or plan.bonus or plan.shipping else _CHANGES_NOTHING

    def _carry_out(self, offer: Offer, plan: Plan) -> None:
        code = self._use(offer)
        if isinstance(plan, OrderPlan):
            self._discount_order(offer, plan, code)
            return
        make, spends = self._adjustments.make, offer.data.prevent_requalifying_flag
        for share in _merged(plan.shares):
            slot = share.slot
            slot.take_off(share.off, make(slot.line.item_id, offer, share.discount, share.off, code))
            if spends:
                slot.spend(share.units)
        for slot in dict.fromkeys(plan.touched):
            slot.apply(offer)
        if plan.bonus is not None:
            self._grants.append(Grant(offer, *plan.bonus, code))
        self._product_shipping += [(slot, offer, discount) for slot, discount in plan.shipping]

    def _discount_order(self, offer: Offer, plan: OrderPlan, code: str | None) -> None:
        if plan.discount.type in _BONUS:
            self._grants.append(Grant(offer, plan.discount, 1, code))
            return
        plan.share(self._terms.unit)
        made = self._adjustments.make(None, offer, plan.discount, plan.off, code)
        self._container.order_price_adjustments = [*(self._container.order_price_adjustments or ()), made]

    def _use(self, offer: Offer) -> str | None:
        """Note that a promotion applies; return the coupon code it goes by."""
        self._tell(offer, None)
        coupon = self._standing.code_for(offer)
        if coupon is None:
            return None
        self._coupons.add(coupon[0])
        return coupon[1]

    def _ship(self, offer: Offer, parcels: Sequence[Parcel]) -> Refusal | None:
        """Apply a shipping promotion to the shipments that get it; return why none did."""
        refused: Refusal | None = _NO_SHIPPING_COST
        applications = 0
        for parcel in parcels:
            if offer.rule.max_applications is not None and applications >= offer.rule.max_applications:
                break
            discount = self._shipping_discount(offer, parcel)
            if isinstance(discount, Refusal):
                refused = refused if applications else discount
                continue
            item = self._standard_item(parcel.shipment_id)
            if item is not None and self._take_off(item, offer, discount, _ONE):
                applications += 1
        if not applications:
            return refused
        if offer not in self._applied:
            self._applied.add(offer)
        return None

    def _best_first(self, offers: Sequence[Offer], parcels: Sequence[Parcel]) -> Sequence[Offer]:
        """Sort shipping promotions of one rank and type by what they would take off."""
        if len(offers) == 1:
            return offers
        values = {offer.promotion_id: self._shipping_value(offer, parcels) for offer in offers}
        return sorted(offers, key=lambda offer: (-values[offer.promotion_id], offer.promotion_id))

    def _shipping_value(self, offer: Offer, parcels: Sequence[Parcel]) -> Decimal:
        value = _ZERO
        for parcel in parcels:
            discount, item = self._shipping_discount(offer, parcel), self._standard_item(parcel.shipment_id)
            price = item.price_after_item_discount if item is not None else None
            if price is not None and not isinstance(discount, Refusal):
                value += taken_off(discount, price, _ONE, self._terms)
        return value

    def _standard_item(self, shipment_id: str | None) -> ShippingItem | None:
        if self._own_items is None:
            of_products = {item.shipping_item_id for item in self._container.product_items or ()} - {None, ""}
            self._own_items = {}
            for item in self._container.shipping_items or ():
                if item.item_id not in of_products:
                    self._own_items.setdefault(item.shipment_id, item)
        return self._own_items.get(shipment_id)

    def _take_off(self, item: ShippingItem, offer: Offer, discount: PromotionDiscount, quantity: Decimal) -> bool:
        price = item.price_after_item_discount
        off = _ZERO if price is None else taken_off(discount, price, quantity, self._terms)
        if price is None or off <= 0:
            return False
        made = self._adjustments.make(item.item_id, offer, discount, off, self._use(offer))
        item.price_adjustments = [*(item.price_adjustments or ()), made]
        item.price_after_item_discount = price - off
        return True

    def _discount_product_shipping(self) -> None:
        items = {item.item_id: item for item in self._container.shipping_items or ()}
        for slot, offer, discount in self._product_shipping:
            own = items.get(slot.item.shipping_item_id) if slot.item.shipping_item_id else None
            if own is not None:
                self._take_off(own, offer, discount, slot.quantity)

    def _tell(self, offer: Offer, refused: Refusal | None) -> None:
        """Note what became of a promotion, for whoever asks; one that applied in any campaign has applied."""
        if self._terms.explain is None:
            return
        if refused is None:
            self._reasons[offer.promotion_id] = None
        elif self._reasons.get(offer.promotion_id, "") is not None:
            self._reasons[offer.promotion_id] = str(refused)

    def _report(self) -> None:
        if self._terms.explain is not None:
            for promotion_id, reason in (*self._book.off, *self._reasons.items()):
                self._terms.explain(promotion_id, reason)


def _merged(shares: Iterable[Share]) -> list[Share]:
    """Put shares of one item together: an item has one adjustment of a promotion."""
    found: dict[Slot, Share] = {}
    for share in shares:
        slot, off, units, discount = share.slot, share.off, share.units, share.discount
        before = found.get(slot)
        if before is not None:
            off, units, discount = before.off + off, before.units + units, before.discount
        elif off <= slot.price:
            found[slot] = share
            continue
        found[slot] = Share(slot, min(off, slot.price), units, discount)
    return list(found.values())


def _value(plan: Plan | Refusal) -> Decimal:
    """Return what the shopper saves."""
    return _ZERO if isinstance(plan, Refusal) else plan.off


def engine_for(container: Container, terms: Terms) -> Engine | None:
    """Return the engine if there is something to do that is not for shipping alone, or to tell."""
    return Engine(container, terms) if terms.explain is not None or reaches(container, terms) else None


def engine_for_shipping(container: Container, lines: Sequence[Line], terms: Terms) -> Engine | None:
    """Return the engine for a container that had none until its lines were priced, if it is needed now."""
    if reaches_shipping(lines, terms):
        return Engine(container, terms)
    standing = Standing(container, terms, {})
    shown = [offer for offer in candidates_for(terms).shown if refusal_of(offer, standing) is None]
    show_promotions(container, shown, terms)
    return None
