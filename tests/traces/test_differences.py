"""What is different between two documents, as people would say it."""

import pytest

from counterfoil.traces.difference import differences

pytestmark = pytest.mark.fast


def told(before, after):
    return [change.plain() for change in differences(before, after)]


def test_equal_documents_have_no_difference():
    assert told({"a": [1, {"b": 2.0}]}, {"a": [1, {"b": 2}]}) == []


def test_values_come_go_and_change():
    assert told({"a": 1, "b": None, "d": True}, {"a": 2, "c": "x", "d": 1}) == [
        {"path": "$.a", "before": 1, "after": 2},
        {"path": "$.b", "before": None},
        {"path": "$.c", "after": "x"},
        {"path": "$.d", "before": True, "after": 1},
    ]


def test_custom_attributes_stand_where_they_stand_on_the_wire():
    assert told({}, {"custom": {"c_a": 1}}) == [{"path": "$.c_a", "after": 1}]


def test_elements_of_lists_are_told_apart_by_their_ids():
    before = {"items": [{"item_id": "a", "n": 1}, {"item_id": "b", "n": 2}]}
    after = {"items": [{"item_id": "b", "n": 3}, {"item_id": "c"}]}
    assert told(before, after) == [
        {"path": "$.items[a]", "before": {"item_id": "a", "n": 1}},
        {"path": "$.items[b].n", "before": 2, "after": 3},
        {"path": "$.items[c]", "after": {"item_id": "c"}},
    ]


def test_other_lists_are_compared_by_place():
    assert told([1, 2], [1, 3, 4]) == [{"path": "$[1]", "before": 2, "after": 3}, {"path": "$[2]", "after": 4}]
