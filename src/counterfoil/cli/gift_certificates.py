"""counterfoil gift-certificate: what a site's certificates are worth, and a new code for one whose code is lost."""

from decimal import Decimal

import click
from rich.table import Table

from counterfoil.ambient import SystemAmbient, new_gift_certificate_code
from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_async, with_settings
from counterfoil.commerce.gift_certificates import digest_of, mask_code, status_of
from counterfoil.config import Settings
from counterfoil.documents import stored
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.store.engines import open_store
from counterfoil.store.records import CertificateRow

_site = click.argument("site", metavar="SITE", help="the site")


@click.group("gift-certificate", cls=Group)
def gift_certificates() -> None:
    """Gift certificates of a site; a code is shown once."""


@gift_certificates.command("list")
@_site
@with_settings("store")
def list_gift_certificates(*, settings: Settings, site: str) -> None:
    """List merchant ids, amounts, balances and masked codes."""

    async def work() -> list[CertificateRow]:
        store = await open_store(settings.store)
        try:
            return [row async for row in store.all_gift_certificates() if row.site_id == site]
        finally:
            await store.close()

    table = Table("merchant id", "code", "amount", "balance", "currency", "status", "enabled", "order", box=None)
    for row in run_async(work()):
        masked = stored.decode(GiftCertificate, row.body).masked_gift_certificate_code or ""
        amount, balance = Decimal(row.amount) / 1000, Decimal(row.balance) / 1000
        status = status_of(amount, balance, issued=row.issued)
        enabled = "yes" if row.enabled else "no"
        amounts = (f"{amount:f}", f"{balance:f}", row.currency)
        table.add_row(row.merchant_id, masked, *amounts, status, enabled, row.order_no or "")
    out.print(table)


@gift_certificates.command("recode")
@_site
@click.argument("merchant_id", metavar="MERCHANT_ID", help="the certificate's public number")
@with_settings("store")
def recode_gift_certificate(*, settings: Settings, site: str, merchant_id: str) -> None:
    """Give a certificate a new code and show it once; the old code is nobody's then."""

    async def work() -> str:
        store = await open_store(settings.store)
        try:
            row = (await store.gift_certificates(site, [merchant_id])).get(merchant_id)
            if row is None:
                fail(f"{site} has no gift certificate {merchant_id}; 'counterfoil gift-certificate list' shows them")
            code = new_gift_certificate_code(SystemAmbient())
            document = stored.decode(GiftCertificate, row.body)
            document.masked_gift_certificate_code = mask_code(code)
            await store.recode_gift_certificate(row, digest_of(code), stored.encode(document))
            return code
        finally:
            await store.close()

    out.print(f"code  {run_async(work())}\nThe code is kept as a digest only; note it now.", markup=False)
