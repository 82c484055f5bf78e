"""The sessions resource: a customer's token becomes the cookies of a storefront session."""

from counterfoil import faults
from counterfoil.shop.call import Answer, Call


async def create_session(call: Call) -> Answer:
    """Answer 204 with the session's cookies; fault AUTHORIZATION_HEADER_MISSING without a token."""
    if not call.caller.is_customer or not call.caller.token_digest:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    cookies = await call.sessions.create(call.site_id, call.caller, secure=call.secure)
    return Answer(status=204, headers=cookies)
