"""Gift certificates by merchant id and by the digest of their codes, and what orders took from them.

A balance falls in the transaction of the order that spends it, and a constraint keeps it from falling below zero.
"""

from collections.abc import AsyncIterator, Sequence

from counterfoil.store.jobs import Engine, Row, Statement, Violation, expand, padded
from counterfoil.store.records import (
    CertificateRefused,
    CertificateRow,
    CertificateState,
    CertificateUse,
    DuplicateCertificate,
    NegativeBalance,
    StoreError,
)

BY_DIGEST = """select site_id, merchant_id, digest, order_no, currency, amount, imported, balance, issued,
        enabled, created, body
    from gift_certificates where site_id = $1 and digest = $2"""
BY_MERCHANT_IDS = """select site_id, merchant_id, digest, order_no, currency, amount, imported, balance, issued,
        enabled, created, body
    from gift_certificates where site_id = $1 and merchant_id in (:ids)"""
INSERT = """insert into gift_certificates
        (site_id, merchant_id, digest, order_no, currency, amount, imported, balance, issued, enabled, created, body)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"""
IMPORT = (
    INSERT
    + """
    on conflict (site_id, merchant_id) do update set digest = excluded.digest, order_no = excluded.order_no,
        currency = excluded.currency,
        balance = gift_certificates.balance + (excluded.amount - gift_certificates.amount)
            - (excluded.imported - gift_certificates.imported),
        amount = excluded.amount, imported = excluded.imported, issued = excluded.issued, enabled = excluded.enabled,
        created = excluded.created, body = excluded.body"""
)
CHANGE = """update gift_certificates set order_no = $3, issued = $4, enabled = $5, body = $6
    where site_id = $1 and merchant_id = $2 and issued = $7 and enabled = $8 and body = $9"""
RECODE = """update gift_certificates set digest = $3, body = $4
    where site_id = $1 and merchant_id = $2 and digest = $5"""
SPEND = """update gift_certificates set balance = balance - $3
    where site_id = $1 and merchant_id = $2 and currency = $4 and issued = 1 and enabled = 1 and balance >= $3"""
GIVE_BACK = "update gift_certificates set balance = balance + $3 where site_id = $1 and merchant_id = $2"
PUT_USE = """insert into gift_certificate_uses (site_id, order_no, payment_instrument_id, merchant_id, amount)
    values ($1, $2, $3, $4, $5)
    on conflict (site_id, order_no, payment_instrument_id) do update set
        merchant_id = excluded.merchant_id, amount = excluded.amount"""
REMOVE_USE = """delete from gift_certificate_uses
    where site_id = $1 and order_no = $2 and payment_instrument_id = $3"""
SET_STATE = "update gift_certificates set issued = $3, enabled = $4 where site_id = $1 and order_no = $2"
CERTIFICATES_AFTER = """select site_id, merchant_id, digest, order_no, currency, amount, imported, balance, issued,
        enabled, created, body
    from gift_certificates where (site_id, merchant_id) > ($1, $2) order by site_id, merchant_id limit $3"""
USES_AFTER = """select site_id, order_no, payment_instrument_id, merchant_id, amount from gift_certificate_uses
    where (site_id, order_no, payment_instrument_id) > ($1, $2, $3)
    order by site_id, order_no, payment_instrument_id limit $4"""


class GiftCertificateOperations:
    """Gift certificates of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def gift_certificate(self, site_id: str, digest: bytes) -> CertificateRow | None:
        rows = await self._engine.read(BY_DIGEST, (site_id, digest))
        return _row(rows[0]) if rows else None

    async def gift_certificates(self, site_id: str, merchant_ids: Sequence[str]) -> dict[str, CertificateRow]:
        if not merchant_ids:
            return {}
        ids = padded(sorted(set(merchant_ids)))
        rows = await self._engine.read(expand(BY_MERCHANT_IDS, ":ids", 2, len(ids)), (site_id, *ids))
        return {row[1]: _row(row) for row in rows}

    async def import_gift_certificate(self, row: CertificateRow) -> None:
        try:
            await self._engine.write([Statement(IMPORT, _values(row))])
        except Violation as violation:
            if "gift_certificates_balance" in str(violation) or "CHECK" in str(violation):
                raise NegativeBalance(row.merchant_id) from violation
            raise DuplicateCertificate(row.merchant_id) from violation

    async def recode_gift_certificate(self, row: CertificateRow, digest: bytes, body: bytes) -> None:
        missed = DuplicateCertificate(row.merchant_id)
        try:
            await self._engine.write(
                [Statement(RECODE, (row.site_id, row.merchant_id, digest, body, row.digest), missed)]
            )
        except Violation as violation:
            raise missed from violation

    async def all_gift_certificates(self, page: int = 200) -> AsyncIterator[CertificateRow]:
        last = ("", "")
        while rows := await self._engine.read(CERTIFICATES_AFTER, (*last, page)):
            for row in rows:
                yield _row(row)
            last = (rows[-1][0], rows[-1][1])

    async def all_gift_certificate_uses(self, page: int = 200) -> AsyncIterator[tuple[str, str, str, str, int]]:
        last = ("", "", "")
        while rows := await self._engine.read(USES_AFTER, (*last, page)):
            for row in rows:
                yield (row[0], row[1], row[2], row[3], row[4])
            last = (rows[-1][0], rows[-1][1], rows[-1][2])


def sale_statements(rows: Sequence[CertificateRow], states: Sequence[CertificateState]) -> list[Statement]:
    """Write the gift certificates an order sells, and whether those it sold can be used."""
    job = [Statement(INSERT, _values(row)) for row in rows]
    job += [Statement(SET_STATE, (*state[:2], int(state.issued), int(state.enabled))) for state in states]
    return job


def change_statement(row: CertificateRow, before: CertificateRow | None, changed: StoreError) -> Statement:
    """Write a gift certificate that is new, or one as it was read, but for its balance; else it is ``changed``."""
    if before is None:
        return Statement(f"{INSERT} on conflict do nothing", _values(row), changed, behind=True)
    states = [int(state) for one in (row, before) for state in (one.issued, one.enabled)]
    args = (row.site_id, row.merchant_id, row.order_no, *states[:2], row.body, *states[2:], before.body)
    return Statement(CHANGE, args, changed, behind=True)


def use_statements(uses: Sequence[CertificateUse]) -> list[Statement]:
    """Write what orders take from gift certificates: one change for each of those, in the order of their ids."""
    job: list[Statement] = []
    taken: dict[tuple[str, str], int] = {}
    currencies: dict[tuple[str, str], str] = {}
    places: dict[tuple[str, str, str], CertificateUse] = {}
    for use in uses:
        key = (use.site_id, use.merchant_id)
        taken[key] = taken.get(key, 0) + use.after - use.before
        currencies[key] = use.currency
        place = (use.site_id, use.order_no, use.payment_instrument_id)
        if use.after or place not in places:
            places[place] = use
    for place, use in places.items():
        if use.after:
            job.append(Statement(PUT_USE, (*place, use.merchant_id, use.after)))
        else:
            job.append(Statement(REMOVE_USE, place))
    for key in sorted(taken):
        if taken[key] > 0:
            job.append(Statement(SPEND, (*key, taken[key], currencies[key]), CertificateRefused(key[1])))
        elif taken[key] < 0:
            job.append(Statement(GIVE_BACK, (*key, -taken[key])))
    return job


def _values(row: CertificateRow) -> tuple[str | bytes | int | None, ...]:
    return tuple(int(value) if isinstance(value, bool) else value for value in row)


def _row(row: Row) -> CertificateRow:
    made = CertificateRow(*row)
    return made._replace(issued=bool(made.issued), enabled=bool(made.enabled))
