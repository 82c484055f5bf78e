"""The form of a fault in the versions."""

from decimal import Decimal
from typing import Any

import pytest
from tests.documents.samples import V15_2, V23_1

from counterfoil import faults
from counterfoil.documents import json
from counterfoil.documents.fault import fault_document
from counterfoil.versions import parse_version

pytestmark = pytest.mark.fast


def test_the_fault_of_the_15_2_page_is_reproduced():
    """Source: 15.2 Orders page, order not found."""
    fault = faults.ORDER_NOT_FOUND(order_no="1234567890")
    assert json.encode(fault_document(fault, V15_2)) == (
        b'{"_v":"15.2","fault":{"type":"NotFoundException","message":"No order with number \'1234567890\' found."}}'
    )


def test_the_recorded_quota_fault_is_reproduced():
    """Source: recorded answer, 21.3."""
    fault = faults.CUSTOMER_BASKETS_QUOTA_EXCEEDED(basket_ids="abc")
    assert json.encode(fault_document(fault, parse_version("21.3"))) == (
        b'{"_v":"21.3","fault":{"arguments":{"basketIds":"abc"},"type":"CustomerBasketsQuotaExceededException",'
        b'"message":"The maximum number of baskets per customer was exceeded. Please reuse or delete one of the '
        b'existing baskets (abc)."}}'
    )


def test_arguments_are_always_there_from_17_1_on_even_without_any():
    fault = faults.INVALID_BASKET_ID()
    assert fault_document(fault, V23_1)["fault"]["arguments"] == {}
    assert "arguments" in fault_document(fault, parse_version("17.1"))["fault"]
    assert "arguments" not in fault_document(fault, parse_version("16.9"))["fault"]


def test_typed_arguments_say_what_they_are():
    """Source: sample of the status page, with the arguments of a path that is not known."""
    fault = faults.RESOURCE_PATH_NOT_FOUND(path="/dw/shop/v23_2/incognito")
    written = fault_document(fault, parse_version("23.2"), typed=True)["fault"]["arguments"]
    assert written == {"path": {"type": "string", "value": "/dw/shop/v23_2/incognito"}}


@pytest.mark.parametrize(
    ("value", "kind"), [(True, "boolean"), (7, "integer"), (Decimal("1.5"), "decimal"), ({"a": 1}, "object")]
)
def test_the_types_of_arguments(value: Any, kind: str) -> None:
    fault = faults.TOO_MANY_PROMOTIONS(maximum=value)
    assert fault_document(fault, V23_1, typed=True)["fault"]["arguments"] == {"maximum": {"type": kind, "value": value}}
