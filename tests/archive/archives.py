"""Archives made for a test: a folder or a zip with these files, and the store they are loaded into."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from counterfoil.archive.load import load_archive
from counterfoil.archive.report import Report
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.record import Record
from counterfoil.documents.shop_data import CustomerRecord, InventoryRecord, PriceRow, SiteData
from counterfoil.store.interface import Store

R = TypeVar("R", bound=Record)
NAMESPACES = "http://www.demandware.com/xml/impex/"
TAILS = {
    "catalog": "catalog/2006-10-31",
    "pricebooks": "pricebook/2006-10-31",
    "inventory": "inventory/2007-05-31",
    "shipping": "shipping/2007-03-31",
    "tax": "tax/2007-02-14",
    "payment-settings": "paymentsettings/2009-09-15",
    "payment-processors": "paymentprocessor/2007-03-31",
    "customer-groups": "customergroup/2007-06-30",
    "customer-list": "customer/2006-10-31",
    "customers": "customer/2006-10-31",
    "customer-lists": "customerlist/2010-06-30",
    "promotions": "promotion/2008-01-31",
    "coupons": "coupon/2008-06-17",
    "sourcecodes": "sourcecode/2007-03-31",
    "site": "site/2007-04-30",
    "stores": "store/2007-04-30",
    "preferences": "preferences/2007-03-31",
    "metadata": "metadata/2006-10-31",
    "locales": "locales/2015-04-30",
    "custom-objects": "customobject/2006-10-31",
    "limit-specifications": "priceadjustmentlimits/2017-01-01",
    "services": "services/2014-09-26",
}


def xml(root: str, content: str, attributes: str = "") -> str:
    """A file of the format, with its root element and namespace."""
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{declaration}<{root} xmlns="{NAMESPACES}{TAILS[root]}" {attributes}>{content}</{root}>'


def catalog(content: str, catalog_id: str = "tea-master") -> str:
    return xml("catalog", content, f'catalog-id="{catalog_id}"')


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """An archive as a folder."""
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """An archive as a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def marked(password: str) -> str:
    """Stand for a slow hash, so that a test sees what was hashed: it is read backwards."""
    return f"hash of {password[::-1]}"


class Shop:
    """A store and what tests ask of it."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store = store
        self._path = path
        self._loads = 0

    async def load(self, files: Mapping[str, str | bytes]) -> Report:
        """Load an archive of these files."""
        self._loads += 1
        return await self.load_from(folder(self._path / f"archive{self._loads}", files))

    async def load_from(self, path: Path) -> Report:
        return await load_archive(self.store, path, hash_password=marked)

    async def record(self, type_: type[R], kind: str, id_: str, scope: str = "") -> R | None:
        body = await self.store.shop_row(kind, scope, id_)
        return None if body is None else msgspec.json.decode(body, type=type_)

    async def product(self, product_id: str) -> ProductData | None:
        return await self.record(ProductData, "product", product_id)

    async def prices(self, pricebook_id: str, product_id: str) -> PriceRow | None:
        return await self.record(PriceRow, "price", product_id, pricebook_id)

    async def site(self, site_id: str) -> SiteData | None:
        return await self.record(SiteData, "site", site_id)

    async def customer(self, list_id: str, customer_no: str) -> CustomerRecord | None:
        row = await self.store.customer_by_no(list_id, customer_no)
        return None if row is None else msgspec.json.decode(row.body, type=CustomerRecord)

    async def stock(self, list_id: str, product_id: str) -> InventoryRecord | None:
        state = (await self.store.inventory_records(list_id, [product_id])).get(product_id)
        return None if state is None else msgspec.json.decode(state.body, type=InventoryRecord)


def messages(report: Report) -> list[str]:
    """The warnings as file:line message."""
    return [f"{found.file}:{found.line} {found.message}" for found in report.warnings]
