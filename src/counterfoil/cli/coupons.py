"""counterfoil coupon: draw codes of a coupon whose codes a system makes."""

import click
import msgspec

from counterfoil.ambient import SystemAmbient, new_coupon_code
from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_async, with_settings
from counterfoil.config import Settings
from counterfoil.documents.promotion_data import CouponCodes, CouponData, coupon_scope
from counterfoil.documents.shop_data import encode
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import ShopRow

_LENGTH = 16


@click.group("coupon", cls=Group)
def coupons() -> None:
    """Coupons of a site that have many codes."""


@coupons.command("draw")
@click.argument("site", metavar="SITE", help="the site")
@click.argument("coupon_id", metavar="COUPON", help="the coupon")
@click.option("--count", type=click.IntRange(1, 100_000), default=1, show_default=True, help="how many codes")
@with_settings("store")
def draw_codes(*, settings: Settings, site: str, coupon_id: str, count: int) -> None:
    """Draw new codes of a coupon and show them, one a line; they begin with its prefix and can be used at once."""

    async def work() -> list[str]:
        store = await open_store(settings.store)
        try:
            return await _draw(store, site, coupon_id, count)
        finally:
            await store.close()

    for code in run_async(work()):
        out.print(code, markup=False)


async def _draw(store: Store, site: str, coupon_id: str, count: int) -> list[str]:
    body = await store.shop_row("coupon", site, coupon_id)
    if body is None:
        fail(f"{site} has no coupon {coupon_id}")
    coupon = msgspec.json.decode(body, type=CouponData)
    if coupon.kind == "single-code":
        fail(f"coupon {coupon_id} has a single code, {coupon.single_code}")
    scope = coupon_scope(site, coupon_id)
    known = {row_id for _, row_id, _ in await store.shop_rows("coupon_code", scope)}
    most = coupon.max_number_of_codes
    if most is not None and len(known) + count > most:
        fail(f"coupon {coupon_id} has {len(known)} codes and may have {most}")
    codes: dict[str, str] = {}
    while len(codes) < count:
        code = new_coupon_code(SystemAmbient(), coupon.code_prefix or "", coupon.code_length or _LENGTH)
        if code.casefold() not in known:
            codes[code.casefold()] = code
    rows = [CouponCodes(coupon_id=coupon_id, codes=[code]) for code in codes.values()]
    await store.put_shop_rows(
        [ShopRow("coupon_code", scope, key, encode(row)) for key, row in zip(codes, rows, strict=True)]
    )
    return list(codes.values())
