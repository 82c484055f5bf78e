"""What the store knows of a container's customer, handed to the rules: groups, and coupon codes redeemed before."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, int] = MappingProxyType({})
_NO_CODES: Mapping[tuple[str, str], int] = MappingProxyType({})
_NO_COUPONS: Mapping[str, str] = MappingProxyType({})


class Redemptions(NamedTuple):
    """How often coupons were redeemed in orders that stand; only those of the container's codes are counted."""

    by_code: Mapping[tuple[str, str], int] = _NO_CODES
    """By coupon id and code, in the form in which its uses are counted; by anybody."""
    by_customer: Mapping[str, int] = _NOTHING
    """By coupon id, by the container's customer."""
    in_time_frame: Mapping[str, int] = _NOTHING
    """By coupon id, by the container's customer within the coupon's time frame."""
    changes: Mapping[str, int] = _NOTHING
    """By coupon id, how often the number of the customer's redemptions has changed, up or down."""


class Shopper(NamedTuple):
    """The customer of a container as the rules see him."""

    groups: frozenset[str] = frozenset()
    """Customer groups he belongs to by assignment or rule, beside those every site has."""
    redemptions: Redemptions = Redemptions()
    coupons: Mapping[str, str] = _NO_COUPONS
    """Coupon ids of those codes of the container that belong to coupons with many codes."""


ANYBODY = Shopper()
