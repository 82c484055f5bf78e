"""The one matrix of order statuses, and what placing, failing and cancelling do to an order.

Follows the status model of the order lifecycle reference. An order that is ``created`` leaves that status by being
placed or failed only. A replaced one is final; a failed one is opened again by hooks alone.
"""

from collections.abc import Sequence
from typing import Literal

from counterfoil import faults
from counterfoil.documents.order import Order

Effect = Literal["none", "place", "fail", "undo_fail", "cancel", "undo_cancel"]
"""What a transition does besides: ``fail`` and ``cancel`` give stock back, what undoes them takes it again."""

TRANSITIONS: dict[tuple[str, str], Effect] = {
    ("created", "new"): "place",
    ("created", "failed"): "fail",
    ("failed", "created"): "undo_fail",
    ("new", "open"): "none",
    ("new", "completed"): "none",
    ("new", "cancelled"): "cancel",
    ("new", "replaced"): "none",
    ("open", "new"): "none",
    ("open", "completed"): "none",
    ("open", "cancelled"): "cancel",
    ("open", "replaced"): "none",
    ("completed", "new"): "none",
    ("completed", "open"): "none",
    ("completed", "cancelled"): "cancel",
    ("completed", "replaced"): "none",
    ("cancelled", "new"): "undo_cancel",
    ("cancelled", "open"): "undo_cancel",
    ("cancelled", "completed"): "undo_cancel",
}


def check_transition(
    status_from: str, status_to: str, *, may_place: bool = False, may_undo_fail: bool = False
) -> Effect:
    """Return what a change of status does besides; naming the status an order has already changes nothing.

    ``may_place`` allows ``created`` to become ``new`` by request, ``may_undo_fail`` lets a hook open a failed order.
    Raises STATUS_TRANSITION_NOT_POSSIBLE.
    """
    if status_from == status_to:
        return "none"
    effect = TRANSITIONS.get((status_from, status_to))
    refused = (effect == "place" and not may_place) or (effect == "undo_fail" and not may_undo_fail)
    if effect is None or refused:
        raise faults.STATUS_TRANSITION_NOT_POSSIBLE(status_from=status_from.upper(), status_to=status_to.upper())
    return effect


def place(order: Order, shipment_nos: Sequence[str] = ()) -> None:
    """Place an order: ``new``, ready for export, every shipment numbered; one number is needed per shipment.

    Raises STATUS_TRANSITION_NOT_POSSIBLE unless the order is ``created``.
    """
    _change(order, "new")
    order.export_status = "ready"
    for shipment, shipment_no in zip(order.shipments or (), shipment_nos, strict=False):
        shipment.shipment_no = shipment_no


def fail(order: Order) -> None:
    """Fail an order that was never placed. Raises STATUS_TRANSITION_NOT_POSSIBLE unless it is ``created``."""
    _change(order, "failed")


def cancel(order: Order) -> None:
    """Cancel a placed order. Raises STATUS_TRANSITION_NOT_POSSIBLE unless it is ``new``, ``open`` or ``completed``."""
    _change(order, "cancelled")


def _change(order: Order, status_to: str) -> None:
    status_from = order.status or "created"
    if (status_from, status_to) not in TRANSITIONS:
        raise faults.STATUS_TRANSITION_NOT_POSSIBLE(status_from=status_from.upper(), status_to=status_to.upper())
    order.status = status_to
