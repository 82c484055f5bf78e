"""Promotions of an archive: campaigns, every class and discount, assignments, and what is wrong with them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.archive.archives import Shop, messages, xml

from counterfoil.documents.product_rules import ProductCondition, ProductSpecification
from counterfoil.documents.promotion_data import (
    BonusProduct,
    Campaign,
    PromotionAssignment,
    PromotionData,
    PromotionDiscount,
    PromotionSettings,
    Recurrence,
)

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
FILE = "sites/Shop/promotions.xml"
CAMPAIGN = """<campaign campaign-id="autumn"><enabled-flag>true</enabled-flag>
    <start-date>2026-09-01T00:00:00.000Z</start-date>
    <customer-groups match-mode="all"><customer-group group-id="Trade"/>
    <customer-group group-id="Tea"/></customer-groups>
    <coupons><coupon coupon-id="welcome"/></coupons>
    <source-codes><source-code group-id="mail"/></source-codes></campaign>"""
TIN = "<condition-group><product-id-condition><product-id>tin</product-id></product-id-condition></condition-group>"
TINS = f"<included-products>{TIN}</included-products>"


def promotions(content: str) -> dict[str, str]:
    return {FILE: xml("promotions", content)}


def promotion(rule: str, content: str = "<enabled-flag>true</enabled-flag>") -> str:
    return f'<promotion promotion-id="tea">{content}{rule}</promotion>'


def product_rule(discount: str) -> str:
    return (
        f"<product-promotion-rule><discounted-products>{TINS}</discounted-products>{discount}</product-promotion-rule>"
    )


async def read(shop: Shop, content: str) -> PromotionData:
    report = await shop.load(promotions(content))
    assert messages(report) == []
    found = await shop.record(PromotionData, "promotion", "tea", "Shop")
    assert found is not None
    return found


async def test_a_campaign_has_dates_and_qualifiers(shop: Shop):
    await shop.load(promotions(CAMPAIGN))
    campaign = await shop.record(Campaign, "campaign", "autumn", "Shop")
    assert campaign.enabled_flag
    assert campaign.start_date == int(datetime(2026, 9, 1, tzinfo=UTC).timestamp() * 1000)
    assert campaign.customer_groups == ["Trade", "Tea"]
    assert campaign.customer_groups_match == "all"
    assert campaign.coupons == ["welcome"]
    assert campaign.source_codes == ["mail"]


async def test_a_campaign_for_stores_only_is_not_for_this_server(shop: Shop):
    scope = "<campaign-scope><applicable-in-store/></campaign-scope>"
    await shop.load(promotions(f'<campaign campaign-id="a">{scope}</campaign>'))
    assert not (await shop.record(Campaign, "campaign", "a", "Shop")).applicable_online


async def test_what_a_promotion_says_of_itself(shop: Shop):
    found = await read(
        shop,
        promotion(
            product_rule("<simple-discount><percentage>10</percentage></simple-discount>"),
            """<enabled-flag>true</enabled-flag><prevent-requalifying-flag>true</prevent-requalifying-flag>
            <exclusivity>class</exclusivity><exclusivity-group>teas</exclusivity-group><currency>EUR</currency>
            <name xml:lang="x-default">Tea</name><name xml:lang="de-DE">Tee</name>
            <callout-msg xml:lang="x-default">Ten off</callout-msg><tags><tag>new</tag></tags>
            <combinable-promotions><combinable-promotion>a</combinable-promotion></combinable-promotions>
            <mutually-exclusive-promotions><mutually-exclusive-promotion>b</mutually-exclusive-promotion>
            </mutually-exclusive-promotions>""",
        ),
    )
    assert found.enabled_flag
    assert found.prevent_requalifying_flag
    assert (found.exclusivity, found.exclusivity_group, found.currency) == ("class", "teas", "EUR")
    assert found.name == {"x-default": "Tea", "de-DE": "Tee"}
    assert (found.combinable_promotions, found.mutually_exclusive_promotions) == (["a"], ["b"])
    assert found.rule.form == "simple-discount"
    assert found.rule.discounted_products == ProductSpecification(
        included=[[ProductCondition(kind="product-id", operator="is equal", values=["tin"])]]
    )


DISCOUNTS = {
    "<percentage>10</percentage>": PromotionDiscount(type="percentage", percentage=Decimal(10)),
    "<amount>2.50</amount>": PromotionDiscount(type="amount", amount=Decimal("2.50")),
    "<fixed-price>9</fixed-price>": PromotionDiscount(type="fixed_price", amount=Decimal(9)),
    "<total-fixed-price>50</total-fixed-price>": PromotionDiscount(type="total_fixed_price", amount=Decimal(50)),
    "<free-shipping/>": PromotionDiscount(type="free_shipping"),
    "<fixed-price-shipping>1</fixed-price-shipping>": PromotionDiscount(type="fixed_price_shipping", amount=Decimal(1)),
    "<price-book-price><pricebook-id>vip</pricebook-id></price-book-price>": PromotionDiscount(
        type="price_book_price", price_book_id="vip"
    ),
    "<bonus><bonus-products><product-id>cup</product-id></bonus-products></bonus>": PromotionDiscount(
        type="bonus", bonus_products=[BonusProduct(product_id="cup")]
    ),
    '<bonus-choice><bonus-products><bonus-product product-id="cup"><bonus-product-price>1</bonus-product-price>'
    "</bonus-product></bonus-products><max-bonus-items>2</max-bonus-items></bonus-choice>": PromotionDiscount(
        type="bonus_choice",
        bonus_products=[BonusProduct(product_id="cup", price=Decimal(1))],
        max_bonus_items=2,
    ),
    "<percent-off-options><percentage>20</percentage><product-options><option-id>warranty</option-id>"
    "</product-options></percent-off-options>": PromotionDiscount(
        type="percentage_off_options", percentage=Decimal(20), option_ids=["warranty"]
    ),
}


@pytest.mark.parametrize("element", DISCOUNTS)
async def test_every_simple_discount_is_read(shop: Shop, element: str):
    found = await read(shop, promotion(product_rule(f"<simple-discount>{element}</simple-discount>")))
    assert found.rule.discounts == [DISCOUNTS[element]]


async def test_tiers_are_sorted_by_their_thresholds(shop: Shop):
    tiers = "".join(
        f"<discount><threshold>{threshold}</threshold><percentage>{percent}</percentage></discount>"
        for threshold, percent in ((10, 20), (3, 10))
    )
    rule = product_rule(f'<discounts condition-type="product-amount">{tiers}</discounts>')
    found = await read(shop, promotion(rule))
    assert found.rule.condition_type == "product-amount"
    assert [(each.threshold, each.percentage) for each in found.rule.discounts] == [(3, 10), (10, 20)]


async def test_buy_x_get_y_says_how_many(shop: Shop):
    bogo = "<bogo><threshold>2</threshold><free/><eligible-quantity>1</eligible-quantity></bogo>"
    rule = product_rule(f'<bogo-discounts require-exact-eligible-quantity="true">{bogo}</bogo-discounts>')
    found = await read(shop, promotion(rule.replace("</bogo-discounts>", "</bogo-discounts>")))
    assert found.rule.form == "bogo-discounts"
    assert found.rule.require_exact_eligible_quantity
    assert found.rule.discounts == [PromotionDiscount(type="free", threshold=Decimal(2), eligible_quantity=Decimal(1))]
    single = await read(shop, promotion(product_rule(bogo)))
    assert single.rule.form == "bogo"


async def test_total_discounts_and_combinations(shop: Shop):
    part = f"<product-constraint><quantity>2</quantity><product-specification>{TINS}</product-specification>"
    combination = f"<product-constraints>{part}</product-constraint></product-constraints>"
    total = "<discount><total-fixed-price>50</total-fixed-price><eligible-quantity>5</eligible-quantity></discount>"
    found = await read(
        shop,
        promotion(
            "<product-promotion-rule>"
            f"<qualifying-products-combination>{combination}</qualifying-products-combination>"
            f"<discounted-products-combination>{combination}</discounted-products-combination>"
            "<identical-products>true</identical-products>"
            f"<total-discounts>{total}</total-discounts><max-applications>3</max-applications></product-promotion-rule>"
        ),
    )
    assert found.rule.qualifying_combination == found.rule.discounted_combination
    assert found.rule.qualifying_combination[0].quantity == 2
    assert found.rule.identical_products
    assert found.rule.discounts[0].eligible_quantity == 5
    assert found.rule.max_applications == 3


async def test_an_order_promotion_has_its_own_rule(shop: Shop):
    found = await read(
        shop,
        promotion(
            f"<order-promotion-rule><excluded-products>{TINS}</excluded-products>"
            "<payment-methods><method-id>CREDIT_CARD.Visa</method-id></payment-methods>"
            "<discount-only-qualifying-products>true</discount-only-qualifying-products>"
            '<discounts condition-type="order-total"><discount><threshold>30</threshold><amount>5</amount></discount>'
            "</discounts><enable-upsells>true</enable-upsells><upsell-threshold>20</upsell-threshold>"
            "<exclude-discounted-products>true</exclude-discounted-products></order-promotion-rule>"
        ),
    )
    rule = found.rule
    assert (rule.promotion_class, rule.condition_type, rule.payment_methods) == (
        "order",
        "order-total",
        ["CREDIT_CARD.Visa"],
    )
    assert (rule.enable_upsells, rule.upsell_threshold, rule.exclude_discounted_products) == (True, 20, True)
    assert rule.excluded_products.included is not None


async def test_a_shipping_promotion_prohibits_other_products_unless_it_says_otherwise(shop: Shop):
    tier = "<discounts><discount><threshold>20</threshold><free/></discount></discounts>"
    methods = "<shipping-methods><method-id>ground</method-id></shipping-methods>"
    found = await read(shop, promotion(f"<shipping-promotion-rule>{methods}{tier}</shipping-promotion-rule>"))
    assert found.rule.condition_type == "shipment-total"
    assert found.rule.prohibit_nonqualifying_products
    assert found.rule.shipping_methods == ["ground"]
    free = "<prohibit-nonqualifying-products>false</prohibit-nonqualifying-products>"
    found = await read(shop, promotion(f"<shipping-promotion-rule>{free}{tier}</shipping-promotion-rule>"))
    assert not found.rule.prohibit_nonqualifying_products


ORDER = "<order-promotion-rule><discounts><discount><amount>5</amount></discount></discounts></order-promotion-rule>"
ASSIGNED = """<promotion-campaign-assignment promotion-id="tea" campaign-id="autumn">
    <qualifiers match-mode="all"><coupons/><customer-groups/></qualifiers>
    <customer-groups><customer-group group-id="Trade"/></customer-groups>
    <coupons><coupon coupon-id="welcome"/></coupons><rank>10</rank>
    <schedule><start-date>2026-09-02T00:00:00.000Z</start-date>
    <recurrence><day-of-week><weekday>Monday</weekday></day-of-week>
    <time-of-day><time-from>9:00</time-from><time-to>17:30:00</time-to></time-of-day></recurrence></schedule>
    </promotion-campaign-assignment>"""


async def test_an_assignment_has_rank_qualifiers_and_schedule(shop: Shop):
    coupons = xml(
        "coupons",
        '<coupon coupon-id="welcome"><redemption-limits><limit-per-code>1</limit-per-code></redemption-limits>'
        "<single-code>W</single-code></coupon>",
    )
    mail = xml("sourcecodes", '<sourcecode-group group-id="mail"/>')
    files = promotions(CAMPAIGN + promotion(ORDER) + ASSIGNED)
    report = await shop.load(files | {"sites/Shop/coupons.xml": coupons, "sites/Shop/sourcecodes.xml": mail})
    assert messages(report) == []
    found = await shop.record(PromotionData, "promotion", "tea", "Shop")
    assert found.assignments == [
        PromotionAssignment(
            campaign_id="autumn",
            qualifiers=["coupons", "customer-groups"],
            qualifiers_match="all",
            customer_groups=["Trade"],
            coupons=["welcome"],
            rank=10,
            start_date=int(datetime(2026, 9, 2, tzinfo=UTC).timestamp() * 1000),
            recurrence=Recurrence(weekdays=["Monday"], time_from="09:00:00", time_to="17:30:00"),
        )
    ]


async def test_an_assignment_is_taken_away_and_a_promotion_and_a_campaign_too(shop: Shop):
    await shop.load(promotions(CAMPAIGN + promotion(ORDER) + ASSIGNED))
    gone = '<promotion-campaign-assignment promotion-id="tea" campaign-id="autumn" mode="delete"/>'
    assert (await read(shop, gone)).assignments == []
    await shop.load(
        promotions('<campaign campaign-id="autumn" mode="delete"/><promotion promotion-id="tea" mode="delete"/>')
    )
    assert await shop.record(PromotionData, "promotion", "tea", "Shop") is None
    assert await shop.record(Campaign, "campaign", "autumn", "Shop") is None


async def test_deprecated_elements_of_the_promotion_are_still_read(shop: Shop):
    content = (
        '<promotion promotion-id="tea" campaign-id="autumn"><rank>3</rank>'
        '<coupons><coupon coupon-id="welcome"/></coupons>'
        "<schedule><start-date>2026-09-02T00:00:00Z</start-date></schedule>" + ORDER + "</promotion>"
    )
    await shop.load(promotions(content))
    found = await shop.record(PromotionData, "promotion", "tea", "Shop")
    assert [each.campaign_id for each in found.assignments] == ["autumn"]
    assert (found.own.rank, found.own.coupons) == (3, ["welcome"])
    assert found.own.start_date is not None


async def test_what_no_promotion_touches(shop: Shop):
    content = (
        f"<global-promotion-settings><global-excluded-products>{TINS}</global-excluded-products>"
        "<global-excluded-product-options><product-option-id>warranty</product-option-id>"
        "</global-excluded-product-options></global-promotion-settings>"
    )
    await shop.load(promotions(content))
    settings = await shop.record(PromotionSettings, "promotion_settings", "global", "Shop")
    assert settings.excluded_options == ["warranty"]
    assert settings.excluded_products.included is not None


async def test_a_second_import_of_the_same_archive_changes_nothing(shop: Shop):
    files = promotions(CAMPAIGN + promotion(ORDER) + ASSIGNED)
    await shop.load(files)
    report = await shop.load(files)
    assert (report.counts["promotion"].changed, report.counts["promotion"].unchanged) == (0, 1)
    assert (report.counts["campaign"].changed, report.counts["campaign"].unchanged) == (0, 1)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (product_rule("<simple-discount/>"), "simple-discount has no discount that is understood"),
        (product_rule("<simple-discount><percentage>110</percentage></simple-discount>"), "110 per cent is more"),
        (product_rule("<max-applications>2</max-applications>"), "the product promotion has no discount"),
        (
            "<order-promotion-rule><discounts><discount><free/></discount></discounts></order-promotion-rule>",
            "a order promotion of this form cannot give free",
        ),
        (ORDER.replace("<discounts>", '<discounts condition-type="moon">'), "the condition type 'moon'"),
    ],
)
async def test_a_rule_that_gives_nothing_is_reported_and_the_promotion_stays_out(shop: Shop, rule: str, message: str):
    report = await shop.load(promotions(promotion(rule)))
    assert [message in each for each in messages(report)] == [True]
    assert await shop.record(PromotionData, "promotion", "tea", "Shop") is None


async def test_a_condition_that_is_not_understood_is_reported_and_its_group_left_out(shop: Shop):
    strange = "<condition-group><moon-condition><moon>full</moon></moon-condition></condition-group>"
    rule = product_rule("<simple-discount><percentage>1</percentage></simple-discount>").replace(TIN, TIN + strange)
    report = await shop.load(promotions(promotion(rule)))
    assert messages(report) == [f"{FILE}:2 products named by moon-condition are not understood; the group of "
                                "conditions is left out"]  # fmt: skip
    found = await shop.record(PromotionData, "promotion", "tea", "Shop")
    assert len(found.rule.discounted_products.included) == 1


async def test_what_a_promotion_names_and_nobody_has_is_reported(shop: Shop):
    report = await shop.load(promotions(promotion(ORDER) + ASSIGNED))
    assert messages(report) == [
        "sites/Shop:0 there is no campaign autumn, which promotion tea names",
        "sites/Shop:0 there is no coupon welcome, which promotion tea names",
    ]


async def test_an_assignment_of_an_unknown_promotion_is_reported(shop: Shop):
    report = await shop.load(promotions(CAMPAIGN + ASSIGNED))
    assert "there is no promotion tea to assign to autumn" in messages(report)[0]
