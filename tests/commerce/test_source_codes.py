"""Source codes and coupon codes: which group or coupon a code belongs to."""

from zoneinfo import ZoneInfo

import pytest
from tests.commerce.tea_shop import NOW

from counterfoil.commerce.coupons import Coupons
from counterfoil.commerce.source_codes import SourceCodes
from counterfoil.documents.promotion_data import CouponData, SourceCodeGroup

pytestmark = pytest.mark.fast


def group(*specs: str, **properties: object) -> SourceCodeGroup:
    return SourceCodeGroup(**({"group_id": "mail", "enabled_flag": True, "code_specs": list(specs)} | properties))


@pytest.mark.parametrize(
    ("spec", "code", "known"),
    [
        ("leaf", "leaf", True),
        ("leaf", "LEAF", True),
        ("leaf", "leaf1", False),
        ("wii[1..100]", "wii1", True),
        ("wii[1..100]", "wii100", True),
        ("wii[1..100]", "wii101", False),
        ("wii[1..100]", "wii007", False),
        ("wii[001..100]", "wii007", True),
        ("wii[1..100]", "wii", False),
        ("wii[1..9]x", "wii5x", True),
        ("mail*", "mail-anything", True),
        ("mail*", "mai", False),
    ],
)
def test_a_code_is_compared_with_literals_ranges_and_endings(spec: str, code: str, known: bool):
    assert bool(SourceCodes([group(spec)]).groups_of(code)) is known


@pytest.mark.parametrize(
    ("properties", "active"),
    [
        ({}, True),
        ({"enabled_flag": False}, False),
        ({"online_from": "2023-11-15"}, True),
        ({"online_from": "2023-11-16"}, False),
        ({"online_to": "2023-11-14"}, False),
        ({"online_from": "2023-11-15", "online_to": "2023-11-15"}, True),
    ],
)
def test_a_group_counts_on_its_days_in_the_time_zone_of_the_site(properties: dict[str, object], active: bool):
    """At that instant it is the 15th in Tokyo and the 14th in Greenwich."""
    codes = SourceCodes([group("leaf", **properties)], ZoneInfo("Asia/Tokyo"))
    assert (codes.active_group("leaf", NOW) is not None) is active


def test_a_group_in_force_is_preferred_to_one_that_is_not():
    old, new = group("leaf", group_id="old", enabled_flag=False), group("leaf", group_id="new")
    assert SourceCodes([old, new]).active_group("leaf", NOW).group_id == "new"


def test_a_single_code_is_found_in_any_case_if_its_coupon_says_so():
    coupons = Coupons(
        [
            CouponData(coupon_id="a", kind="single-code", single_code="Tea"),
            CouponData(coupon_id="b", kind="single-code", single_code="Cup", case_insensitive=True),
        ]
    )
    assert coupons.of_single_code("Tea").coupon_id == "a"
    assert coupons.of_single_code("TEA") is None
    assert coupons.of_single_code("cUP").coupon_id == "b"
