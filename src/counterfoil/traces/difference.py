"""What a hook changed of a document: the places where two JSON values differ."""

from collections.abc import Iterator
from typing import Any, NamedTuple

MISSING: Any = object()
_KEYS = (
    "payment_instrument_id", "shipment_id", "item_id", "coupon_item_id", "price_adjustment_id",
    "gift_certificate_item_id", "address_id", "id", "product_id", "_id", "key",
)  # fmt: skip
"""What tells the elements of a list apart, the first that they have."""
_UNSEEN = ("custom", "custom_attributes")
"""Where documents keep custom attributes; on the wire they stand among the others."""


class Change(NamedTuple):
    """A place and its two values; MISSING is none."""

    path: str
    before: Any
    after: Any

    def plain(self) -> dict[str, Any]:
        """Return the change as JSON."""
        values = {"before": self.before, "after": self.after}
        return {"path": self.path, **{name: one for name, one in values.items() if one is not MISSING}}


def differences(before: Any, after: Any, path: str = "$") -> Iterator[Change]:
    """List what is different, in the order of the names."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            inner = path if name in _UNSEEN else f"{path}.{name}"
            absent = {} if name in _UNSEEN else MISSING
            yield from differences(before.get(name, absent), after.get(name, absent), inner)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_lists(before, after, path)
    elif (before != after or type(before) is not type(after)) and not _equal_numbers(before, after):
        yield Change(path, before, after)


def _of_lists(before: list[Any], after: list[Any], path: str) -> Iterator[Change]:
    key = _key_of([*before, *after])
    if key is None:
        longest = max(len(before), len(after))
        pairs = zip(_filled(before, longest), _filled(after, longest), strict=True)
        for number, (old, new) in enumerate(pairs):
            yield from differences(old, new, f"{path}[{number}]")
        return
    old_by, new_by = ({one[key]: one for one in side} for side in (before, after))
    for name in {**old_by, **new_by}:
        yield from differences(old_by.get(name, MISSING), new_by.get(name, MISSING), f"{path}[{name}]")


def _key_of(items: list[Any]) -> str | None:
    if not items or not all(isinstance(one, dict) for one in items):
        return None
    for key in _KEYS:
        values = [one.get(key) for one in items]
        if all(isinstance(value, str | int) for value in values):
            return key
    return None


def _filled(items: list[Any], length: int) -> list[Any]:
    return items + [MISSING] * (length - len(items))


def _equal_numbers(before: Any, after: Any) -> bool:
    numbers = (int, float)
    both = isinstance(before, numbers) and isinstance(after, numbers)
    return both and not isinstance(before, bool) and not isinstance(after, bool) and bool(before == after)
