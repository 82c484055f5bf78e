"""Knowledge: what the rules are told of the shop in one request, read when it is first asked for."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from counterfoil.commerce.redemptions import redeemer_of
from counterfoil.commerce.shopper import ANYBODY, Redemptions, Shopper
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.documents.pricing import CouponItem
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.customer_groups import groups_in
from counterfoil.shop.redemption_counts import count_redemptions
from counterfoil.shop.server import Server
from counterfoil.shop.state import Site, State
from counterfoil.shop.stock_left import StockLeft


class Knowledge(msgspec.Struct, kw_only=True):
    """Products, stock, customer and coupons, as far as a request has asked for them."""

    server: Server
    state: State
    site: Site
    now: int = 0
    products: dict[str, ProductView] = {}
    left: StockLeft = msgspec.field(default_factory=StockLeft)
    stock: dict[str, Decimal | None] = {}
    """What the site's inventory list had of the products asked for so far in this request."""
    knows_stock: bool = False
    """Whether promotions asked for it."""
    shopper: Shopper = ANYBODY
    """What the rules know of the customer of the basket or order at hand; read by :meth:`load_shopper`."""
    shopper_no: str | None = None
    coupons_asked: tuple[str, ...] | None = None
    coupons_known: Mapping[str, str] = {}
    redemptions: Redemptions = Redemptions()
    """What was read of coupons for this customer and these codes, so far in this request."""

    async def load_products(self, product_ids: Iterable[str]) -> Mapping[str, ProductView]:
        """Make products known to the rules of this request."""
        missing = [product_id for product_id in product_ids if product_id not in self.products]
        if missing:
            self.products.update(await self.state.products(self.site, missing))
        return self.products

    async def load_basket_products(self, container: Basket | Order) -> Mapping[str, ProductView]:
        """Make the products of a container known, parts of bundles included."""
        known = self.products
        wanted = [item.product_id for item in container.product_items or () if item.product_id]
        if not known.keys() >= set(wanted):
            await self.load_products(wanted)
        parts = [part.product_id for view in known.values() for part in view.product.bundled_products]
        return await self.load_products(parts) if parts else known

    async def load_promoted(self, container: Basket | Order) -> None:
        """Make known the products that promotions may add, and what is in stock, where promotions ask for it."""
        book = self.site.shop.promotion_book
        given = book.bonus_products if container.coupon_items else book.open_bonus_products
        if given:
            products = await self.load_products(given)
            parts = (part.product_id for view in products.values() for part in view.product.bundled_products)
            await self.load_products(list(parts))
        if given or book.asks_for_stock:
            await self.load_stock(self.products)
            self.knows_stock = True

    async def load_stock(self, product_ids: Iterable[str]) -> Mapping[str, Decimal | None]:
        """Make known what the site's inventory list has left: None is without limit, missing without record."""
        own = self.site.shop.inventory_list
        if own is not None:
            await self.load_left([(own.list_id, product_id) for product_id in product_ids])
        return self.stock

    async def load_left(self, keys: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Decimal | None]:
        """Make known what inventory lists have left, by list and product."""
        own = self.site.shop.inventory_list
        found = await self.left.load(self.server.store, self.site.shop, keys, self.now)
        for (list_id, product_id), left in found.items():
            if own is not None and list_id == own.list_id:
                self.stock[product_id] = left
        return self.left.by_list

    async def load_shopper(self, container: Basket | Order) -> Shopper:
        """Make the customer of a container known to the rules, as far as the site's rules ask for him."""
        customer_no = container.customer_info.customer_no if container.customer_info else None
        if not customer_no or not self.site.shop.named_groups:
            self.shopper, self.shopper_no = ANYBODY, None
        elif self.shopper_no != customer_no:
            row = await self.server.store.customer_by_no(self.site.customer_list, customer_no)
            groups = frozenset() if row is None else groups_in(self.site, row.body, self.now)
            self.shopper, self.shopper_no = Shopper(groups=groups), customer_no
        if container.coupon_items:
            await self._load_coupons(container, container.coupon_items)
        return self.shopper

    async def _load_coupons(self, container: Basket | Order, items: Sequence[CouponItem]) -> None:
        """Make known which coupons the codes of a container belong to, and how often they were redeemed."""
        codes = [item.code for item in items if item.code]
        asked = (redeemer_of(container), *codes)
        if self.coupons_asked != asked:
            self.coupons_known = await self.state.coupon_codes(self.site, codes)
            self.redemptions = await count_redemptions(
                self.server.store, self.site.shop, container, self.coupons_known, self.now
            )
            self.coupons_asked = asked
        self.shopper = self.shopper._replace(coupons=self.coupons_known, redemptions=self.redemptions)
