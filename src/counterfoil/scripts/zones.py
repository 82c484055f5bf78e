"""Time zones for scripts: offsets at an instant, and instants of a clock on the wall, by the ids that Java knows."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"GMT([+-])(\d{1,2})(?::?([0-5]\d))?")
_SHORT = {
    "ACT": "Australia/Darwin",
    "AET": "Australia/Sydney",
    "AST": "America/Anchorage",
    "BST": "Asia/Dhaka",
    "CST": "America/Chicago",
    "CTT": "Asia/Shanghai",
    "ECT": "Europe/Paris",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "NST": "Pacific/Auckland",
    "PNT": "America/Phoenix",
    "PST": "America/Los_Angeles",
    "SST": "Pacific/Guadalcanal",
    "VST": "Asia/Ho_Chi_Minh",
}
_FIRST, _LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """Return a time zone by its id; GMT for one nobody knows, as Java has it."""
    match = _OFFSET.fullmatch(name)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timezone(timedelta(minutes=min(minutes, 23 * 60 + 59) * (1 if match[1] == "+" else -1)))
    try:
        return ZoneInfo(_SHORT.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _at(millis: float) -> datetime:
    """Return an instant; those beyond what Python counts are its first or last."""
    try:
        return min(max(_EPOCH + timedelta(milliseconds=millis), _FIRST), _LAST)
    except OverflowError:
        return _LAST if millis > 0 else _FIRST


def zone_at(pair: list[Any]) -> dict[str, Any]:
    """Return what a zone is at an instant: offset and summer time in milliseconds, and its short name."""
    local = _at(pair[1]).astimezone(zone(str(pair[0])))
    summer = local.dst() or timedelta(0)
    name = local.tzname() or "GMT"
    return {
        "offset": (local.utcoffset() or timedelta(0)) // timedelta(milliseconds=1),
        "summer": summer // timedelta(milliseconds=1),
        "name": "GMT" if name == "UTC" and pair[0] != "UTC" else name,
    }


def zone_instant(pair: list[Any]) -> float:
    """Return the instant of a clock on the wall, both in milliseconds.

    An hour that comes twice is the later one, an hour that is left out goes by the time before it, as Java has it.
    """
    wall = _at(pair[1]).replace(tzinfo=zone(str(pair[0])))
    offsets = [wall.replace(fold=fold).utcoffset() or timedelta(0) for fold in (0, 1)]
    return float(pair[1] - min(offsets) // timedelta(milliseconds=1))


OPERATIONS: dict[str, Callable[[Any], Any]] = {"zone_at": zone_at, "zone_instant": zone_instant}
