"""Which tax rate holds for a line, and the tax of an amount.

Follows the tax section of the site archive reference and the calculation section of the order lifecycle reference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from counterfoil.commerce.money import round_to
from counterfoil.documents.address import OrderAddress
from counterfoil.documents.shop_data import SiteData
from counterfoil.documents.values import rate

TAX_EXEMPT = "TAX_EXEMPT"
"""Platform class whose rate is 0 everywhere; no table names it."""
CUSTOM_RATE = "CUSTOM_RATE"
"""Platform class of a line whose rate a hook has set; the rate is kept."""
ANY = "-"
_ZERO = Decimal(0)
_ONE = Decimal(1)

_PATHS: dict[str, Callable[[OrderAddress], str | None]] = {
    "country": lambda address: address.country_code,
    "countrycode": lambda address: address.country_code,
    "postalcode": lambda address: address.postal_code,
    "zip": lambda address: address.postal_code,
    "state": lambda address: address.state_code,
    "statecode": lambda address: address.state_code,
    "city": lambda address: address.city,
}
"""What the preferences TaxKey1 and TaxKey2 may name, without regard to case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTable:
    """A site's tax table, prepared for look-up."""

    key1: Callable[[OrderAddress], str | None]
    key2: Callable[[OrderAddress], str | None]
    by_address: dict[tuple[str, str], str]
    default_jurisdiction: str | None
    default_class: str | None
    rates: dict[str, dict[str, Decimal]]

    def jurisdiction(self, address: OrderAddress | None) -> str | None:
        """Return the jurisdiction of an address; the default one when there is no address or it matches nothing."""
        if address is None or not self.by_address:
            return self.default_jurisdiction
        return self.mapped(address) or self.default_jurisdiction

    def mapped(self, address: OrderAddress) -> str | None:
        """Return the jurisdiction that an address is mapped to, or None."""
        first = (self.key1(address) or "").casefold()
        second = (self.key2(address) or "").casefold()
        return self.by_address.get((first, second)) or self.by_address.get((first, ANY))

    def rate(self, jurisdiction: str | None, class_id: str | None) -> Decimal | None:
        """Return the rate of a class as a fraction; None when the table has none."""
        if class_id == TAX_EXEMPT:
            return _ZERO
        if jurisdiction is None or class_id is None:
            return None
        rates = self.rates.get(jurisdiction)
        return rates.get(class_id) if rates else None


def compile_tax(site: SiteData) -> TaxTable:
    """Prepare a site's tax table."""
    tax = site.tax
    return TaxTable(
        key1=_key(site, "TaxKey1", "country"),
        key2=_key(site, "TaxKey2", "postalcode"),
        by_address={
            (mapping.key1.casefold(), mapping.key2.casefold()): jurisdiction.jurisdiction_id
            for jurisdiction in tax.jurisdictions
            for mapping in jurisdiction.address_mappings
        },
        default_jurisdiction=next((found.jurisdiction_id for found in tax.jurisdictions if found.default), None),
        default_class=next((found.class_id for found in tax.classes if found.default), None),
        rates={
            jurisdiction: {class_id: rate(value) for class_id, value in by_class.items()}
            for jurisdiction, by_class in tax.rates.items()
        },
    )


def _key(site: SiteData, preference_id: str, default: str) -> Callable[[OrderAddress], str | None]:
    named = site.preferences.get(preference_id) or default
    return _PATHS.get(named.replace("_", "").casefold(), _nothing)


def _nothing(_address: OrderAddress) -> str | None:
    return None


def tax_of(amount: Decimal, rate: Decimal | None, gross: bool, unit: Decimal) -> Decimal:
    """Return the tax of an amount, rounded half up: on top of a net amount, inside a gross one."""
    if not rate:
        return _ZERO * unit
    if gross:
        return round_to(amount - amount / (_ONE + rate), unit)
    return round_to(amount * rate, unit)
