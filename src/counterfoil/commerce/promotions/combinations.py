"""Combinations of products: so many of these and so many of those, as often as the items allow."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from counterfoil.commerce.product_specification import Facts
from counterfoil.commerce.promotions.offer import Part
from counterfoil.commerce.promotions.slots import Slot, Units


def combination(
    parts: Sequence[Part],
    slots: Sequence[Slot],
    facts: Facts,
    most: int | None = None,
    taken: Mapping[Slot, Decimal] | None = None,
) -> tuple[Units, int]:
    """Return the units of as many combinations as there are, and their number; ``taken`` units are used elsewhere.

    The part that fits the fewest units chooses first, and each takes the dearest.
    """
    free = {slot: int(slot.free_units - (taken.get(slot, Decimal(0)) if taken else 0)) for slot in slots}
    fitting = [
        (quantity, [slot for slot in slots if selection.names(slot.item, facts)]) for quantity, selection in parts
    ]
    fitting.sort(key=lambda part: sum(free[slot] for slot in part[1]) // part[0])
    highest = min((sum(free[slot] for slot in fit) // quantity for quantity, fit in fitting), default=0)
    highest = highest if most is None else min(highest, most)
    lowest, best = 0, Units()
    while lowest < highest:
        middle = (lowest + highest + 1) // 2
        found = _chosen(fitting, free, middle)
        if found is None:
            highest = middle - 1
        else:
            lowest, best = middle, found
    return best, lowest


def _chosen(fitting: Sequence[tuple[int, list[Slot]]], free: Mapping[Slot, int], times: int) -> Units | None:
    left = dict(free)
    chosen: dict[Slot, Decimal] = {}
    for quantity, slots in fitting:
        wanted = quantity * times
        for slot in sorted(slots, key=lambda slot: (-slot.each, slot.key())):
            share = min(left[slot], wanted)
            if share <= 0:
                continue
            left[slot] -= share
            wanted -= share
            chosen[slot] = chosen.get(slot, Decimal(0)) + share
        if wanted:
            return None
    return list(chosen.items())
