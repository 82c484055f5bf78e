"""Membership of dynamic customer groups: what each operator makes of a profile."""

from typing import Any

import pytest

from counterfoil.commerce.customer_groups import belongs, groups_of
from counterfoil.documents.organization_data import CustomerGroup, MembershipCondition, MembershipConditions
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.timestamps import instant_of

pytestmark = pytest.mark.fast
NOW = instant_of("2026-06-15T10:00:00Z")
ADA = CustomerRecord(
    customer_list_id="Shop",
    customer_no="00000501",
    customer_id="ab",
    login="ada",
    creation_date=instant_of("2026-06-01T23:59:59Z"),
    customer_groups=["Trade", "Dynamic"],
    profile={
        "email": "ada@example.com",
        "birthday": "1990-06-15",
        "gender": 2,
        "c_teas": ["assam", "keemun"],
        "c_orders": 7,
        "c_vip": True,
        "c_since": "2026-06-14",
    },
)


def condition(path: str, operator: str, *values: str, kind: str = "string") -> MembershipCondition:
    return MembershipCondition(attribute_path=f"customer.{path}", operator=operator, kind=kind, values=list(values))


def group(*included: MembershipCondition, mode: str = "all", excluded: Any = ()) -> CustomerGroup:
    return CustomerGroup(
        site_id="Shop",
        group_id="Dynamic",
        dynamic=True,
        included=[MembershipConditions(match_mode=mode, conditions=list(included))],
        excluded=[MembershipConditions(conditions=list(excluded))] if excluded else [],
    )


@pytest.mark.parametrize(
    ("path", "operator", "values", "kind", "fits"),
    [
        ("profile.email", "is-equal", ["ada@example.com"], "string", True),
        ("profile.email", "is-equal", ["x", "ada@example.com"], "string", True),
        ("profile.email", "is-not-equal", ["ada@example.com"], "string", False),
        ("profile.email", "ends-with", ["@example.com"], "string", True),
        ("profile.email", "contains", ["bob"], "string", False),
        ("profile.email", "does-not-contain", ["bob"], "string", True),
        ("profile.phoneHome", "exists", [], "string", False),
        ("profile.phoneHome", "does-not-exist", [], "string", True),
        ("profile.credentials.login", "is-equal", ["ada"], "string", True),
        ("credentials.login", "is-equal", ["ada"], "string", True),
        ("customerNo", "starts-with", ["000005"], "string", True),
        ("profile.gender", "is-equal", ["2"], "int", True),
        ("profile.custom.teas", "is-equal", ["keemun"], "string", True),
        ("profile.custom.teas", "does-not-contain", ["oolong"], "string", True),
        ("profile.custom.orders", "is-greater-than", ["6"], "int", True),
        ("profile.custom.orders", "is-greater-than", ["7"], "number", False),
        ("profile.custom.orders", "is-greater-than-or-equal", ["7.0"], "number", True),
        ("profile.custom.orders", "is-in-range", ["1", "7"], "int-range", True),
        ("profile.custom.orders", "is-not-in-range", ["1", "7"], "int-range", False),
        ("profile.custom.missing", "is-less-than", ["7"], "int", False),
        ("profile.custom.vip", "is-true", [], "string", True),
        ("profile.custom.vip", "is-false", [], "string", False),
        ("profile.custom.since", "is-yesterday", [], "date", True),
        ("profile.custom.since", "is-on", ["2026-06-14"], "date", True),
        ("profile.custom.since", "is-after", ["2026-06-14"], "date", False),
        ("profile.custom.since", "is-before", ["2026-06-15T00:00:00Z"], "date", True),
        ("profile.creationDate", "is-in-the-last-x-days", ["14"], "number-of-days", True),
        ("profile.creationDate", "is-in-the-last-x-days", ["13"], "number-of-days", False),
        ("profile.creationDate", "is-not-in-the-last-x-days", ["13"], "number-of-days", True),
        ("profile.creationDate", "is-in-the-current", ["month"], "time-period", True),
        ("profile.creationDate", "is-in-the-current", ["week"], "time-period", False),
        ("profile.creationDate", "is-in-the-last", ["week"], "time-period", False),
        ("profile.creationDate", "is-in-range", ["2026-01-01", "2026-06-01"], "date-range", True),
        ("profile.birthday", "is-in-the-next", ["year"], "time-period", False),
        ("profile.birthday", "is-on", ["never"], "date", False),
        ("profile.custom.orders", "is-equal", ["many"], "int", False),
        ("profile.email", "resembles", ["ada"], "string", False),
        ("activeData.orderValueMonth", "is-greater-than", ["0"], "number", False),
        ("activeData.orderValueMonth", "does-not-exist", [], "string", False),
    ],
)
def test_an_operator_compares_what_is_known(path: str, operator: str, values: Any, kind: str, fits: bool):
    assert belongs(ADA, group(condition(path, operator, *values, kind=kind)), NOW) is fits


def test_all_or_any_conditions_of_a_set_have_to_hold():
    holding, failing = condition("profile.email", "exists"), condition("profile.fax", "exists")
    assert not belongs(ADA, group(holding, failing), NOW)
    assert belongs(ADA, group(holding, failing, mode="any"), NOW)
    assert not belongs(ADA, group(), NOW)


def test_who_is_excluded_does_not_belong():
    rule = group(condition("profile.email", "exists"), excluded=[condition("profile.gender", "is-equal", "2")])
    assert not belongs(ADA, rule, NOW)


def test_groups_are_those_assigned_and_those_whose_rule_fits():
    rule = group(condition("profile.email", "exists"))
    assert groups_of(ADA, [rule], NOW) == {"Trade", "Dynamic"}
    rule.included[0].conditions[0].operator = "does-not-exist"
    assert groups_of(ADA, [rule], NOW) == {"Trade"}, "a dynamic group has no assignments"
