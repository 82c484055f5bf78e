"""The result of a hook, item by item."""

import pytest

from counterfoil.hooks import Status, StatusItem

pytestmark = pytest.mark.fast


def test_a_status_without_items_is_ok():
    status = Status()
    assert (status.items, status.status, status.error) == ([], Status.OK, False)
    assert (status.code, status.message, status.details) == (None, None, {})


def test_any_error_among_the_items_makes_an_error_and_the_first_error_speaks():
    status = Status(Status.OK, "FINE", "All is well.")
    status.add_item(StatusItem(Status.ERROR, "FIRST", "No {0}.", "tea", details={"k": "v"}))
    status.add_item(StatusItem(Status.ERROR, "SECOND", "No milk."))
    assert (status.status, status.error) == (Status.ERROR, True)
    assert (status.code, status.message, status.details) == ("FIRST", "No tea.", {"k": "v"})


def test_without_an_error_the_first_item_speaks():
    status = Status(Status.OK, "ONE")
    status.add_item(StatusItem(Status.OK, "TWO"))
    assert (status.code, status.status) == ("ONE", Status.OK)


@pytest.mark.parametrize(
    ("message", "parameters", "shown"),
    [
        ("No {0} for {1}.", ("tea", 2), "No tea for 2."),
        ("{1} before {0}, {1} after", ("a", "b"), "b before a, b after"),
        ("{0} and {7}", ("here",), "here and {7}"),
        ("{name} and {} and {0", ("here",), "{name} and {} and {0"),
        ("{0}", ("{1}", "again"), "{1}"),
        ("{0} stays without parameters", (), "{0} stays without parameters"),
        (None, ("unused",), None),
    ],
)
def test_parameters_take_their_places_in_the_message(message, parameters, shown):
    assert Status(Status.ERROR, "CODE", message, *parameters).message == shown


def test_a_detail_goes_to_the_item_that_speaks():
    status = Status(Status.OK)
    status.add_item(StatusItem(Status.ERROR))
    status.add_detail("why", "so")
    assert status.details == {"why": "so"}
    assert status.items[0].details == {}
    empty = Status()
    empty.add_detail("why", "so")
    assert (empty.details, empty.status) == ({"why": "so"}, Status.OK)


def test_details_belong_to_one_item():
    given = {"why": "so"}
    first, second = Status(Status.ERROR, details=given), Status(Status.ERROR, details=given)
    first.add_detail("more", 1)
    assert second.details == given == {"why": "so"}
