"""Which stores are near a place. Follows the stores resource of the Shop API reference.

Postal codes have no positions in an archive, so the stores themselves say where a postal code is.
"""

import math
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from counterfoil.documents.store_data import StoreData

RADIUS = {"km": 6371, "mi": 3959}
"""Of the earth, in the units that distances are measured in."""
_SHORTEST_PREFIX = 2
_STEP = Decimal("0.01")


class Place(NamedTuple):
    """A position in degrees."""

    latitude: Decimal
    longitude: Decimal


class Near(NamedTuple):
    """A store and how far it is."""

    distance: Decimal
    store: StoreData


def nearest_stores(stores: Iterable[StoreData], place: Place, unit: str, most: Decimal) -> list[Near]:
    """Return the stores of the locator that are not farther than ``most``, the nearest first."""
    found = []
    for store in stores:
        position = position_of(store)
        if position is None or not store.store_locator_enabled:
            continue
        distance = distance_between(place, position, RADIUS[unit])
        if distance <= most:
            found.append(Near(distance, store))
    return sorted(found, key=lambda near: (near.distance, near.store.store_id))


def place_of_postal_code(stores: Iterable[StoreData], country_code: str, postal_code: str) -> Place | None:
    """Return where a postal code is: in the middle of the country's stores whose codes begin most like it.

    At least two characters have to be alike; None if no store's are.
    """
    wanted = _plain(postal_code)
    best: list[Place] = []
    longest = _SHORTEST_PREFIX
    for store in stores:
        position = position_of(store)
        if position is None or (store.country_code or "").upper() != country_code.upper():
            continue
        alike = _alike(wanted, _plain(store.postal_code or ""))
        if alike > longest:
            best, longest = [position], alike
        elif alike == longest:
            best.append(position)
    if not best:
        return None
    return Place(
        sum((place.latitude for place in best), Decimal(0)) / len(best),
        sum((place.longitude for place in best), Decimal(0)) / len(best),
    )


def position_of(store: StoreData) -> Place | None:
    """Return where a store is, if it says so."""
    if store.latitude is None or store.longitude is None:
        return None
    return Place(store.latitude, store.longitude)


def distance_between(here: Place, there: Place, radius: int) -> Decimal:
    """Return the distance on the globe, to two digits."""
    up = math.sin(math.radians(there.latitude - here.latitude) / 2) ** 2
    along = math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    part = up + math.cos(math.radians(here.latitude)) * math.cos(math.radians(there.latitude)) * along
    return Decimal(2 * radius * math.asin(math.sqrt(min(1, part)))).quantize(_STEP)


def _plain(postal_code: str) -> str:
    return "".join(letter for letter in postal_code.upper() if letter.isalnum())


def _alike(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
