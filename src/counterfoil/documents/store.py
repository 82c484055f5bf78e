"""Stores of a site. Follows the documents page of the Shop API reference."""

from typing import Annotated

from counterfoil.documents.properties import CustomDocument, Document, Number, prop


class Store(CustomDocument):
    address1: Annotated[str | None, prop(min_length=1)] = None
    address2: str | None = None
    city: str | None = None
    country_code: str | None = None
    distance: Number | None = None
    distance_unit: str | None = None
    email: str | None = None
    fax: str | None = None
    id: Annotated[str | None, prop(mandatory=True, min_length=1, max_length=256)] = None
    image: str | None = None
    inventory_id: Annotated[str | None, prop(max_length=256)] = None
    latitude: Annotated[Number | None, prop(minimum=-90, maximum=90)] = None
    longitude: Annotated[Number | None, prop(minimum=-180, maximum=180)] = None
    name: str | None = None
    phone: str | None = None
    pos_enabled: bool | None = None
    postal_code: str | None = None
    state_code: str | None = None
    store_events: str | None = None
    store_hours: str | None = None
    store_locator_enabled: bool | None = None


class StoreResult(Document):
    count: int | None = None
    data: list[Store] | None = None
    next: str | None = None
    previous: str | None = None
    start: Annotated[int | None, prop(minimum=0)] = None
    total: int | None = None
