"""Gift certificates for the tests: an archive with some, loaded into the store of a server."""

from pathlib import Path

from tests.api import Api
from tests.archive.archives import folder, xml

from counterfoil.archive.load import load_archive
from counterfoil.archive.report import Report

NAMESPACE = "http://www.demandware.com/xml/impex/giftcertificate/2007-02-28"
CODE, EUROS, DISABLED, PENDING, SPENT = "GIFT-7Q2K-44AB", "EURO-0001", "OFF-00001", "PEND-0001", "SPENT-001"


def certificate(code: str, merchant_id: str, amount: str = "50.00", **parts: str) -> str:
    """A gift certificate as an archive writes it."""
    said = {"enabled-flag": "true", "status": "ISSUED", "currency": "USD", "amount": amount, "redemptions": "", **parts}
    elements = "".join(f"<{tag}>{text}</{tag}>" for tag, text in said.items())
    return (
        f'<gift-certificate gc-id="{code}" gc-merchant-id="{merchant_id}"><create-date>2026-01-02T10:00:00.000Z'
        f"</create-date><recipient-email>ada@example.com</recipient-email>{elements}</gift-certificate>"
    )


def redeemed(amount: str) -> str:
    return f"<redemption><date>2026-02-01T09:00:00.000Z</date><amount>{amount}</amount></redemption>"


ALL = [
    certificate(CODE, "00000001"),
    certificate(EUROS, "00000002", currency="EUR"),
    certificate(DISABLED, "00000003", **{"enabled-flag": "false"}),
    certificate(PENDING, "00000004", status="PENDING"),
    certificate(SPENT, "00000005", status="REDEEMED", redemptions=redeemed("50.00")),
]


def load_files(api: Api, path: Path, files: dict[str, str]) -> Report:
    """Load an archive of these files."""
    report: Report = api.run(
        load_archive(api.application.server.store, folder(path, files), hash_password=lambda password: password)
    )
    return report


def load_certificates(api: Api, path: Path, *certificates: str) -> Report:
    """Load an archive of gift certificates, which may pay on its site."""
    content = f'<gift-certificates xmlns="{NAMESPACE}">{"".join(certificates or ALL)}</gift-certificates>'
    method = '<payment-method method-id="GIFT_CERTIFICATE"><enabled-flag>true</enabled-flag></payment-method>'
    files = {
        "sites/RefArch/giftcertificates.xml": content,
        "sites/RefArch/payment-methods.xml": xml("payment-settings", method),
    }
    return load_files(api, path, files)
