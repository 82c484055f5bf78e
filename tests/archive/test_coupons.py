"""Coupons and source codes of an archive."""

import pytest
from tests.archive.archives import Shop, messages, xml

from counterfoil.documents.promotion_data import CouponCodes, CouponData, RedemptionLimits, SourceCodeGroup

pytestmark = [pytest.mark.anyio, pytest.mark.fast]
WELCOME = """<coupon coupon-id="welcome"><enabled-flag>true</enabled-flag><case-insensitive>true</case-insensitive>
    <redemption-limits><limit-per-code>1000</limit-per-code><limit-per-customer>1</limit-per-customer>
    <limit-per-time-frame><limit>2</limit><time-frame>30</time-frame></limit-per-time-frame>
    <allow-multiple-codes-per-order>true</allow-multiple-codes-per-order></redemption-limits>
    <single-code>WELCOME</single-code></coupon>"""
MAILING = """<coupon coupon-id="mailing"><enabled-flag>true</enabled-flag>
    <redemption-limits><limit-per-code>1</limit-per-code></redemption-limits>
    <multiple-codes><code>M-1001</code><code> m-1001 </code></multiple-codes></coupon>
    <coupon-codes coupon-id="mailing"><code>M-1002</code></coupon-codes>"""


def coupons(content: str) -> dict[str, str]:
    return {"sites/Shop/coupons.xml": xml("coupons", content)}


async def codes(shop: Shop, coupon_id: str = "mailing") -> list[str]:
    rows = await shop.store.shop_rows("coupon_code", f"Shop/{coupon_id}")
    return [code for _, row_id, _ in sorted(rows) for code in await codes_of(shop, coupon_id, row_id)]


async def codes_of(shop: Shop, coupon_id: str, row_id: str) -> list[str]:
    row = await shop.record(CouponCodes, "coupon_code", row_id, f"Shop/{coupon_id}")
    return row.codes if row is not None else []


async def test_a_coupon_with_one_code_and_its_limits(shop: Shop):
    report = await shop.load(coupons(WELCOME))
    assert messages(report) == []
    assert await shop.record(CouponData, "coupon", "welcome", "Shop") == CouponData(
        coupon_id="welcome",
        kind="single-code",
        enabled_flag=True,
        case_insensitive=True,
        single_code="WELCOME",
        redemption_limits=RedemptionLimits(
            limit_per_code=1000,
            limit_per_customer=1,
            limit_per_time_frame=2,
            time_frame_days=30,
            allow_multiple_codes_per_order=True,
        ),
    )


async def test_many_codes_are_rows_of_their_own(shop: Shop):
    await shop.load(coupons(MAILING))
    assert (await shop.record(CouponData, "coupon", "mailing", "Shop")).kind == "multiple-codes"
    assert await codes(shop) == ["M-1001", "m-1001", "M-1002"]


async def test_codes_are_taken_away_one_by_one(shop: Shop):
    await shop.load(coupons(MAILING))
    gone = '<coupon-codes coupon-id="mailing" mode="delete"><code>M-1001</code><code>M-1002</code></coupon-codes>'
    await shop.load(coupons(gone))
    assert await codes(shop) == ["m-1001"]


async def test_a_coupon_goes_with_its_codes(shop: Shop):
    await shop.load(coupons(MAILING))
    await shop.load(coupons('<coupon coupon-id="mailing" mode="delete"/>'))
    assert await shop.record(CouponData, "coupon", "mailing", "Shop") is None
    assert await codes(shop) == []


async def test_codes_that_the_platform_drew_come_as_coupon_codes(shop: Shop):
    drawn = """<coupon coupon-id="drawn"><redemption-limits><limit-per-code>1</limit-per-code></redemption-limits>
        <system-codes><max-number-of-codes>100</max-number-of-codes><code-prefix>T</code-prefix>
        <code-length>12</code-length><algorithm>F2</algorithm><seed-info><seed-number>1</seed-number></seed-info>
        </system-codes></coupon><coupon-codes coupon-id="drawn"><code>T-abc</code></coupon-codes>"""
    report = await shop.load(coupons(drawn))
    assert messages(report) == []
    coupon = await shop.record(CouponData, "coupon", "drawn", "Shop")
    assert (coupon.kind, coupon.max_number_of_codes, coupon.code_prefix) == ("system-codes", 100, "T")
    assert await codes(shop, "drawn") == ["T-abc"]


async def test_the_kind_of_a_coupon_cannot_change(shop: Shop):
    await shop.load(coupons(WELCOME))
    report = await shop.load(coupons('<coupon coupon-id="welcome"><multiple-codes/></coupon>'))
    assert "its kind cannot be changed" in messages(report)[0]


async def test_a_coupon_without_limit_is_mentioned_when_it_is_new(shop: Shop):
    content = coupons('<coupon coupon-id="open"><single-code>OPEN</single-code></coupon>')
    assert "has no limit-per-code" in messages(await shop.load(content))[0]
    assert messages(await shop.load(content)) == []


@pytest.mark.parametrize(
    "bad", ["<coupon/>", '<coupon coupon-id="a"/>', '<coupon coupon-id="a"><single-code/></coupon>']
)
async def test_a_coupon_that_cannot_be_used_is_reported(shop: Shop, bad: str):
    report = await shop.load(coupons(bad))
    assert len(report.warnings) == 1
    assert "coupon" not in report.counts or report.counts["coupon"].created == 0


async def test_a_source_code_group_has_codes_days_and_price_books(shop: Shop):
    content = """<sourcecode-group group-id="mail"><enabled-flag>true</enabled-flag>
        <online-from>2026-09-01Z</online-from><online-to>2026-09-30</online-to>
        <code-specs><code-spec>autumn[1..500]</code-spec><code-spec>leaf</code-spec></code-specs>
        <pricebooks><pricebook pricebook-id="eur-sale"/></pricebooks></sourcecode-group>"""
    report = await shop.load({"sites/Shop/sourcecodes.xml": xml("sourcecodes", content)})
    assert messages(report) == ["sites/Shop:0 there is no pricebook eur-sale, which source_code_group mail names"]
    assert await shop.record(SourceCodeGroup, "source_code_group", "mail", "Shop") == SourceCodeGroup(
        group_id="mail",
        enabled_flag=True,
        online_from="2026-09-01",
        online_to="2026-09-30",
        code_specs=["autumn[1..500]", "leaf"],
        pricebooks=["eur-sale"],
    )
    await shop.load(
        {"sites/Shop/sourcecodes.xml": xml("sourcecodes", '<sourcecode-group group-id="mail" mode="delete"/>')}
    )
    assert await shop.record(SourceCodeGroup, "source_code_group", "mail", "Shop") is None
