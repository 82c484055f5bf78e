"""Coupons of a site, and the codes of those that have many."""

from collections.abc import Callable, Iterator
from functools import partial

from counterfoil.archive import values
from counterfoil.archive.fields import Table, converted, fill, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Item, ScopeRemoval, Unit, deletion, record_change
from counterfoil.documents.promotion_data import CouponCodes, CouponData, RedemptionLimits, coupon_scope

ROOT = "coupons"
LONGEST_CODE = 256


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a site's coupons and of their codes."""

    def read(node: Node) -> Iterator[Item]:
        reader: Callable[[Unit, Node, str], Iterator[Item]] | None = READERS.get(node.tag)
        if reader is None:
            unit.skip(ROOT, node.tag)
            return
        if unit.site_id is None:
            raise BadObjectError(node.line, "the coupons belong to no site: their file is not below sites/")
        yield from reader(unit, node, unit.site_id)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _limit(node: Node) -> int:
    limit = values.integer(node)
    if limit < 0:
        raise BadObjectError(node.line, f"{node.tag} is below 0")
    return limit


def _per_time_frame(limits: RedemptionLimits, node: Node, _unit: Unit) -> None:
    limit, frame = node.child("limit"), node.child("time-frame")
    limits.limit_per_time_frame = _limit(limit) if limit is not None else None
    limits.time_frame_days = _limit(frame) if frame is not None else None


LIMITS: Table = {
    "limit-per-code": converted("limit_per_code", _limit),
    "limit-per-customer": converted("limit_per_customer", _limit),
    "limit-per-time-frame": _per_time_frame,
    "allow-multiple-codes-per-order": converted("allow_multiple_codes_per_order", values.boolean, False),
}


def _limits(coupon: CouponData, node: Node, unit: Unit) -> None:
    fill(coupon.redemption_limits, node, LIMITS, unit)


def _kind(coupon: CouponData, node: Node) -> None:
    if coupon.kind and coupon.kind != node.tag:
        raise BadObjectError(node.line, f"coupon {coupon.coupon_id} has {coupon.kind}; its kind cannot be changed")
    coupon.kind = node.tag


def _single(coupon: CouponData, node: Node, _unit: Unit) -> None:
    _kind(coupon, node)
    coupon.single_code = _code(node)


def _multiple(coupon: CouponData, node: Node, _unit: Unit) -> None:
    _kind(coupon, node)


def _system(coupon: CouponData, node: Node, unit: Unit) -> None:
    _kind(coupon, node)
    fill(coupon, node, SYSTEM, unit)


def _ignored(_coupon: CouponData, _node: Node, _unit: Unit) -> None:
    """How codes were drawn tells nothing about which they are: issued ones come as coupon-codes."""


SYSTEM: Table = {
    "max-number-of-codes": converted("max_number_of_codes", _limit),
    "code-prefix": text("code_prefix"),
    "code-length": converted("code_length", _limit),
    **dict.fromkeys(["include-vowels", "include-dashes", "algorithm", "issue-index", "seed-info"], _ignored),
}

COUPON: Table = {
    "description": text("description"),
    "enabled-flag": converted("enabled_flag", values.boolean, False),
    "case-insensitive": converted("case_insensitive", values.boolean, False),
    "redemption-limits": _limits,
    "single-code": _single,
    "multiple-codes": _multiple,
    "system-codes": _system,
}


def _coupon(unit: Unit, node: Node, site_id: str) -> Iterator[Item]:
    coupon_id = values.required(node, "coupon-id")
    if node.deleted:
        yield deletion(unit, "coupon", site_id, coupon_id)
        yield ScopeRemoval("coupon_code", coupon_scope(site_id, coupon_id))
        return

    def merge(old: CouponData | None) -> CouponData:
        coupon = old or CouponData(coupon_id=coupon_id)
        fill(coupon, node, COUPON, unit)
        if not coupon.kind:
            raise BadObjectError(node.line, f"coupon {coupon_id} says nothing of its codes")
        if old is None and coupon.redemption_limits.limit_per_code is None:
            unit.warn(node.line, f"coupon {coupon_id} has no limit-per-code: its codes can be redeemed without limit")
        return coupon

    yield record_change(unit, "coupon", site_id, coupon_id, merge, CouponData)
    codes = node.child("multiple-codes")
    if codes is not None:
        yield from _code_changes(unit, codes, site_id, coupon_id, remove=False)


def _codes(unit: Unit, node: Node, site_id: str) -> Iterator[Item]:
    coupon_id = values.required(node, "coupon-id")
    yield from _code_changes(unit, node, site_id, coupon_id, remove=node.deleted)


def _code_changes(unit: Unit, node: Node, site_id: str, coupon_id: str, *, remove: bool) -> Iterator[Change]:
    scope = coupon_scope(site_id, coupon_id)
    for child in node.all("code"):
        try:
            code = _code(child)
        except BadObjectError as bad:
            unit.warn(bad.line, bad.message)
            continue
        merge = partial(_without if remove else _with, coupon_id, code)
        yield record_change(unit, "coupon_code", scope, code.casefold(), merge, CouponCodes)


def _with(coupon_id: str, code: str, old: CouponCodes | None) -> CouponCodes:
    row = old or CouponCodes(coupon_id=coupon_id)
    if code not in row.codes:
        row.codes.append(code)
    return row


def _without(_coupon_id: str, code: str, old: CouponCodes | None) -> CouponCodes | None:
    if old is None:
        return None
    old.codes = [each for each in old.codes if each != code]
    return old if old.codes else None


def _code(node: Node) -> str:
    if not 0 < len(node.text) <= LONGEST_CODE:
        raise BadObjectError(node.line, f"a coupon code has 1 to {LONGEST_CODE} characters")
    return node.text


READERS: dict[str, Callable[[Unit, Node, str], Iterator[Item]]] = {"coupon": _coupon, "coupon-codes": _codes}
