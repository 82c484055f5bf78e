"""Source codes as scripts see them: the groups of the site, and the code that a script gives to the session."""

from typing import Any

from counterfoil.commerce.shop import PriceChain
from counterfoil.shop.call import Call
from counterfoil.shop.script_site import scripts_of
from counterfoil.shop.server import ScriptOperation


async def _groups(call: Call, _argument: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": group.group_id,
            "price_books": group.pricebooks,
            "custom": {f"c_{name}": value for name, value in group.custom_attributes.items()},
        }
        for _, group in sorted(call.site.shop.source_codes.groups.items())
    ]


async def _look_up(call: Call, code: str) -> dict[str, str | None]:
    """Return the group that knows a code, one in force before others, and whether it counts today."""
    codes = call.site.shop.source_codes
    active = codes.active_group(code, call.now)
    known = codes.groups_of(code)
    if active is not None:
        return {"status": "active", "group": active.group_id}
    return {"status": "inactive" if known else "invalid", "group": known[0].group_id if known else None}


async def _set(call: Call, code: str | None) -> dict[str, str | None]:
    """Give the session a code that counts today, or none; prices of the request go by it from here on."""
    found = await _look_up(call, code) if code is not None else {"status": "active", "group": None}
    if found["status"] == "active":
        scripts_of(call).source_code = code
    return found


def chains_of_session(call: Call, currency: str) -> tuple[PriceChain, ...]:
    """Return the price books that the session's source code adds to those of the site."""
    shop = call.site.shop
    group = shop.source_codes.active_group(scripts_of(call).source_code, call.now)
    chains = [shop.named_chains.get(name, ()) for name in group.pricebooks] if group is not None else []
    return tuple(chain for chain in chains if chain and chain[0].currency == currency)


OPERATIONS: dict[str, ScriptOperation] = {
    "source_code_groups": _groups,
    "source_code": _look_up,
    "set_source_code": _set,
}
