"""Groups of orders that are alike in all fields with few values: which of them fulfil what a query says of those.

A set of groups has a byte for each group, one or zero: Python joins such sets as numbers, and a statement takes them as
one parameter, however many there are.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from counterfoil.documents.search_query import All, Always, Element, Expression, Leaf, Not, Some, SortKey, fulfils
from counterfoil.documents.search_record import PRESENT, Group
from counterfoil.store.jobs import Engine

GROUPS = "select group_no, body from search_groups where site_id = $1 and group_no > $2 order by group_no"
_GROUPS = msgspec.json.Decoder(Group)
_PATHS = {"payment_instruments": ("payment_method_id", "credit_card_type"), "shipments": ("shipping_method_id",)}


class SiteGroups:
    """The groups of one site, by the values that they have."""

    def __init__(self) -> None:
        self.last = 0
        self._by_value: dict[str, dict[Any, bytearray]] = {}
        self._all = bytearray(1)

    def add(self, number: int, group: Group) -> None:
        """Add a group; numbers rise."""
        self.last = number
        self._all.extend(bytes(number + 1 - len(self._all)))
        self._all[number] = 1
        for name in group.__struct_fields__:
            value = getattr(group, name)
            if isinstance(value, str):
                self._mark(name, value, number)
            for one in value if isinstance(value, tuple) else ():
                if name == "present":
                    self._mark(PRESENT + one, "true", number)
                else:
                    self._mark(name, one if isinstance(one, tuple) else (one,), number)

    @property
    def everything(self) -> bytes:
        """Return the set of all groups."""
        return bytes(self._all)

    def found(self, expression: Expression) -> bytes:
        """Return the groups for which an expression holds that concerns nothing else."""
        return self._found(expression).to_bytes(len(self._all), "little")

    def by_value(self, column: str) -> list[bytes]:
        """Return the groups that have the least value of a field, those that have the next, and so on."""
        marks = self._by_value.get(column, {})
        return [bytes(marks[value]).ljust(len(self._all), b"\0") for value in sorted(marks)]

    def _mark(self, name: str, value: Any, number: int) -> None:
        marks = self._by_value.setdefault(name, {}).setdefault(value, bytearray())
        marks.extend(bytes(number + 1 - len(marks)))
        marks[number] = 1

    def _found(self, expression: Expression) -> int:
        whole = int.from_bytes(self._all, "little")
        if isinstance(expression, Always):
            return whole if expression.holds else 0
        if isinstance(expression, Not):
            return whole ^ self._found(expression.part)
        if isinstance(expression, All | Some):
            parts = [self._found(part) for part in expression.parts]
            found = whole if isinstance(expression, All) else 0
            for part in parts:
                found = found & part if isinstance(expression, All) else found | part
            return found
        if isinstance(expression, Element):
            names = _PATHS[expression.path]
            return self._joined(
                marks
                for values, marks in self._by_value.get(expression.path, {}).items()
                if fulfils(expression.part, dict(zip(names, values, strict=True)))
            )
        assert isinstance(expression, Leaf)
        column = expression.field.column
        return self._joined(
            marks for value, marks in self._by_value.get(column, {}).items() if fulfils(expression, {column: value})
        )

    def _joined(self, found: Iterable[bytearray]) -> int:
        joined = 0
        for marks in found:
            joined |= int.from_bytes(marks, "little")
        return joined


class GroupCache:
    """The groups of every site; a group never changes, and new ones are read when they are needed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._sites: dict[str, SiteGroups] = {}

    async def of(self, site_id: str) -> SiteGroups:
        """Return the groups of a site."""
        groups = self._sites.setdefault(site_id, SiteGroups())
        for number, body in await self._engine.read(GROUPS, (site_id, groups.last)):
            if number > groups.last:  # another search may have been faster
                groups.add(number, _GROUPS.decode(body))
        return groups


def ranks(sorts: Iterable[SortKey], groups: SiteGroups) -> Mapping[str, bytes]:
    """Return, for each field of groups in an order, two bytes for each group: the rank of its value."""
    found: dict[str, bytes] = {}
    for sort in sorts:
        if sort.field.place == "group":
            table = bytearray(2 * (groups.last + 1))
            for rank, marks in enumerate(groups.by_value(sort.field.column)):
                for number, mark in enumerate(marks):
                    if mark:
                        table[2 * number : 2 * number + 2] = min(rank, 65535).to_bytes(2, "big")
            found[sort.field.column] = bytes(table)
    return found
