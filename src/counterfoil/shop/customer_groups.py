"""The customer groups of a stored customer, as far as a site's rules ask for them."""

from decimal import Decimal

import msgspec

from counterfoil.commerce.customer_groups import groups_of
from counterfoil.documents.shop_data import CustomerRecord
from counterfoil.shop.state import Site


class _Groups(msgspec.Struct):
    customer_groups: list[str] = []


_groups = msgspec.json.Decoder(_Groups)
_customers = msgspec.json.Decoder(CustomerRecord, float_hook=Decimal)


def groups_in(site: Site, body: bytes, now: int) -> frozenset[str]:
    """Return the groups of a customer; the whole of him is read only where rules ask for his profile."""
    if not site.group_rules:
        return frozenset(_groups.decode(body).customer_groups)
    return groups_of(_customers.decode(body), site.group_rules, now)
