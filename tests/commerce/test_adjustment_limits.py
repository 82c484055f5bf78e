"""Limits of manual price adjustments: how much of a price an agent's roles let him take off."""

from decimal import Decimal

import pytest

from counterfoil.commerce.adjustment_limits import limit_documents, maximum
from counterfoil.documents.organization_data import PERCENT, AdjustmentLimit

pytestmark = pytest.mark.fast


def limit(unit: str, amount: str, limit_type: str = "item") -> AdjustmentLimit:
    return AdjustmentLimit(type=limit_type, unit=unit, amount=Decimal(amount))


@pytest.mark.parametrize(
    ("roles", "most"),
    [
        ([], None),
        ([[]], None),
        ([[limit("USD", "5", "order")]], None),
        ([[limit(PERCENT, "10")]], "1.01"),
        ([[limit("USD", "5")]], "5.00"),
        ([[limit(PERCENT, "10"), limit("USD", "5")]], "1.01"),
        ([[limit(PERCENT, "60"), limit("USD", "5")]], "5.00"),
        ([[limit(PERCENT, "60"), limit("EUR", "5")]], "0.00"),
        ([[limit("EUR", "5")], [limit(PERCENT, "1")]], "0.10"),
        ([[limit("USD", "5")], [], [limit("USD", "7")]], "7.00"),
        ([[limit(PERCENT, "0")]], "0.00"),
    ],
)
def test_the_most_that_may_be_taken_off_a_price_of_ten_dollars_five(
    roles: list[list[AdjustmentLimit]], most: str | None
) -> None:
    found = maximum(roles, "item", Decimal("10.05"), "USD")
    assert (found if found is None else str(found)) == most


def test_of_several_roles_the_greatest_limit_of_each_unit_is_shown() -> None:
    roles = [[limit("USD", "5"), limit(PERCENT, "10")], [limit("USD", "7"), limit("EUR", "1", "order")]]
    shown = limit_documents(roles, ["item"])
    assert [(one.currency, one.amount, one.percent) for one in shown] == [("USD", 7, None), (None, None, 10)]
