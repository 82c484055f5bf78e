"""Tables of elements: which attribute of a record an element fills, and how.

An element that is present sets its value, an empty one clears it, an absent one leaves it alone.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from counterfoil.archive import values
from counterfoil.archive.nodes import Node
from counterfoil.archive.unit import Unit
from counterfoil.documents.catalog_data import SiteFlag

Handler = Callable[[Any, Node, Unit], None]
"""Any: a record of the class that the table is written for."""
Table = Mapping[str, Handler]
Part = TypeVar("Part")


def fill(record: object, node: Node, table: Table, unit: Unit) -> None:
    """Apply an element's children to a record by a table; raise BadObjectError at a value that cannot be read."""
    for child in node.children:
        handler = table.get(child.tag)
        if handler is None:
            unit.skip(node.tag, child.tag)
        else:
            handler(record, child, unit)


def ignored(_record: object, _node: Node, _unit: Unit) -> None:
    """Pass over an element that says nothing to an order server, without reporting it."""


def text(name: str, empty: str | None = None) -> Handler:
    """Fill an attribute with the element's text."""
    return lambda record, node, _unit: setattr(record, name, node.text or empty)


def converted(name: str, convert: Callable[[Node], object], empty: object = None) -> Handler:
    """Fill an attribute with the element's value as ``convert`` reads it."""
    return lambda record, node, _unit: setattr(record, name, convert(node) if node.text else empty)


def instant(name: str) -> Handler:
    """Fill an attribute with the element's time."""

    def handle(record: object, node: Node, unit: Unit) -> None:
        setattr(record, name, values.instant(node, unit.settings.zone) if node.text else None)

    return handle


def texts(name: str) -> Handler:
    """Fill one language of a localised attribute."""

    def handle(record: object, node: Node, _unit: Unit) -> None:
        localized = dict(getattr(record, name))
        if node.text:
            localized[values.language(node)] = node.text
        else:
            localized.pop(values.language(node), None)
        setattr(record, name, localized)

    return handle


def site_flag(name: str) -> Handler:
    """Fill a boolean that may differ by site."""

    def handle(record: object, node: Node, _unit: Unit) -> None:
        flag: SiteFlag = getattr(record, name)
        site_id = node.attributes.get("site-id")
        if site_id is None:
            flag = SiteFlag(default=values.boolean(node) if node.text else False, sites=flag.sites)
        elif node.text:
            flag = SiteFlag(default=flag.default, sites={**flag.sites, site_id: values.boolean(node)})
        else:
            flag = SiteFlag(default=flag.default, sites={k: v for k, v in flag.sites.items() if k != site_id})
        setattr(record, name, flag)

    return handle


def site_instant(name: str) -> Handler:
    """Fill a time that may differ by site; the sites' own are in ``site_<name>``."""

    def handle(record: object, node: Node, unit: Unit) -> None:
        value = values.instant(node, unit.settings.zone) if node.text else None
        site_id = node.attributes.get("site-id")
        if site_id is None:
            setattr(record, name, value)
            return
        of_sites = {k: v for k, v in getattr(record, f"site_{name}").items() if k != site_id}
        if value is not None:
            of_sites[site_id] = value
        setattr(record, f"site_{name}", of_sites)

    return handle


def part_list(name: str, tag: str, read: Callable[[Node], Part]) -> Handler:
    """Replace a list by what ``read`` makes of the element's children of that name."""
    return lambda record, node, _unit: setattr(record, name, [read(child) for child in node.all(tag)])


def attribute_list(name: str, tag: str, attribute: str) -> Handler:
    """Replace a list of ids, each the attribute of a child."""
    return part_list(name, tag, lambda child: values.required(child, attribute))


def text_list(name: str, tag: str) -> Handler:
    """Replace a list of texts, each that of a child."""
    return part_list(name, tag, lambda child: child.text)
