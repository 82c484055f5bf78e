"""Customer groups of a site, and who belongs to the static ones."""

from collections.abc import Iterator

from counterfoil.archive import values
from counterfoil.archive.fields import Table, fill, ignored, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import CustomerChange, Item, Unit, deletion, record_change
from counterfoil.documents.organization_data import CustomerGroup, MembershipCondition, MembershipConditions
from counterfoil.documents.shop_data import CustomerRecord


def _rule(group: CustomerGroup, node: Node, unit: Unit) -> None:
    group.dynamic = bool(node.children)
    group.included = _conditions(node.child("included-customers"))
    group.excluded = _conditions(node.child("excluded-customers"))
    for part in (*group.included, *group.excluded):
        for condition in part.conditions:
            if condition.property_name is None:
                path = condition.attribute_path
                unit.warn(node.line, f"customer group {group.group_id} asks for {path}, which is not known: no members")


def _conditions(node: Node | None) -> list[MembershipConditions]:
    return [
        MembershipConditions(
            match_mode=part.attributes.get("match-mode", "all"),
            conditions=[_condition(child) for child in part.all("condition")],
        )
        for part in (node.all("condition-group") if node is not None else ())
    ]


def _condition(node: Node) -> MembershipCondition:
    given = [child for child in node.children if child.tag not in ("attribute-path", "operator")]
    return MembershipCondition(
        attribute_path=node.text_of("attribute-path") or "",
        operator=(node.text_of("operator") or "").replace(" ", "-"),
        kind=given[0].tag if given else "string",
        values=[part.text for child in given for part in (child.children or [child])],
    )


GROUP: Table = {"description": text("description"), "membership-rule": _rule, "custom-attributes": ignored}


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a site's customer groups; assignments are yielded by :func:`assignments`."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "customer-group":
            yield _group(unit, node)
        elif node.tag != "group-assignment":
            unit.skip("customer-groups", node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def assignments(unit: Unit) -> Iterator[Item]:
    """Yield the file's group assignments, which want to be read after the customers."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "group-assignment":
            yield assignment(unit, node, None)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _group(unit: Unit, node: Node) -> Item:
    site_id, group_id = unit.site_of(node, "customer group"), values.required(node, "group-id")
    if node.deleted:
        return deletion(unit, "customer_group", site_id, group_id)

    def merge(old: CustomerGroup | None) -> CustomerGroup:
        group = old or CustomerGroup(site_id=site_id, group_id=group_id)
        fill(group, node, GROUP, unit)
        return group

    return record_change(unit, "customer_group", site_id, group_id, merge, CustomerGroup)


def assignment(unit: Unit, node: Node, list_id: str | None) -> CustomerChange:
    """Make the change that puts a customer into a group, or takes it out."""
    customer_no = node.attributes.get("customer-no")
    group_id = node.attributes.get("group-id")
    if not customer_no or not group_id:
        raise BadObjectError(node.line, "an assignment of or to everyone is not understood")

    def assign(record: CustomerRecord) -> None:
        if node.deleted:
            record.customer_groups = [group for group in record.customer_groups if group != group_id]
        elif group_id not in record.customer_groups:
            record.customer_groups.append(group_id)

    return CustomerChange(unit, node.line, list_id, customer_no, None, assign, must_exist=True)
