"""Gift certificates of a site, with what was redeemed of them, and coupons that were redeemed elsewhere."""

from collections.abc import Iterator

from counterfoil.archive import values
from counterfoil.archive.attributes import put_values
from counterfoil.archive.fields import Table, fill, ignored, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import CertificateChange, Item, RedemptionChange, Unit
from counterfoil.documents.gift_certificate import GiftCertificate

STATUSES = frozenset({"PENDING", "ISSUED", "PART_REDEEMED", "REDEEMED"})
_MOST_THOUSANDTHS = 10**15


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the gift certificates of a site; their codes are secrets, and appear in no finding."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag != "gift-certificate":
            unit.skip("gift-certificates", node.tag)
            return
        yield _certificate(unit, node, unit.site_of(node, node.tag))

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def redemption_changes(unit: Unit) -> Iterator[Item]:
    """Yield the redemptions of coupons."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag != "coupon-redemption":
            unit.skip("coupon-redemptions", node.tag)
            return
        created = node.child("creation-time")
        yield RedemptionChange(
            unit=unit,
            line=node.line,
            site_id=unit.site_of(node, node.tag),
            coupon_id=values.required(node, "coupon-id"),
            code=values.required_text(node, "coupon-code"),
            order_no=values.required_text(node, "order-no"),
            customer=(node.text_of("customer-email") or "").lower(),
            redeemed=values.instant(created, unit.settings.zone) if created is not None else 0,
        )

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _custom(certificate: GiftCertificate, node: Node, unit: Unit) -> None:
    put_values(certificate.custom, node, "GiftCertificate", unit, prefix="c_")


READ_ELSEWHERE = ("create-date", "order-no", "enabled-flag", "status", "currency", "amount", "redemptions")
CERTIFICATE: Table = {
    "recipient-name": text("recipient_name"),
    "recipient-email": text("recipient_email"),
    "sender-name": text("sender_name"),
    "message": text("message"),
    "description": text("description"),
    "custom-attributes": _custom,
    **dict.fromkeys(READ_ELSEWHERE, ignored),
}


def _certificate(unit: Unit, node: Node, site_id: str) -> CertificateChange:
    code = values.required(node, "gc-id")
    if node.deleted:
        return CertificateChange(
            unit, node.line, site_id, code, node.attributes.get("gc-merchant-id") or None, deleted=True
        )
    status = values.required_text(node, "status")
    if status not in STATUSES:
        raise BadObjectError(node.line, f"status is none of {', '.join(sorted(STATUSES))}")
    redemptions = node.child("redemptions")
    spent = redemptions.all("redemption") if redemptions is not None else []
    return CertificateChange(
        unit=unit,
        line=node.line,
        site_id=site_id,
        code=code,
        merchant_id=node.attributes.get("gc-merchant-id") or None,
        order_no=node.text_of("order-no"),
        currency=values.currency(values.required_text(node, "currency"), node.line),
        amount=_thousandths(node, "amount"),
        spent=sum(_thousandths(redemption, "amount") for redemption in spent),
        issued=status != "PENDING",
        enabled=values.boolean(_child(node, "enabled-flag")),
        created=values.instant(_child(node, "create-date"), unit.settings.zone),
        fill=lambda certificate: fill(certificate, node, CERTIFICATE, unit),
    )


def _child(node: Node, tag: str) -> Node:
    child = node.child(tag)
    if child is None:
        raise BadObjectError(node.line, f"{node.tag} has no {tag}")
    return child


def _thousandths(node: Node, tag: str) -> int:
    amount = int(values.amount(_child(node, tag)) * 1000)
    if amount > _MOST_THOUSANDTHS:
        raise BadObjectError(node.line, f"{tag} is too great")
    return amount
