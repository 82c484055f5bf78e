"""A site archive that adds to the demo site what a load needs: products whose stock does not run out, and customers."""

from pathlib import Path

PRODUCTS = [f"bench-{number:02d}" for number in range(50)]
STOCK = 1_000_000_000
PASSWORD = "Lapsang-Souchong-1"
_IMPEX = "http://www.demandware.com/xml/impex"


def customer_no(number: int) -> str:
    """Return the number of a customer."""
    return f"B{number:08d}"


def email(number: int) -> str:
    """Return the address, and login, of a customer."""
    return f"bench{number}@example.com"


def write_archive(folder: Path, *, customers: int, passwords: int) -> Path:
    """Write the archive; the first customers have a password."""
    _write(folder / "version.txt", "# Products and customers for the benchmark\n1.0\n")
    _write(folder / "catalogs/refarch-products/catalog.xml", _products())
    _write(folder / "catalogs/refarch-storefront/catalog.xml", _assignments())
    _write(folder / "pricebooks/usd-list.xml", _prices())
    _write(folder / "inventory-lists/refarch-us.xml", _stock())
    _write(folder / "customer-lists/RefArch.xml", _customers(customers, passwords))
    return folder


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _document(tag: str, schema: str, attributes: str, parts: list[str]) -> str:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="{_IMPEX}/{schema}"{attributes}>\n'
    return head + "\n".join(parts) + f"\n</{tag}>\n"


def _products() -> str:
    parts = [
        f'<product product-id="{name}"><min-order-quantity>1</min-order-quantity><step-quantity>1</step-quantity>'
        f'<display-name xml:lang="x-default">Product {name}</display-name><online-flag>true</online-flag>'
        f"<tax-class-id>{'standard' if number % 2 else 'reduced'}</tax-class-id><brand>Fernwick</brand></product>"
        for number, name in enumerate(PRODUCTS)
    ]
    return _document("catalog", "catalog/2006-10-31", ' catalog-id="refarch-products"', parts)


def _assignments() -> str:
    parts = [
        f'<category-assignment category-id="tea" product-id="{name}"><primary-flag>true</primary-flag>'
        "</category-assignment>"
        for name in PRODUCTS
    ]
    return _document("catalog", "catalog/2006-10-31", ' catalog-id="refarch-storefront"', parts)


def _prices() -> str:
    tables = [
        f'<price-table product-id="{name}"><amount quantity="1">{5 + number}.90</amount></price-table>'
        for number, name in enumerate(PRODUCTS)
    ]
    header = '<header pricebook-id="usd-list"><currency>USD</currency><online-flag>true</online-flag></header>'
    parts = ["<pricebook>", header, "<price-tables>", *tables, "</price-tables>", "</pricebook>"]
    return _document("pricebooks", "pricebook/2006-10-31", "", parts)


def _stock() -> str:
    records = [
        f'<record product-id="{name}"><allocation>{STOCK}</allocation><perpetual>false</perpetual></record>'
        for name in PRODUCTS
    ]
    header = '<header list-id="refarch-us"><default-instock>false</default-instock></header>'
    parts = ["<inventory-list>", header, "<records>", *records, "</records>", "</inventory-list>"]
    return _document("inventory", "inventory/2007-05-31", "", parts)


def _customers(count: int, passwords: int) -> str:
    return _document(
        "customer-list",
        "customer/2006-10-31",
        ' list-id="RefArch"',
        [_customer(number, with_password=number < passwords) for number in range(count)],
    )


def _customer(number: int, *, with_password: bool) -> str:
    password = f'<password encrypted="false">{PASSWORD}</password>' if with_password else ""
    return (
        f'<customer customer-no="{customer_no(number)}"><credentials><login>{email(number)}</login>{password}'
        f"<enabled-flag>true</enabled-flag></credentials><profile><first-name>Ada</first-name>"
        f"<last-name>Number {number}</last-name><email>{email(number)}</email></profile></customer>"
    )
