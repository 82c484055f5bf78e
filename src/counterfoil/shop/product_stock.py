"""What is left of products: their stock documents, of the site's inventory list and of others asked for."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from counterfoil.commerce.products import is_master, is_sellable
from counterfoil.documents.catalog_data import ProductData
from counterfoil.documents.product import Inventory
from counterfoil.documents.shop_data import InventoryList, InventoryRecord, ProductView
from counterfoil.shop.call import Call
from counterfoil.shop.product_wishes import Wishes
from counterfoil.store.records import InventoryState
from counterfoil.timestamps import date_time

Stock = Mapping[str, Mapping[str, InventoryState]]
"""By inventory list and product id."""
UNLIMITED = Decimal(999999)
_record = msgspec.json.Decoder(InventoryRecord, float_hook=Decimal)


async def read_stock(call: Call, views: list[ProductView], wishes: Wishes) -> Stock:
    """Read the inventory records that the documents of these products need."""
    if not wishes.expand & {"availability", "variations"}:
        return {}
    names: set[str] = set()
    for view in views:
        names.add(view.product.product_id)
        names.update(variant.product_id for variant in (view.master or view.product).variants)
        names.update(part.product_id for part in view.product.bundled_products)
        names.update(view.product.product_set_products)
    lists = [own.list_id for own in (call.site.shop.inventory_list, *wishes.inventory_lists) if own is not None]
    return {list_id: await call.server.store.inventory_records(list_id, sorted(names), call.now) for list_id in lists}


def inventory(call: Call, view: ProductView, inventory_list: InventoryList, stock: Stock) -> Inventory:
    """Make the stock document of a product in a list; a master or a set has what its members have."""
    states = stock.get(inventory_list.list_id, {})
    members = _members(view)
    records = [_record.decode(states[name].body) for name in members if name in states]
    ats = sum((left(name, inventory_list, states) for name in members), Decimal(0))
    if not inventory_list.use_bundle_inventory_only:
        for part in view.product.bundled_products:
            ats = min(ats, left(part.product_id, inventory_list, states) // (part.quantity or 1))
    ats = min(ats, UNLIMITED)
    level = sum((_there(name, inventory_list, states) for name in members), Decimal(0))
    return Inventory(
        id=inventory_list.list_id,
        ats=ats,
        stock_level=min(level, ats),
        orderable=ats > 0 and (is_master(view.product) or is_sellable(view, call.site.shop, call.now)),
        backorderable=any(record.handling == "backorder" for record in records),
        preorderable=any(record.handling == "preorder" for record in records),
        in_stock_date=next(
            (date_time(record.in_stock_datetime) for record in records if record.in_stock_datetime is not None), None
        ),
    )


def left(product_id: str, inventory_list: InventoryList, states: Mapping[str, InventoryState]) -> Decimal:
    """Return how much of a product a list has left to sell."""
    state = states.get(product_id)
    if state is None:
        return UNLIMITED if inventory_list.default_instock else Decimal(0)
    return UNLIMITED if state.available is None else Decimal(max(state.available - state.reserved, 0)) / 1000


def _there(product_id: str, inventory_list: InventoryList, states: Mapping[str, InventoryState]) -> Decimal:
    """Return how much of a product is there now, without what is only to come."""
    found, state = left(product_id, inventory_list, states), states.get(product_id)
    record = _record.decode(state.body) if state is not None and state.available is not None else None
    if record is not None and record.handling != "none":
        found -= record.preorder_backorder_allocation
    return max(found, Decimal(0))


def has_left(call: Call, product: ProductData, stock: Stock) -> bool:
    """Say whether the site has any of a product; without an inventory list it has everything."""
    own = call.site.shop.inventory_list
    return own is None or left(product.product_id, own, stock.get(own.list_id, {})) > 0


def _members(view: ProductView) -> list[str]:
    product = view.product
    if product.variation_group and view.master is not None:
        return [variant.product_id for variant in view.master.variants]
    return [variant.product_id for variant in product.variants] or product.product_set_products or [product.product_id]
