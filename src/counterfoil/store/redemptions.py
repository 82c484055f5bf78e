"""Coupons that orders redeemed, and how often: by code and by customer.

A count is raised only below its limit, in the transaction of the order, so that no race passes a limit.
"""

from collections.abc import AsyncIterator, Iterable, Sequence

from counterfoil.store.jobs import Engine, Statement, expand, padded
from counterfoil.store.records import CouponUse, CouponUsedUp, UseCount

RAISE_COUNT = """insert into redemption_counts (site_id, coupon_id, subject, uses, changes)
    select cast($1 as text), cast($2 as text), cast($3 as text), cast($4 as bigint), 1
    where cast($5 as bigint) is null or cast($5 as bigint) >= cast($4 as bigint)
    on conflict (site_id, coupon_id, subject) do update set
        uses = redemption_counts.uses + excluded.uses, changes = redemption_counts.changes + 1
    where (cast($5 as bigint) is null or cast($5 as bigint) >= redemption_counts.uses + excluded.uses)
        and (cast($6 as bigint) is null or cast($6 as bigint) = redemption_counts.changes)"""
LOWER_COUNT = """update redemption_counts set uses = uses - $4, changes = changes + 1
    where site_id = $1 and coupon_id = $2 and subject = $3"""
ADD_REDEMPTION = """insert into redemptions (site_id, coupon_id, code, order_no, customer, redeemed, imported)
    values ($1, $2, $3, $4, $5, $6, $7)"""
REMOVE_REDEMPTION = """delete from redemptions
    where site_id = $1 and coupon_id = $2 and code = $3 and order_no = $4 and imported = 0"""
COUNTS = """select coupon_id, subject, uses, changes from redemption_counts
    where site_id = $1 and coupon_id in (:coupons) and subject in (:subjects)"""
SINCE = """select coupon_id, redeemed from redemptions
    where customer = $1 and site_id = $2 and redeemed > $3 and coupon_id in (:coupons)"""
IMPORTED = """select coupon_id, code, order_no from redemptions
    where site_id = $1 and order_no in (:orders) and imported = 1"""
REDEMPTIONS_AFTER = """select site_id, coupon_id, code, order_no, customer, redeemed, imported from redemptions
    where (site_id, order_no, coupon_id, code, imported) > ($1, $2, $3, $4, $5)
    order by site_id, order_no, coupon_id, code, imported limit $6"""
COUNTS_AFTER = """select site_id, coupon_id, subject, uses from redemption_counts
    where (site_id, coupon_id, subject) > ($1, $2, $3) order by site_id, coupon_id, subject limit $4"""


def by_code(code: str) -> str:
    """Name the count of a code."""
    return f"code:{code}"


def by_customer(customer: str) -> str:
    """Name the count of a customer."""
    return f"customer:{customer}"


class RedemptionOperations:
    """Redemptions of coupons on a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def coupon_counts(
        self, site_id: str, coupon_ids: Sequence[str], codes: Sequence[str], customer: str
    ) -> tuple[dict[tuple[str, str], UseCount], dict[str, UseCount]]:
        if not coupon_ids:
            return {}, {}
        coupon_ids = padded(sorted(set(coupon_ids)))
        subjects = padded([*(by_code(code) for code in sorted(set(codes))), by_customer(customer)])
        sql = expand(expand(COUNTS, ":coupons", 2, len(coupon_ids)), ":subjects", 2 + len(coupon_ids), len(subjects))
        codes_found: dict[tuple[str, str], UseCount] = {}
        customers_found: dict[str, UseCount] = {}
        for coupon_id, subject, uses, changes in await self._engine.read(sql, (site_id, *coupon_ids, *subjects)):
            kind, _, name = subject.partition(":")
            if kind == "code":
                codes_found[coupon_id, name] = UseCount(uses, changes)
            elif customer:
                customers_found[coupon_id] = UseCount(uses, changes)
        return codes_found, customers_found

    async def redeemed_since(
        self, site_id: str, customer: str, coupon_ids: Sequence[str], since: int
    ) -> list[tuple[str, int]]:
        if not coupon_ids or not customer:
            return []
        coupon_ids = padded(sorted(set(coupon_ids)))
        sql = expand(SINCE, ":coupons", 4, len(coupon_ids))
        rows = await self._engine.read(sql, (customer, site_id, since, *coupon_ids))
        return [(row[0], row[1]) for row in rows]

    async def import_redemptions(self, uses: Sequence[CouponUse]) -> int:
        added = 0
        for site_id in sorted({use.site_id for use in uses}):
            of_site = {(use.coupon_id, use.code, use.order_no): use for use in uses if use.site_id == site_id}
            orders = padded(sorted({use.order_no for use in of_site.values()}))
            rows = await self._engine.read(expand(IMPORTED, ":orders", 2, len(orders)), (site_id, *orders))
            for row in rows:
                of_site.pop((row[0], row[1], row[2]), None)
            if of_site:
                await self._engine.write(redemption_statements(of_site.values(), imported=1))
            added += len(of_site)
        return added

    async def all_redemptions(self, page: int = 200) -> AsyncIterator[tuple[CouponUse, bool]]:
        last: tuple[str, str, str, str, int] = ("", "", "", "", -1)
        while rows := await self._engine.read(REDEMPTIONS_AFTER, (*last, page)):
            for row in rows:
                yield CouponUse(*row[:6]), bool(row[6])
            end = rows[-1]
            last = (end[0], end[3], end[1], end[2], end[6])

    async def all_coupon_counts(self, page: int = 200) -> AsyncIterator[tuple[str, str, str, int]]:
        last = ("", "", "")
        while rows := await self._engine.read(COUNTS_AFTER, (*last, page)):
            for row in rows:
                yield (row[0], row[1], row[2], row[3])
            last = (rows[-1][0], rows[-1][1], rows[-1][2])


def redemption_statements(uses: Iterable[CouponUse], imported: int = 0) -> list[Statement]:
    """Write redemptions and those given back, one change for each count, in the order in which all jobs lock them."""
    job: list[Statement] = []
    counted: dict[tuple[str, str, str], int] = {}
    limits: dict[tuple[str, str, str], tuple[int | None, int | None]] = {}
    for use in sorted(uses, key=lambda use: use[:5]):
        if use.back:
            job.append(Statement(REMOVE_REDEMPTION, use[:4]))
        else:
            job.append(Statement(ADD_REDEMPTION, (*use[:6], imported)))
        subjects: list[tuple[str, int | None, int | None]] = [(by_code(use.code), use.limit_per_code, None)]
        if use.customer:
            subjects.append((by_customer(use.customer), use.limit_per_customer, use.unchanged_since))
        for subject, limit, unchanged_since in subjects:
            key = (use.site_id, use.coupon_id, subject)
            counted[key] = counted.get(key, 0) + (-1 if use.back else 1)
            if not use.back:
                limits[key] = (limit, unchanged_since)
    for key in sorted(counted):
        if counted[key] > 0:
            job.append(Statement(RAISE_COUNT, (*key, counted[key], *limits[key]), CouponUsedUp(key[1])))
        elif counted[key] < 0:
            job.append(Statement(LOWER_COUNT, (*key, -counted[key])))
    return job
