"""One site as the rules see it: look-ups prepared once, when its data changes.

Follows the site archive reference: price books, shipping, tax, payment, preferences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counterfoil.commerce import money
from counterfoil.commerce.categories import CategoryTree
from counterfoil.commerce.coupons import Coupons
from counterfoil.commerce.known_products import KnownProducts
from counterfoil.commerce.product_specification import ProductSelection, Surroundings
from counterfoil.commerce.promotions.book import PromotionBook
from counterfoil.commerce.source_codes import SourceCodes
from counterfoil.commerce.taxation import TaxTable, compile_tax
from counterfoil.commerce.texts import Tongue, tongue_of
from counterfoil.documents.product_rules import ProductSpecification
from counterfoil.documents.promotion_data import Campaign, MarketingData, PromotionData, specifications_of
from counterfoil.documents.shop_data import (
    InventoryList,
    PaymentCardData,
    PaymentMethodData,
    PriceBook,
    ProductCostGroup,
    ShippingMethodData,
    SiteData,
)

BUILT_IN_GROUPS = frozenset({"Everyone", "Registered", "Unregistered"})
"""Customer groups that every site has; membership is known without looking the customer up."""
_MINUTES_DIGITS = 8
PriceChain = tuple[PriceBook, ...]
"""A price book the site uses, then its parent, then the parent of that."""


class MethodProducts(NamedTuple):
    """The products a shipping method does not take, and those with a cost of their own."""

    excluded: ProductSelection | None
    cost_groups: tuple[tuple[ProductSelection, ProductCostGroup], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shop:
    """The compiled view of a site; never changed, only replaced."""

    site: SiteData
    site_id: str
    currency: str
    currencies: tuple[str, ...]
    taxation: str
    locale: str
    catalog_id: str | None
    repeats_products: bool
    """A product added again gets a line of its own (preference AddProductToBasketBehavior)."""
    basket_minutes: int | None
    """Life of a basket after its last change (preference BasketLifetime), None if the site says nothing."""
    price_chains: dict[str, tuple[PriceChain, ...]]
    """By currency, in the order of the preference SitePriceBooks."""
    shipping_methods: dict[str, ShippingMethodData]
    payment_methods: dict[str, PaymentMethodData]
    payment_cards: dict[str, PaymentCardData]
    tax: TaxTable
    inventory_list: InventoryList | None
    inventory_lists: Mapping[str, InventoryList]
    """Every list that a line may name, the site's own included."""
    zone: tzinfo
    """The site's time zone, for dates and times of day without one."""
    campaigns: dict[str, Campaign]
    promotions: dict[str, PromotionData]
    promotion_book: PromotionBook
    shipping_products: dict[str, MethodProducts]
    """By method id, of the methods that some products cost more with or exclude."""
    named_chains: dict[str, PriceChain]
    """Price books that promotions and source codes name, with their parents, by id."""
    coupons: Coupons
    source_codes: SourceCodes
    rounds_tax_at_group: bool
    """Tax is rounded once for all lines of a rate (preference TaxRoundedAtGroup)."""
    taxes_after_order_discounts: bool
    """The tax basis of a line has its share of the order-level adjustments (PromotionNewTaxBasisCalculationEnabled)."""
    named_groups: frozenset[str]
    """Customer groups that rules of the site name, without those every site has."""
    fallbacks: Mapping[str, str | None] = field(default_factory=dict)
    """The locale that another falls back to."""
    known_tongues: dict[str, Tongue] = field(default_factory=dict)
    known_products: KnownProducts = field(default_factory=KnownProducts)
    """What calculations have found out about products, for as long as the site's data is the same."""

    def digits(self, currency: str | None = None) -> int:
        """Return how many digits after the point amounts have; the site's currency if none is named."""
        return money.digits(currency or self.currency)

    def round_money(self, amount: Decimal, currency: str | None = None) -> Decimal:
        """Round half up to the digits of a currency; the site's currency if none is named."""
        return money.round_to(amount, money.quantum(currency or self.currency))

    def tongue(self, locale: str | None) -> Tongue:
        """Return a locale, the site's own if none is named, with those it falls back to."""
        name = locale or self.locale
        known = self.known_tongues.get(name)
        if known is None:
            known = self.known_tongues[name] = tongue_of(name, self.fallbacks)
        return known

    def method_currency(self, method: ShippingMethodData) -> str:
        """Return the only currency a shipping method is offered in."""
        return method.currency or self.currency

    def default_shipping_method(self, currency: str) -> ShippingMethodData | None:
        """Return the default method of a currency if it is online."""
        for method in self.shipping_methods.values():
            if method.default and method.online_flag and self.method_currency(method) == currency:
                return method
        return None


def compile_shop(
    site: SiteData,
    price_books: Mapping[str, PriceBook],
    inventory_list: InventoryList | None = None,
    marketing: MarketingData | None = None,
    inventory_lists: Mapping[str, InventoryList] | None = None,
    trees: Mapping[str, CategoryTree] | None = None,
    fallbacks: Mapping[str, str | None] | None = None,
) -> Shop:
    """Prepare a site's data for the rules; ``price_books`` are all that the site or a parent relation names.

    ``trees`` are those of the catalogs whose categories rules name.
    """
    marketing = marketing or MarketingData()
    zone = _zone(site)
    around = Surroundings(trees or {}, marketing.product_sets)
    currencies = tuple(dict.fromkeys([site.currency, *site.listed("SiteCurrencies")]))
    return Shop(
        site=site,
        site_id=site.site_id,
        currency=site.currency,
        currencies=currencies,
        taxation=site.taxation,
        locale=site.preferences.get("SiteDefaultLocale") or "default",
        fallbacks=fallbacks or {},
        catalog_id=site.preferences.get("SiteCatalog") or None,
        repeats_products=site.preferences.get("AddProductToBasketBehavior") == "AllowRepeats",
        basket_minutes=_minutes(site.preferences.get("BasketLifetime", "")),
        price_chains=_price_chains(site.listed("SitePriceBooks"), price_books),
        shipping_methods={method.method_id: method for method in site.shipping_methods},
        payment_methods={method.method_id: method for method in site.payment_methods},
        payment_cards={card.card_type: card for card in site.payment_cards},
        tax=compile_tax(site),
        inventory_list=inventory_list,
        inventory_lists={
            **(inventory_lists or {}),
            **({inventory_list.list_id: inventory_list} if inventory_list else {}),
        },
        zone=zone,
        campaigns={campaign.campaign_id: campaign for campaign in marketing.campaigns},
        promotions={promotion.promotion_id: promotion for promotion in marketing.promotions},
        promotion_book=PromotionBook(marketing, around, zone),
        shipping_products=_shipping_products(site, around),
        named_chains={name: _chain(name, price_books) for name in _named_books(marketing)},
        coupons=Coupons(marketing.coupons),
        source_codes=SourceCodes(marketing.source_codes, zone),
        rounds_tax_at_group=site.preferences.get("TaxRoundedAtGroup") == "true",
        taxes_after_order_discounts=site.preferences.get("PromotionNewTaxBasisCalculationEnabled") == "true",
        named_groups=_named_groups(site, marketing),
    )


def named_specifications(site: SiteData, marketing: MarketingData) -> list[ProductSpecification]:
    """Return every product specification that rules of a site go by."""
    found = [marketing.settings.excluded_products]
    for promotion in marketing.promotions:
        found += specifications_of(promotion.rule) if promotion.rule is not None else []
    for method in site.shipping_methods:
        found += [method.excluded_products, *(group.products for group in method.product_cost_groups)]
    return [specification for specification in found if specification is not None]


def _named_books(marketing: MarketingData) -> set[str]:
    named = {book_id for group in marketing.source_codes for book_id in group.pricebooks}
    for promotion in marketing.promotions:
        discounts = promotion.rule.discounts if promotion.rule is not None else []
        named.update(discount.price_book_id for discount in discounts if discount.price_book_id)
    return named


def _shipping_products(site: SiteData, around: Surroundings) -> dict[str, MethodProducts]:
    found = {}
    for method in site.shipping_methods:
        excluded = method.excluded_products
        groups = tuple((ProductSelection(group.products, around), group) for group in method.product_cost_groups)
        if groups or excluded is not None:
            found[method.method_id] = MethodProducts(
                excluded=ProductSelection(excluded, around) if excluded is not None else None, cost_groups=groups
            )
    return found


def _zone(site: SiteData) -> tzinfo:
    """Return the site's time zone; UTC where it names none that is known."""
    try:
        return ZoneInfo(site.preferences.get("SiteTimezone") or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _minutes(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MINUTES_DIGITS and int(text) else None


def _named_groups(site: SiteData, marketing: MarketingData) -> frozenset[str]:
    named = [method.customer_groups for method in site.shipping_methods]
    named += [method.customer_groups for method in site.payment_methods]
    named += [card.customer_groups for card in site.payment_cards]
    named += [campaign.customer_groups for campaign in marketing.campaigns]
    for promotion in marketing.promotions:
        named += [assignment.customer_groups for assignment in promotion.assignments]
        named += [promotion.own.customer_groups] if promotion.own is not None else []
    return frozenset(group for groups in named for group in groups) - BUILT_IN_GROUPS


def with_price_books(shop: Shop, pricebook_ids: Iterable[str], price_books: Mapping[str, PriceBook]) -> Shop:
    """Return a shop whose prices come from these price books, and their parents, instead of the site's own."""
    chains = _price_chains(pricebook_ids, price_books)
    return replace(shop, price_chains=chains, known_products=KnownProducts())


def _price_chains(
    pricebook_ids: Iterable[str], price_books: Mapping[str, PriceBook]
) -> dict[str, tuple[PriceChain, ...]]:
    chains: dict[str, tuple[PriceChain, ...]] = {}
    for pricebook_id in pricebook_ids:
        chain = _chain(pricebook_id, price_books)
        if chain:
            currency = chain[0].currency
            chains[currency] = (*chains.get(currency, ()), chain)
    return chains


def _chain(pricebook_id: str, price_books: Mapping[str, PriceBook]) -> PriceChain:
    """Follow the parents; a parent of another currency, or one seen before, ends the chain."""
    chain: list[PriceBook] = []
    book = price_books.get(pricebook_id)
    while book is not None and book not in chain and book.currency == (chain or [book])[0].currency:
        chain.append(book)
        book = price_books.get(book.parent) if book.parent else None
    return tuple(chain)
