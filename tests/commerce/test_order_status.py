"""The matrix of order statuses."""

import pytest
from tests.commerce.tea_shop import shipment

from counterfoil import faults
from counterfoil.commerce.order_status import TRANSITIONS, cancel, check_transition, fail, place
from counterfoil.documents.enums import ORDER_STATUSES
from counterfoil.documents.order import Order

pytestmark = pytest.mark.fast

ALLOWED = {
    "created": {"failed"},
    "new": {"open", "completed", "cancelled", "replaced"},
    "open": {"new", "completed", "cancelled", "replaced"},
    "completed": {"new", "open", "cancelled", "replaced"},
    "cancelled": {"new", "open", "completed"},
    "replaced": set(),
    "failed": set(),
}


@pytest.mark.parametrize("status_from", ORDER_STATUSES)
def test_a_request_may_change_the_status_as_documented(status_from: str):
    possible = set()
    for status_to in ORDER_STATUSES:
        try:
            check_transition(status_from, status_to)
        except faults.Fault:
            continue
        possible.add(status_to)
    assert possible == ALLOWED[status_from] | {status_from}


def test_a_refusal_names_both_statuses_as_recorded():
    with pytest.raises(faults.Fault) as refused:
        check_transition("created", "open")
    assert refused.value.kind is faults.STATUS_TRANSITION_NOT_POSSIBLE
    assert refused.value.wire_arguments() == {"statusFrom": "CREATED", "statusTo": "OPEN"}


def test_placing_by_request_is_a_matter_of_the_setting():
    with pytest.raises(faults.Fault):
        check_transition("created", "new")
    assert check_transition("created", "new", may_place=True) == "place"


def test_a_transition_says_what_becomes_of_the_stock():
    assert check_transition("created", "failed") == "fail"
    assert check_transition("open", "cancelled") == "cancel"
    assert check_transition("cancelled", "open") == "undo_cancel"
    assert check_transition("new", "completed") == "none"


def test_the_matrix_names_known_statuses_only():
    assert {status for pair in TRANSITIONS for status in pair} == set(ORDER_STATUSES)


def test_a_placed_order_is_new_ready_for_export_and_its_shipments_have_numbers():
    order = Order(status="created", shipments=[shipment(), shipment("second")])
    place(order, ["00000001", "00000002"])
    assert (order.status, order.export_status) == ("new", "ready")
    assert [each.shipment_no for each in order.shipments] == ["00000001", "00000002"]


def test_orders_are_failed_before_they_are_placed_and_cancelled_afterwards():
    order = Order(status="created")
    fail(order)
    assert order.status == "failed"
    order = Order(status="open")
    cancel(order)
    assert order.status == "cancelled"


@pytest.mark.parametrize(("change", "status"), [(place, "new"), (place, "failed"), (fail, "new"), (cancel, "created")])
def test_an_order_in_another_status_is_refused(change: object, status: str):
    with pytest.raises(faults.Fault) as refused:
        change(Order(status=status))
    assert refused.value.kind is faults.STATUS_TRANSITION_NOT_POSSIBLE
