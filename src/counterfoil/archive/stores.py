"""Stores of a site; groups of stores say nothing that the API shows."""

from collections.abc import Iterator
from decimal import Decimal

from counterfoil.archive import values
from counterfoil.archive.attributes import attributes
from counterfoil.archive.fields import Handler, Table, converted, fill, ignored, text, texts
from counterfoil.archive.nodes import Node
from counterfoil.archive.report import BadObjectError
from counterfoil.archive.unit import Change, Item, Unit, deletion, record_change
from counterfoil.documents.store_data import StoreData


def _degrees(name: str, most: int) -> Handler:
    def read(node: Node) -> Decimal:
        degrees = values.decimal(node)
        if abs(degrees) > most:
            raise BadObjectError(node.line, f"{node.tag} is not between -{most} and {most}")
        return degrees

    return converted(name, read)


STORE: Table = {
    "name": text("name"),
    "address1": text("address1"),
    "address2": text("address2"),
    "city": text("city"),
    "postal-code": text("postal_code"),
    "state-code": text("state_code"),
    "country-code": text("country_code"),
    "email": text("email"),
    "phone": text("phone"),
    "fax": text("fax"),
    "image": text("image"),
    "store-events": texts("store_events"),
    "store-hours": texts("store_hours"),
    "latitude": _degrees("latitude", 90),
    "longitude": _degrees("longitude", 180),
    "inventory-list-id": text("inventory_list_id"),
    "store-locator-enabled-flag": converted("store_locator_enabled", values.boolean, False),
    "demandware-pos-enabled-flag": converted("pos_enabled", values.boolean, False),
    "pos-enabled-flag": converted("pos_enabled", values.boolean, False),
    "pos-store-id": ignored,
    "custom-attributes": attributes("custom_attributes", "Store"),
}


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the changes of a file of stores."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "store":
            yield _store(unit, node)
        else:
            unit.skip("stores", node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _store(unit: Unit, node: Node) -> Change:
    site_id = unit.site_of(node, "store")
    store_id = values.required(node, "store-id")
    if node.deleted:
        return deletion(unit, "store", site_id, store_id)

    def merge(old: StoreData | None) -> StoreData:
        store = old or StoreData(store_id=store_id)
        fill(store, node, STORE, unit)
        return store

    return record_change(unit, "store", site_id, store_id, merge, StoreData)
