"""Stores by id and by distance. Follows section 8 of the resource reference."""

import re
from decimal import Decimal

import msgspec

from counterfoil import faults
from counterfoil.commerce.store_locator import RADIUS, Near, Place, nearest_stores, place_of_postal_code
from counterfoil.commerce.texts import localised
from counterfoil.documents.store import Store, StoreResult
from counterfoil.documents.store_data import StoreData
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import requested_locale
from counterfoil.shop.paging import page_urls, read_page
from counterfoil.shop.parameters import check_id, decimal, ids
from counterfoil.shop.product_images import image_link

_ONE, _MANY = "dw.ocapi.shop.store.", "dw.ocapi.shop.stores."
_LONGEST_ID = 256
_MOST_IDS = 50
FARTHEST = 20012
_store = msgspec.json.Decoder(StoreData)


async def get_store(call: Call) -> Answer:
    """Return a store; faults STORE_NOT_FOUND, STRING_CONSTRAINT_VIOLATION."""
    store_id = call.path["id"]
    check_id(store_id, "id", _LONGEST_ID)
    await call.before(_ONE + "beforeGET", store_id)
    locale = requested_locale(call)
    row = await call.store.shop_row("store", call.site_id, store_id)
    if row is None:
        raise faults.STORE_NOT_FOUND(store_id=store_id)
    return await call.answer(_document(call, _store.decode(row), locale), _ONE + "modifyGETResponse")


async def get_stores(call: Call) -> Answer:
    """Return several stores without those that do not exist; faults as get_store, VALUE_CONSTRAINT_VIOLATION."""
    store_ids = ids(call, "ids", longest=_LONGEST_ID, most=_MOST_IDS)
    await call.before(_MANY + "beforeGET", ",".join(store_ids))
    locale = requested_locale(call)
    rows = {row.id: row for row in await call.store.shop_rows_by_id(["store"], store_ids) if row.scope == call.site_id}
    known = [_store.decode(rows[name].body or b"") for name in store_ids if name in rows]
    found = [_document(call, store, locale) for store in known]
    result = StoreResult(count=len(found), data=found, total=len(found))
    return await call.answer(result, _MANY + "modifyGETResponse")


async def find_stores(call: Call) -> Answer:
    """Return a page of the stores near a place, the nearest first.

    Faults: MISSING_COORDINATES, MISSING_COUNTRY_CODE, MISSING_POSTAL_CODE, INVALID_DISTANCE_UNIT,
    MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION, STRING_CONSTRAINT_VIOLATION.
    """
    await call.before(_MANY + "beforeGET", "")
    unit = call.query.get("distance_unit") or "km"
    if unit not in RADIUS:
        raise faults.INVALID_DISTANCE_UNIT(distance_unit=unit[:20])
    farthest = decimal(call, "max_distance", least=0, most=FARTHEST)
    page = read_page(call)
    locale = requested_locale(call)
    stores = [_store.decode(row) for _, _, row in await call.store.shop_rows("store", call.site_id)]
    place = _place(call, stores)
    near = nearest_stores(stores, place, unit, Decimal(FARTHEST) if farthest is None else farthest) if place else []
    shown = [_document(call, found.store, locale, found, unit) for found in near[page.start : page.end]]
    following, previous = page_urls(call, page, len(near))
    result = StoreResult(
        count=len(shown), data=shown, next=following, previous=previous, start=page.start, total=len(near)
    )
    return await call.answer(result, _MANY + "modifyGETResponse")


def _place(call: Call, stores: list[StoreData]) -> Place | None:
    """Return the place of the request; coordinates win over a postal code, whose place may be unknown."""
    latitude = decimal(call, "latitude", least=-90, most=90)
    longitude = decimal(call, "longitude", least=-180, most=180)
    if latitude is not None and longitude is not None:
        return Place(latitude, longitude)
    country_code, postal_code = call.query.get("country_code", ""), call.query.get("postal_code", "")
    if latitude is not None or longitude is not None or not (country_code or postal_code):
        raise faults.MISSING_COORDINATES()
    if not country_code:
        raise faults.MISSING_COUNTRY_CODE()
    if not postal_code:
        raise faults.MISSING_POSTAL_CODE()
    if not re.fullmatch("[A-Za-z]{2}", country_code):
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter="country_code", expected="2 letters")
    if not 3 <= len(postal_code) <= 10:
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter="postal_code", expected="3 to 10 characters")
    return place_of_postal_code(stores, country_code, postal_code)


def _document(call: Call, store: StoreData, locale: str, near: Near | None = None, unit: str | None = None) -> Store:
    return Store(
        id=store.store_id,
        name=store.name,
        address1=store.address1,
        address2=store.address2,
        city=store.city,
        postal_code=store.postal_code,
        state_code=store.state_code,
        country_code=store.country_code,
        email=store.email,
        phone=store.phone,
        fax=store.fax,
        image=image_link(call, store.image) if store.image else None,
        store_events=localised(store.store_events, locale),
        store_hours=localised(store.store_hours, locale),
        latitude=store.latitude,
        longitude=store.longitude,
        inventory_id=store.inventory_list_id,
        store_locator_enabled=store.store_locator_enabled,
        pos_enabled=store.pos_enabled,
        distance=near.distance if near is not None else None,
        distance_unit=unit,
        custom={"c_" + name: value for name, value in store.custom_attributes.items()},
    )
