"""Source code groups of a site."""

from collections.abc import Iterator

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Table, attribute_list, converted, fill, ignored, text, text_list
from counterfoil.archive.nodes import Node
from counterfoil.archive.unit import Change, Item, Unit, deletion, record_change
from counterfoil.documents.promotion_data import SourceCodeGroup

ROOT = "sourcecodes"

GROUP: Table = {
    "description": text("description"),
    "enabled-flag": converted("enabled_flag", values.boolean, False),
    "cookie-max-age": converted("cookie_max_age", values.integer),
    "online-from": converted("online_from", values.day),
    "online-to": converted("online_to", values.day),
    "active-redirect": ignored,
    "inactive-redirect": ignored,
    "code-specs": text_list("code_specs", "code-spec"),
    "pricebooks": attribute_list("pricebooks", "pricebook", "pricebook-id"),
    "campaigns": attribute_list("campaigns", "campaign", "campaign-id"),
    "custom-attributes": attributes("custom_attributes", "SourceCodeGroup"),
}


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a site's source code groups."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "sourcecode-group":
            yield _group(unit, node)
        else:
            unit.skip(ROOT, node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _group(unit: Unit, node: Node) -> Change:
    site_id, group_id = unit.site_of(node, "source code group"), values.required(node, "group-id")
    if node.deleted:
        return deletion(unit, "source_code_group", site_id, group_id)

    def merge(old: SourceCodeGroup | None) -> SourceCodeGroup:
        group = old or SourceCodeGroup(group_id=group_id)
        fill(group, node, GROUP, unit)
        return group

    return record_change(unit, "source_code_group", site_id, group_id, merge, SourceCodeGroup)
