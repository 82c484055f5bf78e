"""Stores of a site, where customers collect or ask. Follows the stores section of the site archive format."""

from decimal import Decimal
from typing import Any

from counterfoil.documents.record import Record, Texts


class StoreData(Record):
    store_id: str
    name: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    postal_code: str | None = None
    state_code: str | None = None
    country_code: str | None = None
    email: str | None = None
    phone: str | None = None
    fax: str | None = None
    image: str | None = None
    store_events: Texts = {}
    store_hours: Texts = {}
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    inventory_list_id: str | None = None
    store_locator_enabled: bool = False
    pos_enabled: bool = False
    custom_attributes: dict[str, Any] = {}
