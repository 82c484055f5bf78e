"""A site's tax table: classes, jurisdictions and rates."""

from collections.abc import Iterator

from counterfoil.archive import values
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.site import fresh, marked_default, put, site_objects
from counterfoil.archive.unit import Item, Unit
from counterfoil.documents.shop_data import AddressMapping, SiteData, TaxClass, TaxJurisdiction

GROUPS = frozenset({"tax-classes", "tax-jurisdictions", "tax-rates"})


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of a site's tax table."""
    yield site_objects(unit, HANDLERS, GROUPS)


def _class(site: SiteData, node: Node, _unit: Unit) -> None:
    tax_class = TaxClass(class_id=values.required(node, "class-id"), default=marked_default(node))
    if tax_class.default:
        for other in site.tax.classes:
            other.default = False
    put(site.tax.classes, "class_id", tax_class)


def _jurisdiction(site: SiteData, node: Node, _unit: Unit) -> None:
    id_ = values.required(node, "jurisdiction-id")
    jurisdiction = fresh(site.tax.jurisdictions, "jurisdiction_id", id_, TaxJurisdiction(jurisdiction_id=id_))
    jurisdiction.default = marked_default(node)
    mappings = node.child("address-mappings")
    if mappings is not None:
        jurisdiction.address_mappings = [
            AddressMapping(key1=values.required(child, "key1"), key2=child.attributes.get("key2") or "-")
            for child in mappings.all("address-mapping")
        ]
    if jurisdiction.default:
        for other in site.tax.jurisdictions:
            other.default = False
    put(site.tax.jurisdictions, "jurisdiction_id", jurisdiction)


def _rate(site: SiteData, node: Node, _unit: Unit) -> None:
    jurisdiction_id = values.required(node, "jurisdiction-id")
    rate = values.amount(node)
    if rate > 1:
        raise BadObjectError(node.line, f"a tax rate is a fraction, not {rate}")
    site.tax.rates.setdefault(jurisdiction_id, {})[values.required(node, "class-id")] = rate


HANDLERS = {"tax-class": _class, "tax-jurisdiction": _jurisdiction, "tax-rate": _rate}
