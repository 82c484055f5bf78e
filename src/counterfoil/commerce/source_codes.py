"""Source codes: the group a code belongs to, and whether it counts today.

Follows the section on source codes of the site archive reference. Letters count without regard to their case.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from counterfoil.documents.promotion_data import SourceCodeGroup

_RANGE = re.compile(r"(?P<prefix>.*)\[(?P<first>\d{1,18})\.\.(?P<last>\d{1,18})\](?P<ending>.*)", re.DOTALL)


class SourceCodes:
    """A site's source code groups, found by their codes."""

    def __init__(self, groups: Iterable[SourceCodeGroup], zone: tzinfo = UTC) -> None:
        self.groups = {group.group_id: group for group in groups}
        self._zone = zone
        self._literal: dict[str, list[SourceCodeGroup]] = {}
        self._patterns: list[tuple[str, SourceCodeGroup]] = []
        for group in self.groups.values():
            for spec in map(str.casefold, group.code_specs):
                if spec.endswith("*") or _RANGE.fullmatch(spec):
                    self._patterns.append((spec, group))
                else:
                    self._literal.setdefault(spec, []).append(group)

    def groups_of(self, code: str) -> list[SourceCodeGroup]:
        """Return the groups that know a code, in force or not; those that spell it out come first."""
        folded = code.casefold()
        found = list(self._literal.get(folded, ()))
        found += [group for spec, group in self._patterns if group not in found and _fits(folded, spec)]
        return found

    def active_group(self, code: str | None, now: int) -> SourceCodeGroup | None:
        """Return the group in force that knows a code, or None."""
        if not code or not self.groups:
            return None
        return next((group for group in self.groups_of(code) if self.in_force(group, now)), None)

    def in_force(self, group: SourceCodeGroup, now: int) -> bool:
        """Say whether a group is enabled and today is one of its days in the site's time zone."""
        if not group.enabled_flag:
            return False
        if group.online_from is None and group.online_to is None:
            return True
        today = datetime.fromtimestamp(now / 1000, self._zone).date().isoformat()
        return (group.online_from or today) <= today <= (group.online_to or today)


def _fits(code: str, spec: str) -> bool:
    """Compare a code with a pattern: ``name*`` is any ending, ``name[1..500]`` a number between these."""
    if spec.endswith("*"):
        return code.startswith(spec[:-1])
    parts = _RANGE.fullmatch(spec)
    if parts is None or not code.startswith(parts["prefix"]) or not code.endswith(parts["ending"]):
        return False
    number = code[len(parts["prefix"]) : len(code) - len(parts["ending"])]
    if not (number.isascii() and number.isdigit()):
        return False
    padded = parts["first"].startswith("0") and len(parts["first"]) > 1
    if len(number) != len(parts["first"]) if padded else number.startswith("0") and number != "0":
        return False
    return int(parts["first"]) <= int(number) <= int(parts["last"])
