"""Hooks that are given a registered customer by a request which would not store him: what they change is stored."""

from typing import Any

import msgspec

from counterfoil.documents import stored
from counterfoil.documents.customer import Customer
from counterfoil.shop.call import Call
from counterfoil.shop.customer_store import load_by_no


async def after_with_customer(call: Call, point: str, customer: Customer, *arguments: Any) -> None:
    """Run the hooks of an after… point, and store the properties of the customer that they changed.

    Faults: LOGIN_ALREADY_IN_USE, RESOURCE_STATE_CONFLICT.
    """
    if not customer.customer_no or not call.server.hooks.registered(point):
        await call.after(point, customer, *arguments)
        return
    former = stored.decode(Customer, stored.encode(customer))
    await call.after(point, customer, *arguments)
    changed = [name for name in customer.__struct_fields__ if getattr(customer, name) != getattr(former, name)]
    loaded = await load_by_no(call, customer.customer_no) if changed else None
    if loaded is not None:
        for name, value in msgspec.structs.asdict(customer).items():
            if name in changed:
                setattr(loaded.customer, name, value)
        await loaded.save_document(call)
