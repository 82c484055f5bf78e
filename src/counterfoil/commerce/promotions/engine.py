"""The engine: strips what promotions made before, and applies them anew in the documented order.

Follows the order of application of the site archive reference: global exclusive promotions, then product, order and
shipping promotions, exclusive ones of each class first.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from counterfoil.commerce.adjustments import discount_items, sum_of
from counterfoil.commerce.promotions.adjust import Adjustments, is_system
from counterfoil.commerce.promotions.allocation import Named, allocate, named_by
from counterfoil.commerce.promotions.bonus import Bonuses, Grant
from counterfoil.commerce.promotions.book import NO_CANDIDATES, Candidates
from counterfoil.commerce.promotions.coupon_items import check_coupons, mark_applied
from counterfoil.commerce.promotions.eligibility import Refusal, refusal_of, standing_of
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.promotions.order_discounts import OrderLine, OrderPlan, order_lines, plan_order
from counterfoil.commerce.promotions.precedence import refusal_beside
from counterfoil.commerce.promotions.shipping_discounts import Parcel, discount_for, parcels_of, taken_off
from counterfoil.commerce.promotions.shown import show_promotions
from counterfoil.commerce.promotions.slots import Slot, slots_of
from counterfoil.commerce.promotions.values import Share, shares_of
from counterfoil.commerce.prorate import prorate
from counterfoil.commerce.terms import Container, Line, Terms
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


class ProductPlan:
    """What a product promotion would do."""

    def __init__(self) -> None:
        self.shares: list[Share] = []
        self.bonus: tuple[PromotionDiscount, int] | None = None
        self.shipping: list[tuple[Slot, PromotionDiscount]] = []
        self.touched: list[Slot] = []

    @property
    def value(self) -> Decimal:
        """Return what the shopper saves."""
        return sum((share.off for share in self.shares), _ZERO)


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
        self._standing = standing_of(container, terms, check_coupons(container, book, terms))
        everything = self._standing.coupons or terms.explain is not None
        self._candidates = book.all if everything else _without_coupons(terms)
        self._slots: list[Slot] = []
        self._applied: list[Offer] = []
        self._reserved: list[Offer] = []
        self._grants: list[Grant] = []
        self._product_shipping: list[tuple[Slot, Offer, PromotionDiscount]] = []
        self._coupons: set[str] = set()
        self._eligible: dict[int, Refusal | None] = {}
        self._named: dict[int, Named] = {}
        self._reasons: dict[str, str | None] = {}

    def apply_to_products(self) -> None:
        """Apply global exclusive and product promotions to the priced product items."""
        self._slots = slots_of(self._container.product_items or (), self._terms)
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
            refused = self._refusal(offer) or refusal_beside(offer, self._applied) or self._refusal_later(offer)
            if refused is None:
                self._applied.append(offer)
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
        self._discount_product_shipping()
        parcels = parcels_of(self._container, order_lines(self._slots))
        for offer in self._due("shipping"):
            self._tell(offer, self._ship(offer, parcels))
        for group in self._candidates.shipping:
            for offer in self._best_first(group, parcels):
                refused = self._refusal(offer) or refusal_beside(offer, self._applied)
                self._tell(offer, refused or self._ship(offer, parcels))
        if self._book.ships:
            show_promotions(self._standing, self._candidates.shown, parcels)
        mark_applied(self._container, self._coupons, self._terms)
        self._report()

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
        if len(offers) > 1:
            values = {offer.promotion_id: self._value(offer, plan_of) for offer in offers}
            offers = sorted(offers, key=lambda offer: (-values[offer.promotion_id], offer.promotion_id))
        for offer in offers:
            plan = self._refusal(offer) or refusal_beside(offer, self._applied) or plan_of(offer)
            if isinstance(plan, Refusal):
                self._tell(offer, plan)
            else:
                self._applied.append(offer)
                self._carry_out(offer, plan)

    def _value(self, offer: Offer, plan_of: Callable[[Offer], Plan | Refusal]) -> Decimal:
        if self._refusal(offer) is not None:
            return _ZERO
        plan = plan_of(offer)
        if isinstance(plan, Refusal):
            return _ZERO
        return plan.off if isinstance(plan, OrderPlan) else plan.value

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
        for share in _merged(plan.shares):
            made = self._adjustments.make(share.slot.line.item_id, offer, share.discount, share.off, code)
            share.slot.adjustments.append(made)
            share.slot.price -= share.off
            if offer.data.prevent_requalifying_flag:
                share.slot.spent = min(share.slot.quantity, share.slot.spent + share.units)
        for slot in {id(slot): slot for slot in plan.touched}.values():
            slot.applied.append(offer)
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
            discount = discount_for(offer, parcel, self._terms)
            if isinstance(discount, Refusal):
                refused = refused if applications else discount
                continue
            item = self._standard_item(parcel.shipment_id)
            if item is not None and self._take_off(item, offer, discount, _ONE):
                applications += 1
        if not applications:
            return refused
        if offer not in self._applied:
            self._applied.append(offer)
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
            discount, item = discount_for(offer, parcel, self._terms), self._standard_item(parcel.shipment_id)
            price = item.price_after_item_discount if item is not None else None
            if price is not None and not isinstance(discount, Refusal):
                value += taken_off(discount, price, _ONE, self._terms)
        return value

    def _standard_item(self, shipment_id: str | None) -> ShippingItem | None:
        own = {item.shipping_item_id for item in self._container.product_items or () if item.shipping_item_id}
        items = self._container.shipping_items or ()
        return next((each for each in items if each.shipment_id == shipment_id and each.item_id not in own), None)

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
    found: dict[int, Share] = {}
    for share in shares:
        before = found.get(id(share.slot), share._replace(off=_ZERO, units=_ZERO))
        off = min(before.off + share.off, share.slot.price)
        found[id(share.slot)] = before._replace(off=off, units=before.units + share.units)
    return list(found.values())


def engine_for(container: Container, terms: Terms) -> Engine | None:
    """Return the engine if anything is to be done: promotions, coupons, or what earlier promotions left behind."""
    if _without_coupons(terms) != NO_CANDIDATES or container.coupon_items or container.bonus_discount_line_items:
        return Engine(container, terms)
    if terms.explain is not None or _has_traces(container):
        return Engine(container, terms)
    return None


def _without_coupons(terms: Terms) -> Candidates:
    """Return the promotions that a container without valid coupons may get."""
    book = terms.shop.promotion_book
    return book.plain if terms.source_group is None else book.open


def _has_traces(container: Container) -> bool:
    for item in container.product_items or ():
        if item.bonus_product_line_item or any(is_system(each) for each in item.price_adjustments or ()):
            return True
        for option in item.option_items or ():
            if any(is_system(each) for each in option.price_adjustments or ()):
                return True
    holders = [container.order_price_adjustments, *(item.price_adjustments for item in container.shipping_items or ())]
    return any(is_system(each) for adjustments in holders for each in adjustments or ())
