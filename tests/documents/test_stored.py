"""Documents at rest and the tokens that name their state."""

import re
from decimal import Decimal

import pytest
from tests.documents.samples import recorded_basket

from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import OrderResult

pytestmark = pytest.mark.fast


def test_internal_properties_and_exact_numbers_are_kept():
    basket = recorded_basket()
    basket.custom = {"c_double": Decimal("32.0"), "c_list": ["a", 1]}
    again = stored.decode(Basket, stored.encode(basket))
    assert again == basket
    assert again.remote_host == "192.0.2.1"
    assert str(again.custom["c_double"]) == "32.0"


def test_the_order_in_which_custom_attributes_were_set_does_not_matter():
    one, other = Basket(custom={"c_a": 1, "c_b": 2}), Basket(custom={"c_b": 2, "c_a": 1})
    assert stored.encode(one) == stored.encode(other)


def test_the_state_names_content_and_revision():
    content = stored.encode(recorded_basket())
    assert re.fullmatch("[0-9a-f]{64}", stored.state_of(content, 1))
    assert stored.state_of(content, 1) == stored.state_of(content, 1)
    assert len({stored.state_of(content, 1), stored.state_of(content, 2), stored.state_of(content + b" ", 1)}) == 3


def test_a_property_named_like_a_word_of_python_is_stored_under_its_own_name():
    result = OrderResult(from_="2014-06-05T00:00:00.000Z")
    assert stored.encode(result) == b'{"from":"2014-06-05T00:00:00.000Z"}'
