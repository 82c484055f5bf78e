"""A site's own file, and the change of a site's row that all files of the site make."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy

from counterfoil.archive import values
from counterfoil.archive.fields import Table, converted, fill, ignored, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Item, R, Unit, record_change
from counterfoil.documents.shop_data import SiteData

TAXATIONS = frozenset({"net", "gross"})
STATUSES = frozenset({"online", "protected", "offline"})


def _one_of(name: str, words: frozenset[str]) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        if node.text not in words:
            raise BadObjectError(node.line, f"{name} is none of {', '.join(sorted(words))}")
        return node.text

    return read


SITE: Table = {
    "name": text("name", ""),
    "description": ignored,
    "currency": converted("currency", lambda node: values.currency(node.text, node.line), "USD"),
    "taxation": converted("taxation", _one_of("taxation", TAXATIONS), "net"),
    "brand": ignored,
    "billing-entity": ignored,
    "custom-cartridges": ignored,
    "storefront-status": converted("storefront_status", _one_of("storefront-status", STATUSES), "online"),
    "storefront-password": ignored,
    "home-page-meta-tag-rules": ignored,
}


def site_change(unit: Unit, apply: Callable[[SiteData], None]) -> Change:
    """Make the change that ``apply`` does to the site of the file; raise BadObjectError if it belongs to none."""
    site_id = unit.site_id
    if site_id is None:
        raise BadObjectError(unit.root.line, "the file belongs to no site: it is not below sites/")

    def merge(old: SiteData | None) -> SiteData:
        site = old or SiteData(site_id=site_id)
        apply(site)
        return site

    return record_change(unit, "site", "", site_id, merge, SiteData)


Handler = Callable[[SiteData, Node, Unit], None]


def site_objects(unit: Unit, handlers: Mapping[str, Handler], open_tags: frozenset[str] = frozenset()) -> Change:
    """Make the one change of a file whose objects all belong to its site; a bad object is passed over."""
    nodes = unit.nodes(open_tags)
    next(nodes)
    kept = []
    for node in nodes:
        if node.tag in handlers:
            kept.append(node)
        elif node.tag not in open_tags:
            unit.skip(unit.root.tag, node.tag)

    def apply(site: SiteData) -> None:
        for node in kept:
            try:
                handlers[node.tag](site, node, unit)
            except BadObjectError as bad:
                unit.warn(bad.line, bad.message)

    return site_change(unit, apply)


def fresh(records: Iterable[R], name: str, value: str, new: R) -> R:
    """Return a copy of the record with that id to work on, else the new one."""
    return next((deepcopy(record) for record in records if getattr(record, name) == value), new)


def put(records: list[R], name: str, new: R) -> None:
    """Put a record in the place of the one with its id, else at the end."""
    for index, record in enumerate(records):
        if getattr(record, name) == getattr(new, name):
            records[index] = new
            return
    records.append(new)


def marked_default(node: Node) -> bool:
    """Tell whether the element is marked as the default of its kind."""
    return node.attributes.get("default") in {"true", "1"}


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of a site's descriptor."""
    whole = Node("site", unit.root.attributes, unit.root.line)
    nodes = unit.nodes()
    next(nodes)
    whole.children = list(nodes)
    unit.site_id = whole.attributes.get("site-id") or unit.site_id
    yield site_change(unit, lambda site: fill(site, whole, SITE, unit))
