"""The resource function at work, and what scripts of cartridges changed beside it."""

from counterfoil import faults
from counterfoil.http.route import Route
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.script_session import store_session
from counterfoil.store.records import CertificateRefused, CouponUsedUp, OutOfStock
from counterfoil.store.script_writes import ScriptConflict


async def carry_out(call: Call, route: Route) -> Answer:
    """Run the resource function, and write what scripts changed and no write of it carried along.

    What scripts put into the session is kept, whatever becomes of the request.

    Fault RESOURCE_STATE_CONFLICT when an object that a script changed was changed meanwhile by another request, or an
    order that it changed cannot have its stock, coupons or gift certificates again.
    """
    try:
        answer = await route.resource(call)
        if call.scripts is not None:
            await call.scripts.finish(call.own_store)
    except (ScriptConflict, OutOfStock, CouponUsedUp, CertificateRefused):
        raise faults.RESOURCE_STATE_CONFLICT(client="as a script read it", server="changed") from None
    finally:
        if call.scripts is not None and call.scripts.session is not None:
            await store_session(call)
    return answer
