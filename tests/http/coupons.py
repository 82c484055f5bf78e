"""Coupons for the tests: an archive with some and a promotion that each of them brings."""

from pathlib import Path

from tests.api import Api
from tests.http.gift_certificates import load_files

from counterfoil.archive.report import Report

IMPEX = "http://www.demandware.com/xml/impex/"


def coupon(coupon_id: str, codes: str, *limits: str, enabled: bool = True, any_case: bool = False) -> str:
    """A coupon as an archive writes it; ``codes`` is the element of its codes."""
    flags = f"<enabled-flag>{str(enabled).lower()}</enabled-flag><case-insensitive>{str(any_case).lower()}"
    return (
        f'<coupon coupon-id="{coupon_id}">{flags}</case-insensitive>'
        f"<redemption-limits>{''.join(limits)}</redemption-limits>{codes}</coupon>"
    )


def single(code: str) -> str:
    return f"<single-code>{code}</single-code>"


def multiple(*codes: str) -> str:
    return f"<multiple-codes>{''.join(f'<code>{code}</code>' for code in codes)}</multiple-codes>"


PER_CODE_1 = "<limit-per-code>1</limit-per-code>"
PER_CUSTOMER_1 = "<limit-per-customer>1</limit-per-customer>"
PER_WEEK_1 = "<limit-per-time-frame><limit>1</limit><time-frame>7</time-frame></limit-per-time-frame>"
SEVERAL = "<allow-multiple-codes-per-order>true</allow-multiple-codes-per-order>"
SYSTEM = (
    "<system-codes><max-number-of-codes>10</max-number-of-codes><code-prefix>SYS</code-prefix>"
    "<code-length>12</code-length></system-codes>"
)
COUPONS = [
    coupon("hello", single("HELLO"), any_case=True),
    coupon("once", multiple("O-1", "O-2"), PER_CODE_1),
    coupon("mine", multiple("M-1", "M-2"), PER_CUSTOMER_1),
    coupon("several", multiple("S-1", "S-2"), SEVERAL, PER_CODE_1),
    coupon("few", multiple("F-1", "F-2"), PER_CUSTOMER_1, SEVERAL),
    coupon("weekly", single("WEEKLY"), PER_WEEK_1),
    coupon("system", SYSTEM, PER_CODE_1) + '<coupon-codes coupon-id="system"><code>SYS-1</code></coupon-codes>',
    coupon("off", single("OFF"), enabled=False),
    coupon("idle", single("IDLE")),
    coupon("big", single("BIG"), PER_CODE_1),
    coupon("any", single("AnyCase"), PER_CODE_1, any_case=True),
]
ACTIVE = ("hello", "any", "once", "mine", "several", "few", "weekly", "system", "off")


def promotion(coupon_id: str, threshold: str = "0.01") -> str:
    """A promotion that takes one off the order when a coupon is in the basket."""
    return (
        f'<promotion promotion-id="{coupon_id}-off"><enabled-flag>true</enabled-flag><exclusivity>no</exclusivity>'
        "<order-promotion-rule><discounts><discount>"
        f"<threshold>{threshold}</threshold><amount>1.00</amount></discount></discounts></order-promotion-rule>"
        "</promotion>"
    )


def assignment(coupon_id: str) -> str:
    return (
        f'<promotion-campaign-assignment promotion-id="{coupon_id}-off" campaign-id="all">'
        f'<qualifiers match-mode="all"><coupons/></qualifiers><coupons><coupon coupon-id="{coupon_id}"/></coupons>'
        "</promotion-campaign-assignment>"
    )


def load_coupons(api: Api, path: Path, **more: str) -> Report:
    """Load an archive of coupons with their promotions; keywords are further files of the site, by name."""
    promotions = (
        '<campaign campaign-id="all"><enabled-flag>true</enabled-flag></campaign>'
        + "".join(promotion(coupon_id) for coupon_id in ACTIVE)
        + promotion("big", "100000.00")
        + "".join(assignment(coupon_id) for coupon_id in (*ACTIVE, "big"))
    )
    files = {
        "sites/RefArch/coupons.xml": f'<coupons xmlns="{IMPEX}coupon/2008-06-17">{"".join(COUPONS)}</coupons>',
        "sites/RefArch/promotions.xml": f'<promotions xmlns="{IMPEX}promotion/2008-01-31">{promotions}</promotions>',
    }
    return load_files(api, path, files | {f"sites/RefArch/{name}.xml": content for name, content in more.items()})
