"""Who belongs to the customer groups of a site: by assignment to static ones, by a rule to dynamic ones.

Follows the sections of the site archive reference on customer groups and on conditions. Days are those of UTC. A rule
that asks for something that is not known of a customer has no members.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from counterfoil.commerce.conditions import holds
from counterfoil.documents.organization_data import CustomerGroup, MembershipCondition, MembershipConditions
from counterfoil.documents.shop_data import CustomerRecord

Rule = CustomerGroup
"""A dynamic customer group, with the rule that says who belongs to it."""
_PERIOD_DAYS = {"week": 7, "month": 30, "year": 365}


def groups_of(record: CustomerRecord, rules: Iterable[Rule], now: int) -> frozenset[str]:
    """Return the groups a registered customer is in, beside those every site has."""
    by_rule = {rule.group_id: belongs(record, rule, now) for rule in rules}
    assigned = (group for group in record.customer_groups if group not in by_rule)
    return frozenset(assigned) | {group for group, member in by_rule.items() if member}


def belongs(record: CustomerRecord, rule: Rule, now: int) -> bool:
    """Say whether a customer fits the rule of a dynamic group: included by one set of conditions, excluded by none."""
    conditions = (condition for part in (*rule.included, *rule.excluded) for condition in part.conditions)
    if any(condition.property_name is None for condition in conditions):
        return False
    today = datetime.fromtimestamp(now // 1000, UTC).date()
    return any(_fit(record, part, today) for part in rule.included) and not any(
        _fit(record, part, today) for part in rule.excluded
    )


def _fit(record: CustomerRecord, part: MembershipConditions, today: date) -> bool:
    combine = any if part.match_mode == "any" else all
    return bool(part.conditions) and combine(_holds(record, condition, today) for condition in part.conditions)


def _holds(record: CustomerRecord, condition: MembershipCondition, today: date) -> bool:
    value = _value(record, condition.property_name or "")
    operator, values = condition.operator, condition.values
    if operator in ("is-true", "is-false"):
        return value is (operator == "is-true")
    negated = _NEGATED.get(operator)
    if (test := _DAYS.get(negated or operator)) is not None and condition.kind not in _NUMBERS:
        return _compared(_day(value), test, today, values) is (negated is None)
    if (compare := _COMPARED.get(negated or operator)) is not None and condition.kind in _NUMBERS:
        number, limits = _number(value), [_number(text) for text in values]
        fits = number is not None and None not in limits and bool(limits) and compare(number, limits)
        return fits is (negated is None)
    parts = value if isinstance(value, list) else [value]
    return holds(operator, [_text(part) for part in parts if part is not None], values)


def _text(value: Any) -> str:  # Any: the value of a property
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(record: CustomerRecord, name: str) -> Any:  # Any: the value of a property
    own = {"login": record.login, "customer_no": record.customer_no, "enabled": record.enabled, "registered": True}
    if name == "creation_date":
        return None if record.creation_date is None else datetime.fromtimestamp(record.creation_date // 1000, UTC)
    return own[name] if name in own else record.profile.get(name)


def _number(value: Any) -> Decimal | None:  # Any: the value of a property
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _day(value: Any) -> date | None:  # Any: the value of a property
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _compared(day: date | None, test: "_DayTest", today: date, values: Sequence[str]) -> bool:
    return day is not None and test(day, today, values)


def _between(day: date, first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first <= day <= last


def _first_day(values: Sequence[str]) -> date | None:
    return _day(values[0]) if values else None


def _days(values: Sequence[str]) -> timedelta | None:
    """Return a number of days, or the length of a week, month or year."""
    text = values[0] if values else ""
    number = _PERIOD_DAYS.get(text, int(text) if text.isdecimal() and len(text) < 6 else None)
    return None if number is None else timedelta(days=number)


def _past(day: date, today: date, values: Sequence[str]) -> bool:
    length = _days(values)
    return length is not None and today - length <= day <= today


def _coming(day: date, today: date, values: Sequence[str]) -> bool:
    length = _days(values)
    return length is not None and today <= day <= today + length


def _current(day: date, today: date, values: Sequence[str]) -> bool:
    same = {
        "week": day.isocalendar()[:2] == today.isocalendar()[:2],
        "month": (day.year, day.month) == (today.year, today.month),
        "year": day.year == today.year,
    }
    return same.get(values[0] if values else "", False)


def _in_days(day: date, _today: date, values: Sequence[str]) -> bool:
    return len(values) == 2 and _between(day, _day(values[0]), _day(values[1]))


_DayTest = Callable[[date, date, Sequence[str]], bool]
_DAYS: dict[str, _DayTest] = {
    "is-on": lambda day, _today, values: day == _first_day(values),
    "is-after": lambda day, _today, values: (first := _first_day(values)) is not None and day > first,
    "is-before": lambda day, _today, values: (first := _first_day(values)) is not None and day < first,
    "is-today": lambda day, today, _values: day == today,
    "is-tomorrow": lambda day, today, _values: day == today + timedelta(days=1),
    "is-yesterday": lambda day, today, _values: day == today - timedelta(days=1),
    "is-in-the-last": _past,
    "is-in-the-last-x-days": _past,
    "is-in-the-next": _coming,
    "is-in-the-next-x-days": _coming,
    "is-in-the-current": _current,
    "is-in-range": _in_days,
}
_COMPARED: dict[str, Callable[[Decimal, Sequence[Any]], bool]] = {
    "is-equal": lambda number, values: number in values,
    "is-greater-than": lambda number, values: number > values[0],
    "is-less-than": lambda number, values: number < values[0],
    "is-greater-than-or-equal": lambda number, values: number >= values[0],
    "is-less-than-or-equal": lambda number, values: number <= values[0],
    "is-in-range": lambda number, values: len(values) == 2 and values[0] <= number <= values[1],
}
_NEGATED = {
    "is-not-in-the-last-x-days": "is-in-the-last-x-days",
    "is-not-in-the-next-x-days": "is-in-the-next-x-days",
    "is-not-in-range": "is-in-range",
    "is-not-equal": "is-equal",
}
_NUMBERS = frozenset({"int", "int-range", "number", "number-range"})
