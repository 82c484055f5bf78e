"""The rules of the search: sets of numbers, words, and the order of what is found."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.commerce.bits import NumberSet, bits_of, holds, members, pack
from counterfoil.commerce.product_index import PriceColumn
from counterfoil.commerce.product_words import words_of

pytestmark = pytest.mark.fast
numbers = st.sets(st.integers(0, 5000), max_size=200)


@given(numbers, numbers)
def test_bits_are_sets(one: set[int], other: set[int]):
    packed = pack(bits_of(one))
    assert list(members(packed)) == sorted(one)
    assert all(holds(packed, number) == (number in one) for number in [*one, *other])
    assert set(members(pack(bits_of(one) & bits_of(other)))) == one & other


@given(numbers, numbers, st.sampled_from([1, 5001, 10**7]))
def test_a_set_counts_what_it_has_in_common_dense_or_sparse(one: set[int], other: set[int], size: int):
    bits = bits_of(other)
    kept = NumberSet(array("I", sorted(one)), size)
    assert kept.common(bits, pack(bits)) == len(one & other)
    assert kept.bits == bits_of(one)


def test_words_have_no_case_no_accents_and_no_markup():
    assert words_of("Frühstückstee, <b>250&nbsp;g</b>", "MUG-01") == [
        "fruhstuckstee",
        "250",
        "nbsp",
        "g",
        "mug",
        "01",
    ]
    assert words_of("STRASSE straße") == ["strasse", "strasse"]
    assert words_of("緑茶 🍵") == ["緑茶"]


def test_prices_lie_from_an_amount_up_to_below_another():
    column = PriceColumn(
        by_low=array("I", [2, 0, 1]),
        lows=array("q", [100, 500, 900]),
        by_high=array("I", [2, 1, 0]),
        highs=array("q", [200, 900, 1500]),
    )
    assert column.between(500, 900) == bits_of([0])
    assert column.between(None, 501) == bits_of([0, 2])
    assert column.between(900, None) == bits_of([0, 1])
    assert list(column.lowest_between(100, 900)) == [2, 0]
    assert list(column.lowest_between(900, None)) == [1]
