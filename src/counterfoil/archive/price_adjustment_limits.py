"""Limits of manual price adjustments by role, following section 12.6 of the site archive reference."""

from collections.abc import Iterator

from counterfoil.archive import values
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Item, Unit, deletion, record_change
from counterfoil.documents.enums import ADJUSTMENT_LIMIT_TYPES
from counterfoil.documents.organization_data import PERCENT, AdjustmentLimit, RoleAdjustmentLimits

KIND = "price_adjustment_limits"
_MOST_PERCENT = 100


def changes(unit: Unit) -> Iterator[Item]:
    """Yield a change for each role; what a file says of a role replaces what was known of it."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "price-adjustment-limits":
            yield _role(unit, node)
        else:
            unit.skip("limit-specifications", node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _role(unit: Unit, node: Node) -> Item:
    role_id = values.required(node, "role-id")
    if node.deleted:
        return deletion(unit, KIND, "", role_id)
    limits = []
    for child in node.children:
        if child.tag == "price-adjustment-limit":
            limits.append(_limit(unit, child))
        else:
            unit.skip(node.tag, child.tag)
    role = RoleAdjustmentLimits(role_id=role_id, limits=limits)
    return record_change(unit, KIND, "", role_id, lambda _old: role, RoleAdjustmentLimits)


def _limit(unit: Unit, node: Node) -> AdjustmentLimit:
    """Read one limit; the whole role is refused with it, for less than its limits would allow more."""
    for child in node.children:
        if child.tag not in ("type", "unit", "amount", "sites"):
            unit.skip(node.tag, child.tag)
    limit_type = values.required_text(node, "type").lower()
    if limit_type not in ADJUSTMENT_LIMIT_TYPES:
        raise BadObjectError(node.line, f"'{limit_type}' is none of {', '.join(ADJUSTMENT_LIMIT_TYPES)}")
    amount = node.child("amount")
    if amount is None:
        raise BadObjectError(node.line, f"{node.tag} has no amount")
    limit = AdjustmentLimit(type=limit_type, unit=_unit(node), amount=values.amount(amount), sites=_sites(node))
    if limit.unit == PERCENT and limit.amount > _MOST_PERCENT:
        raise BadObjectError(node.line, f"{limit.amount} is no percentage")
    return limit


def _unit(node: Node) -> str:
    """Return the currency, or the one word for a percentage, which is written in several ways."""
    text = values.required_text(node, "unit")
    if text == "%" or text.lower().startswith(PERCENT[:4]):
        return PERCENT
    return values.currency(text, node.line)


def _sites(node: Node) -> list[str]:
    sites = node.child("sites")
    return [values.required(site, "site-id") for site in sites.all("site")] if sites is not None else []
