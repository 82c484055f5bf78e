"""Loading gift certificates, found by code or merchant id, and redemptions of coupons; both can be repeated."""

import msgspec

from counterfoil.archive.report import BadObjectError, Report
from counterfoil.archive.unit import CertificateChange, RedemptionChange
from counterfoil.commerce.gift_certificates import digest_of, mask_code
from counterfoil.commerce.redemptions import counted_code
from counterfoil.documents import stored
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.promotion_data import CouponData
from counterfoil.store.interface import Store
from counterfoil.store.records import CertificateRow, CouponUse, DuplicateCertificate, NegativeBalance

COUNTER = "gift_certificate"
"""Name of the counter of merchant ids; its scope is the site."""
NUMBER_DIGITS = 8
_coupon = msgspec.json.Decoder(CouponData)


class RedemptionLoader:
    """Writes the gift certificates and redemptions of one import."""

    def __init__(self, store: Store, report: Report) -> None:
        self._store = store
        self._report = report
        self._highest: dict[str, int] = {}
        self._redemptions: list[RedemptionChange] = []

    async def take_certificates(self, changes: list[CertificateChange]) -> None:
        """Merge gift certificates with the stored ones; what orders of this server took stays taken."""
        for change in changes:
            try:
                await self._take(change)
            except BadObjectError as bad:
                change.unit.warn(bad.line, bad.message)
            except NegativeBalance:
                change.unit.warn(change.line, "the gift certificate is left as it was: orders took more than is left")
            except DuplicateCertificate:
                change.unit.warn(change.line, "the gift certificate is left out: another has its code or merchant id")

    def take_redemptions(self, changes: list[RedemptionChange]) -> None:
        """Keep redemptions until the coupons are written."""
        self._redemptions += changes

    async def finish(self) -> None:
        """Write the redemptions, and let new merchant ids begin above the imported ones of the same form."""
        uses = []
        for change in self._redemptions:
            body = await self._store.shop_row("coupon", change.site_id, change.coupon_id)
            if body is None:
                change.unit.warn(change.line, f"there is no coupon {change.coupon_id}")
                continue
            code = counted_code(_coupon.decode(body), change.code)
            uses.append(
                CouponUse(change.site_id, change.coupon_id, code, change.order_no, change.customer, change.redeemed)
            )
        added = await self._store.import_redemptions(uses)
        for number in range(len(uses)):
            self._report.count("coupon_redemption", None if number < added else b"", b"")
        for site_id, number in self._highest.items():
            await self._store.raise_counter(site_id, COUNTER, number)

    async def _take(self, change: CertificateChange) -> None:
        old = await self._find(change)
        if change.deleted:
            if old is None:
                raise BadObjectError(change.line, "there is no such gift certificate")
            change.unit.warn(change.line, f"gift certificate {old.merchant_id} is disabled; it is not deleted")
            await self._save(change, old, old._replace(enabled=False, balance=old.amount - old.imported))
            return
        merchant_id = change.merchant_id or (old.merchant_id if old else await self._next_number(change.site_id))
        certificate = stored.decode(GiftCertificate, old.body) if old else GiftCertificate()
        change.fill(certificate)
        certificate.merchant_id, certificate.masked_gift_certificate_code = merchant_id, mask_code(change.code)
        if change.spent > change.amount:
            raise BadObjectError(change.line, "more of the gift certificate was redeemed than it is worth")
        new = CertificateRow(
            site_id=change.site_id,
            merchant_id=merchant_id,
            digest=digest_of(change.code),
            order_no=change.order_no,
            currency=change.currency,
            amount=change.amount,
            imported=change.spent,
            balance=change.amount - change.spent,
            issued=change.issued,
            enabled=change.enabled,
            created=change.created,
            body=stored.encode(certificate),
        )
        await self._save(change, old, new)

    async def _find(self, change: CertificateChange) -> CertificateRow | None:
        if change.merchant_id is not None:
            found = await self._store.gift_certificates(change.site_id, [change.merchant_id])
            if change.merchant_id in found:
                return found[change.merchant_id]
        return await self._store.gift_certificate(change.site_id, digest_of(change.code))

    async def _save(self, change: CertificateChange, old: CertificateRow | None, new: CertificateRow) -> None:
        before = old._replace(balance=old.amount - old.imported) if old is not None else None
        if before != new:
            await self._store.import_gift_certificate(new)
        self._report.count("gift_certificate", before, new)
        if len(new.merchant_id) == NUMBER_DIGITS and new.merchant_id.isdecimal():
            self._highest[change.site_id] = max(self._highest.get(change.site_id, 0), int(new.merchant_id))

    async def _next_number(self, site_id: str) -> str:
        return f"{await self._store.next_numbers(site_id, COUNTER, 1):0{NUMBER_DIGITS}d}"
