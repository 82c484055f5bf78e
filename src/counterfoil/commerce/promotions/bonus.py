"""Bonus products: lines that promotions add, and choices that the customer makes.

Follows the bonus discount line item of the documents page. A bonus line has the price of its product and an adjustment
down to its bonus price.
"""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from counterfoil.commerce.line_prices import price_items
from counterfoil.commerce.money import round_to
from counterfoil.commerce.products import is_orderable_kind, is_sellable, name_of
from counterfoil.commerce.promotions.adjust import Adjustments
from counterfoil.commerce.promotions.book import PromotionBook
from counterfoil.commerce.promotions.choices import offers_product
from counterfoil.commerce.promotions.offer import Offer
from counterfoil.commerce.stock import is_available
from counterfoil.commerce.terms import Container, Terms
from counterfoil.documents.items import BonusDiscountLineItem, ProductDetailsLink, ProductItem
from counterfoil.documents.promotion_data import BonusProduct, PromotionDiscount

_ZERO = Decimal(0)
_ONE = Decimal(1)


class Grant(Struct, frozen=True, gc=False):
    """Bonus products that a promotion gives."""

    offer: Offer
    discount: PromotionDiscount
    times: int
    code: str | None


class Bonuses:
    """The bonus lines and choices of a container: taken out while promotions apply, given back as they are due."""

    def __init__(self, container: Container, book: PromotionBook, adjustments: Adjustments, terms: Terms) -> None:
        self._container = container
        self._terms = terms
        self._book = book
        self._adjustments = adjustments
        self._lines: dict[tuple[str, str], ProductItem] = {}
        self._chosen: list[ProductItem] = []
        self._choices = list(container.bonus_discount_line_items or ())
        self._position: dict[int, int] = {}
        """Of the items before some were taken out, if any were."""
        for item in container.product_items or ():
            if self._choices or _is_of_bonus(item):
                self._take_out(container.product_items or [])
                break

    def _take_out(self, items: list[ProductItem]) -> None:
        self._position = {id(item): index for index, item in enumerate(items)}
        left = {choice.id: choice.max_bonus_items or 0 for choice in self._choices}
        kept: list[ProductItem] = []
        for item in sorted(items, key=lambda item: item.item_id or ""):
            if item.bonus_discount_line_item_id is not None:
                self._sort_chosen(item, left, kept)
            elif item.bonus_product_line_item:
                promotion_id = self._adjustments.promotions.get(item.item_id or "", "")
                self._lines.setdefault((promotion_id, item.product_id or ""), item)
            else:
                kept.append(item)
        kept.sort(key=lambda item: self._position[id(item)])
        self._container.product_items = kept or None

    def _sort_chosen(self, item: ProductItem, left: dict[str | None, int], kept: list[ProductItem]) -> None:
        """Take out an item that a choice covers; one beyond it becomes an ordinary item, unless it was a bonus."""
        choice = next((each for each in self._choices if each.id == item.bonus_discount_line_item_id), None)
        quantity = item.quantity or _ONE
        if choice is not None and left[choice.id] >= quantity and self._offers(choice, item):
            left[choice.id] -= int(quantity) + (quantity % 1 > 0)
            self._chosen.append(item)
        elif choice is not None or not item.bonus_product_line_item:
            item.bonus_discount_line_item_id = None
            item.bonus_product_line_item = False
            kept.append(item)

    def _offers(self, choice: BonusDiscountLineItem, item: ProductItem) -> bool:
        return offers_product(choice, item, self._book, self._terms.facts)

    def give(self, grants: Iterable[Grant]) -> list[ProductItem]:
        """Put the lines and choices that promotions give into the container, priced; return the lines."""
        found: list[ProductItem] = []
        choices: list[BonusDiscountLineItem] = []
        for grant in grants:
            if grant.discount.type == "bonus":
                found += self._given(grant)
            else:
                choice = self._choice(grant)
                choices.append(choice)
                found += self._chosen_of(choice, grant)
        if found:
            items = [*(self._container.product_items or ()), *found]
            known = len(self._position)
            items.sort(key=lambda item: self._position.get(id(item), known))
            self._container.product_items = items
        self._choices = choices
        if self._container.bonus_discount_line_items or choices:
            self._container.bonus_discount_line_items = choices or None
        return found

    def _given(self, grant: Grant) -> list[ProductItem]:
        found = []
        for bonus in grant.discount.bonus_products:
            item = self._lines.get((grant.offer.promotion_id, bonus.product_id)) or ProductItem(
                item_id=self._terms.new_id(), product_id=bonus.product_id
            )
            item.quantity = Decimal(grant.times)
            if self._can_be_given(item):
                self._price(item, bonus, grant)
                found.append(item)
        return found

    def _can_be_given(self, item: ProductItem) -> bool:
        """Say whether a bonus product can be had: sold here, and in stock as far as that is known."""
        terms, product_id = self._terms, item.product_id or ""
        view = terms.products.get(product_id)
        if view is None or not is_orderable_kind(view.product) or not is_sellable(view, terms.shop, terms.now):
            return False
        if terms.facts.stock is None:
            return True
        wanted = item.quantity or _ONE
        for other in self._container.product_items or ():
            wanted += (other.quantity or _ONE) if other.product_id == product_id else _ZERO
        return is_available(product_id, wanted, terms.shop, terms.facts.stock)

    def _choice(self, grant: Grant) -> BonusDiscountLineItem:
        terms = self._terms
        before = next((each for each in self._choices if each.promotion_id == grant.offer.promotion_id), None)
        made = before or BonusDiscountLineItem(id=terms.new_id(), promotion_id=grant.offer.promotion_id)
        made.coupon_code = grant.code
        made.max_bonus_items = (grant.discount.max_bonus_items or 1) * grant.times
        links = []
        for bonus in grant.discount.bonus_products:
            view = terms.products.get(bonus.product_id)
            name = name_of(view, terms.locale) if view is not None else None
            links.append(ProductDetailsLink(product_id=bonus.product_id, product_name=name, title=name))
        made.bonus_products = links or None
        return made

    def _chosen_of(self, choice: BonusDiscountLineItem, grant: Grant) -> list[ProductItem]:
        """Price the items that name a choice, as far as it still covers them."""
        found, left = [], Decimal(choice.max_bonus_items or 0)
        for item in self._chosen:
            quantity = item.quantity or _ONE
            if item.bonus_discount_line_item_id != choice.id or quantity > left or not self._offers(choice, item):
                continue
            left -= quantity
            listed = (each for each in grant.discount.bonus_products if each.product_id == item.product_id)
            bonus = next(listed, BonusProduct(product_id=item.product_id or ""))
            self._price(item, bonus, grant)
            found.append(item)
        return found

    def _price(self, item: ProductItem, bonus: BonusProduct, grant: Grant) -> None:
        """Price a bonus line: its product's price, taken down to the bonus price."""
        terms = self._terms
        item.bonus_product_line_item, item.gift = True, item.gift or False
        shipments = self._container.shipments
        if item.shipment_id is None and shipments:
            item.shipment_id = shipments[0].shipment_id
        price_items([item], terms)
        if item.price is None:
            item.base_price = item.price = terms.zero
        for line in (item, *(item.option_items or ())):
            price = line.price or terms.zero
            due = round_to((bonus.price or _ZERO) * (item.quantity or _ONE), terms.unit) if line is item else terms.zero
            off = max(_ZERO, price - due)
            if line is item or off > 0:
                line.price_adjustments = [
                    *(line.price_adjustments or ()),
                    self._adjustments.make(line.item_id, grant.offer, grant.discount, off, grant.code),
                ]


def _is_of_bonus(item: ProductItem) -> bool:
    return bool(item.bonus_product_line_item) or item.bonus_discount_line_item_id is not None
