"""The limits of an agent's price adjustments: shown, and held to. Follows section 8 of the resource reference."""

from counterfoil import faults
from counterfoil.commerce.adjustment_limits import LIMIT_TYPES, Excess, RoleLimits, find_excess, limit_documents
from counterfoil.commerce.manual_adjustments import has_manual
from counterfoil.commerce.terms import Container
from counterfoil.documents.pricing import PriceAdjustmentLimits
from counterfoil.identity.caller import ADJUST_PERMISSIONS
from counterfoil.shop.access import require_account
from counterfoil.shop.call import Answer, Call


async def get_price_adjustment_limits(call: Call) -> Answer:
    """Return the limits of the agent's roles on the site, for the levels he may adjust; nothing is not limited.

    Faults: AUTHORIZATION_HEADER_MISSING, ACCESS_WITHOUT_USER_FORBIDDEN, USER_ACCESS_FORBIDDEN.
    """
    require_account(call, ADJUST_PERMISSIONS.values())
    levels = [level for level, permission in ADJUST_PERMISSIONS.items() if call.caller.may(permission)]
    limits = limit_documents(await _limits_of_roles(call), [LIMIT_TYPES[level] for level in levels])
    return await call.answer(PriceAdjustmentLimits(limits=limits))


async def require_limits(call: Call, container: Container) -> None:
    """Hold an agent's adjustments of a calculated container to his limits; fault PRICE_ADJUSTMENT_LIMIT_EXCEEDED."""
    excess = await excess_of(call, container)
    if excess is not None:
        raise faults.PRICE_ADJUSTMENT_LIMIT_EXCEEDED(**excess._asdict())


async def excess_of(call: Call, container: Container) -> Excess | None:
    """Return the first place where the agent's adjustments exceed his limits; customers make none."""
    if not call.caller.roles or not has_manual(container):
        return None
    return find_excess(container, call.caller.agent, await _limits_of_roles(call))


async def _limits_of_roles(call: Call) -> RoleLimits:
    known = await call.state.adjustment_limits()
    return [
        [limit for limit in known[role].limits if not limit.sites or call.site_id in limit.sites]
        for role in sorted(call.caller.roles)
        if role in known
    ]
