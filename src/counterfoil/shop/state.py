"""What a process remembers of the store between requests, valid for one revision of the shop data.

Every request reads the revision; when it has moved on, everything here is read anew, so a change of catalog,
settings, accounts or keys is in force with the next request in every process.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import TypeVar

import msgspec

from counterfoil.ambient import Ambient
from counterfoil.commerce.categories import CategoryTree, compile_tree
from counterfoil.commerce.customer_groups import Rule
from counterfoil.commerce.product_index import ProductIndex
from counterfoil.commerce.product_specification import named_in
from counterfoil.commerce.shop import Shop, compile_shop, named_specifications
from counterfoil.documents import custom_types
from counterfoil.documents.catalog_data import Category, ProductData
from counterfoil.documents.custom_object_data import CustomObjectType
from counterfoil.documents.json_places import JsonPlaceError
from counterfoil.documents.ocapi_settings import NAMES, SettingsDocument, read_settings
from counterfoil.documents.organization_data import CustomerList, RoleAdjustmentLimits
from counterfoil.documents.promotion_data import (
    Campaign,
    CouponCodes,
    CouponData,
    MarketingData,
    PromotionData,
    PromotionSettings,
    SourceCodeGroup,
    coupon_scope,
)
from counterfoil.documents.record import Record
from counterfoil.documents.shop_data import (
    AttributeDefinition,
    InventoryList,
    PriceBook,
    PriceRow,
    ProductView,
    SiteData,
)
from counterfoil.identity import accounts
from counterfoil.identity.accounts import Agent, Client, Role
from counterfoil.identity.keys import load_keys, make_key
from counterfoil.identity.permissions import Permissions
from counterfoil.identity.register import Register
from counterfoil.identity.tokens import Tokens
from counterfoil.store.interface import Store

log = logging.getLogger("counterfoil.settings")
AnyRecord = TypeVar("AnyRecord", bound=Record)
_MOST_PRODUCTS = 20_000
_product = msgspec.json.Decoder(ProductData)
_prices = msgspec.json.Decoder(PriceRow)
_codes = msgspec.json.Decoder(CouponCodes)
_site = msgspec.json.Decoder(SiteData)
_category = msgspec.json.Decoder(Category)
_definitions = msgspec.json.Decoder(list[AttributeDefinition])
_locales = msgspec.json.Decoder(dict[str, str | None])


class Site(msgspec.Struct):
    """A site ready for use: its data, the rules' view of it, and the list its customers are in."""

    data: SiteData
    shop: Shop
    customer_list: str
    customer_list_settings: CustomerList
    group_rules: list[Rule]
    """The dynamic customer groups that rules of the site name."""
    products: dict[str, ProductView | None]
    """Views of the products asked for so far; None where there is no such product."""
    permissions: Permissions
    """What the OCAPI settings grant on this site."""


class SiteProductIndex:
    """The product index of a site, and what of it was in stock a moment ago."""

    def __init__(self) -> None:
        self.making = asyncio.Lock()
        self.index: ProductIndex | None = None
        self.orderable = 0
        self.counted = 0
        """When the stock was read."""


class State:
    """Shop data of one revision, read when first needed."""

    def __init__(self, store: Store, revision: int, header_names: Sequence[str] = ()) -> None:
        self.revision = revision
        self._header_names = header_names
        self._settings: dict[str, SettingsDocument] = {}
        self.register = Register()
        self.tokens = Tokens([], self.register)
        self._limits: dict[str, RoleAdjustmentLimits] | None = None
        self._store = store
        self._sites: dict[str, Site | None] = {}
        self._site_ids: list[str] = []
        self._locales: frozenset[str] | None = None
        self._fallbacks: dict[str, str | None] | None = None
        self._custom_types: custom_types.CustomTypes | None = None
        self._object_types: dict[str, CustomObjectType] | None = None
        self._price_books: dict[str, PriceBook] | None = None
        self._trees: dict[str, CategoryTree] = {}
        self.product_indexes: dict[str, SiteProductIndex] = {}
        """By site id, made by the first search of a site."""

    async def load(self, now: int) -> "State":
        """Read accounts, keys and the names of the sites; make the first key of a store that has none."""
        self.register = Register(
            await accounts.listed(self._store, Client),
            await accounts.listed(self._store, Agent),
            await accounts.listed(self._store, Role),
        )
        keys = await load_keys(self._store)
        if not keys:
            await make_key(self._store, now)
            keys = await load_keys(self._store)
        self.tokens = Tokens(keys, self.register)
        self._site_ids = sorted(row_id for _, row_id, _ in await self._store.shop_rows("site"))
        return self

    def first_site_id(self) -> str:
        """Return the site of URLs that name none, when no setting does."""
        return self._site_ids[0] if self._site_ids else ""

    def site_ids(self) -> list[str]:
        """Return the ids of all sites."""
        return self._site_ids

    @property
    def clients(self) -> dict[str, Client]:
        """Return the API clients by their ids."""
        return self.register.clients

    @property
    def agents(self) -> dict[str, Agent]:
        """Return the agents by their logins."""
        return self.register.agents

    async def site(self, site_id: str) -> Site | None:
        """Return a site, or None if it is unknown."""
        if site_id not in self._sites:
            if site_id not in self._site_ids:
                return None
            self._sites[site_id] = await self._load_site(site_id)
        return self._sites[site_id]

    async def categories(self, site: Site) -> CategoryTree:
        """Return the categories of the site's catalog."""
        return await self._tree(site.shop.catalog_id or "")

    async def locales(self) -> frozenset[str]:
        """Return the locales that the organisation or one of its sites knows."""
        if self._locales is None:
            known = set(await self._locale_fallbacks())
            for _, _, row in await self._store.shop_rows("site"):
                known.update(_site.decode(row).listed("SiteLocales"))
            self._locales = frozenset(known)
        return self._locales

    async def _locale_fallbacks(self) -> dict[str, str | None]:
        if self._fallbacks is None:
            body = await self._store.shop_row("locales", "", "")
            self._fallbacks = _locales.decode(body) if body is not None else {}
        return self._fallbacks

    async def custom_types(self) -> custom_types.CustomTypes:
        """Return the custom attributes that the metadata declares."""
        if self._custom_types is None:
            rows = await self._store.shop_rows("metadata")
            self._custom_types = custom_types.compiled({row_id: _definitions.decode(row) for _, row_id, row in rows})
        return self._custom_types

    async def custom_object_types(self) -> dict[str, CustomObjectType]:
        """Return the types of custom objects by their ids."""
        if self._object_types is None:
            found = await self._records("custom_type", "", CustomObjectType)
            self._object_types = {type_.type_id: type_ for type_ in found}
        return self._object_types

    async def price_books(self) -> dict[str, PriceBook]:
        """Return the price books of all sites, by id."""
        if self._price_books is None:
            rows = await self._store.shop_rows("pricebook")
            books = [msgspec.json.decode(row, type=PriceBook) for _, _, row in rows]
            self._price_books = {book.pricebook_id: book for book in books}
        return self._price_books

    async def adjustment_limits(self) -> dict[str, RoleAdjustmentLimits]:
        """Return the limits of manual price adjustments by role."""
        if self._limits is None:
            roles = await self._records("price_adjustment_limits", "", RoleAdjustmentLimits)
            self._limits = {role.role_id: role for role in roles}
        return self._limits

    async def products(self, site: Site, product_ids: Iterable[str]) -> dict[str, ProductView]:
        """Return the products of these ids that exist, masters and prices included."""
        wanted = set(product_ids)
        missing = [product_id for product_id in wanted if product_id not in site.products]
        if missing:
            await self._load_products(site, missing)
        found: dict[str, ProductView] = {}
        for product_id in wanted:
            view = site.products.get(product_id)
            if view is not None:
                found[product_id] = view
        return found

    async def product_page(self, after: str, count: int) -> list[tuple[str, bytes]]:
        """Return id and row of some products, those after an id."""
        return await self._store.shop_rows_after("product", after, count)

    async def product_pages(self, count: int) -> AsyncIterator[list[ProductView]]:
        """Walk over all products, masters and prices included, a page at a time."""
        after = ""
        while rows := await self._store.shop_rows_after("product", after, count):
            after = rows[-1][0]
            found = await self._views([product_id for product_id, _ in rows])
            yield list(found.values())

    async def _load_site(self, site_id: str) -> Site | None:
        body = await self._store.shop_row("site", "", site_id)
        if body is None:
            return None
        data = _site.decode(body)
        by_id = await self.price_books()
        list_id = data.preferences.get("SiteInventoryList", "")
        rows = await self._store.shop_rows("inventory_list")
        lists = {row_id: msgspec.json.decode(row, type=InventoryList) for _, row_id, row in rows}
        marketing = await self._marketing(data)
        named = named_in(named_specifications(data, marketing), "category")
        trees = {catalog_id: await self._tree(catalog_id) for catalog_id in sorted(named)}
        fallbacks = await self._locale_fallbacks()
        shop = compile_shop(data, by_id, lists.get(list_id), marketing, lists, trees, fallbacks)
        customer_list = data.preferences.get("SiteCustomerList") or site_id
        row = await self._store.shop_row("customer_list", "", customer_list)
        settings = (
            msgspec.json.decode(row, type=CustomerList) if row is not None else CustomerList(list_id=customer_list)
        )
        groups = await self._records("customer_group", site_id, Rule)
        rules = [group for group in groups if group.dynamic and group.group_id in shop.named_groups]
        documents = [await self._settings_of(""), await self._settings_of(site_id)]
        return Site(data, shop, customer_list, settings, rules, {}, Permissions(documents, self._header_names))

    async def _settings_of(self, scope: str) -> SettingsDocument:
        """Return the OCAPI settings of all sites or of one; those that cannot be read grant nothing."""
        if scope not in self._settings:
            body = await self._store.shop_row("settings", scope, NAMES["shop"])
            try:
                self._settings[scope] = read_settings(body) if body is not None else SettingsDocument()
            except JsonPlaceError as error:
                log.warning("the OCAPI settings of %s grant nothing: %s", scope or "all sites", error)
                self._settings[scope] = SettingsDocument()
        return self._settings[scope]

    async def coupon_codes(self, site: Site, codes: Iterable[str]) -> dict[str, str]:
        """Return the coupon ids of those codes that belong to coupons with many codes."""
        wanted = {code for code in codes if site.shop.coupons.of_single_code(code) is None}
        if not wanted or not site.shop.coupons.has_many_codes:
            return {}
        found: dict[str, str] = {}
        for row in await self._store.shop_rows_by_id(["coupon_code"], sorted({code.casefold() for code in wanted})):
            known = _codes.decode(row.body or b"")
            if row.scope != coupon_scope(site.shop.site_id, known.coupon_id):
                continue
            for code in wanted:
                if code.casefold() == row.id and site.shop.coupons.accepts(known.coupon_id, code, known.codes):
                    found[code] = known.coupon_id
        return found

    async def _marketing(self, data: SiteData) -> MarketingData:
        site_id = data.site_id
        settings = await self._records("promotion_settings", site_id, PromotionSettings)
        marketing = MarketingData(
            campaigns=await self._records("campaign", site_id, Campaign),
            promotions=await self._records("promotion", site_id, PromotionData),
            settings=settings[0] if settings else PromotionSettings(),
            coupons=await self._records("coupon", site_id, CouponData),
            source_codes=await self._records("source_code_group", site_id, SourceCodeGroup),
        )
        specifications = named_specifications(data, marketing)
        sets, _prices = await self._rows(sorted(named_in(specifications, "product-set")))
        marketing.product_sets = {set_id: product.product_set_products for set_id, product in sets.items()}
        return marketing

    async def _tree(self, catalog_id: str) -> CategoryTree:
        if catalog_id not in self._trees:
            rows = await self._store.shop_rows("category", catalog_id) if catalog_id else []
            self._trees[catalog_id] = compile_tree(_category.decode(row) for _, _, row in rows)
        return self._trees[catalog_id]

    async def _records(self, kind: str, site_id: str, type_: type[AnyRecord]) -> list[AnyRecord]:
        rows = await self._store.shop_rows(kind, site_id)
        return [msgspec.json.decode(body, type=type_) for _scope, _id, body in sorted(rows)]

    async def _load_products(self, site: Site, product_ids: list[str]) -> None:
        if len(site.products) > _MOST_PRODUCTS:
            site.products.clear()
        found = await self._views(product_ids)
        for product_id in product_ids:
            site.products[product_id] = found.get(product_id)

    async def _views(self, product_ids: list[str]) -> dict[str, ProductView]:
        views: dict[str, ProductView] = {}
        products, prices = await self._rows(product_ids)
        masters = {data.master_product_id for data in products.values() if data.master_product_id}
        master_products, master_prices = await self._rows(sorted(masters - set(product_ids)))
        master_products.update(products)
        for product_id in product_ids:
            data = products.get(product_id)
            if data is None:
                continue
            master = master_products.get(data.master_product_id or "")
            rows = prices.get(product_id, [])
            if master is not None:
                own = prices.get(master.product_id) or master_prices.get(master.product_id, [])
                rows = rows + own
            views[product_id] = ProductView(product=data, master=master, prices=rows)
        return views

    async def _rows(self, product_ids: list[str]) -> tuple[dict[str, ProductData], dict[str, list[PriceRow]]]:
        products: dict[str, ProductData] = {}
        prices: dict[str, list[PriceRow]] = {}
        if not product_ids:
            return products, prices
        for row in await self._store.shop_rows_by_id(["product", "price"], product_ids):
            body = row.body or b""
            if row.kind == "product":
                products[row.id] = _product.decode(body)
            else:
                prices.setdefault(row.id, []).append(_prices.decode(body))
        return products, prices


class States:
    """The state of the newest revision this process has seen."""

    def __init__(self, store: Store, ambient: Ambient, header_names: Sequence[str] = ()) -> None:
        self._header_names = header_names
        self._store = store
        self._ambient = ambient
        self._state: State | None = None

    async def at(self, revision: int) -> State:
        """Return the state of a revision, reading it if it is not the one at hand."""
        state = self._state
        if state is None or state.revision != revision:
            state = await State(self._store, revision, self._header_names).load(self._ambient.now())
            self._state = state
        return state
