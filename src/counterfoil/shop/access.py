"""Who may touch which basket, order or customer; following the authentication and ownership rules of the reference."""

from collections.abc import Collection

from counterfoil import faults
from counterfoil.identity.caller import CREATE_ORDER_ON_BEHALF_OF, HANDLE_ORDERS, ON_BEHALF, Caller, Kind
from counterfoil.shop.call import Call
from counterfoil.shop.state import Site, State


def require_shopper(call: Call) -> None:
    """Demand a customer or an agent who may order for one.

    Faults: AUTHORIZATION_HEADER_MISSING, ACCESS_WITHOUT_USER_FORBIDDEN, USER_ACCESS_FORBIDDEN.
    """
    caller = call.caller
    if caller.kind is Kind.CUSTOMER:
        return
    if caller.kind is Kind.CLIENT:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    if caller.kind is Kind.CLIENT_GRANT:
        raise faults.ACCESS_WITHOUT_USER_FORBIDDEN()
    if not caller.may(CREATE_ORDER_ON_BEHALF_OF):
        refuse_agent(call, CREATE_ORDER_ON_BEHALF_OF)
    require_site(call)


def require_submitter(call: Call) -> None:
    """Demand a customer, an agent who may order for one, or a client with a token of its own: a server, not a user.

    Faults: AUTHORIZATION_HEADER_MISSING, USER_ACCESS_FORBIDDEN.
    """
    if call.caller.kind is not Kind.CLIENT_GRANT:
        require_shopper(call)


def require_account(call: Call, permissions: Collection[str], *, client_alone: bool = False) -> None:
    """Demand a token of an agent with one of some permissions, or that of a client alone where that is enough.

    Faults: AUTHORIZATION_HEADER_MISSING, ACCESS_WITHOUT_USER_FORBIDDEN, USER_ACCESS_FORBIDDEN.
    """
    caller = call.caller
    if caller.kind is Kind.CLIENT:
        raise faults.AUTHORIZATION_HEADER_MISSING()
    if caller.kind is Kind.CUSTOMER or (caller.kind is Kind.CLIENT_GRANT and not client_alone):
        raise faults.ACCESS_WITHOUT_USER_FORBIDDEN()
    if caller.is_agent and not any(caller.may(permission) for permission in permissions):
        refuse_agent(call, *permissions)
    require_site(call)


def require_handler(call: Call) -> None:
    """Refuse an agent who may not handle orders, where the settings ask for that; fault USER_ACCESS_FORBIDDEN."""
    if call.server.settings.handle_orders and call.caller.is_agent and not call.caller.may(HANDLE_ORDERS):
        refuse_agent(call, HANDLE_ORDERS)


def require_every_site(call: Call) -> None:
    """Refuse an agent who may work on some sites only, also on behalf of a customer; fault USER_ACCESS_FORBIDDEN."""
    agent = call.state.agents.get(call.caller.agent) if call.caller.agent else None
    if agent is not None and agent.sites:
        refuse_agent(call)


def require_site(call: Call) -> None:
    """Refuse an agent whose sites do not include the one called; fault USER_ACCESS_FORBIDDEN."""
    sites = call.caller.sites
    if call.caller.is_agent and sites and call.site_id not in sites:
        refuse_agent(call)


def refuse_agent(call: Call, *permissions: str) -> None:
    """Raise USER_ACCESS_FORBIDDEN; each of the permissions would have been enough."""
    method, path = call.method_and_path
    raise faults.USER_ACCESS_FORBIDDEN(method=method, path=path, _permissions=permissions)


def require_owner(call: Call, customer_id: str | None) -> None:
    """Refuse a customer who is not the owner of a basket; fault INVALID_CUSTOMER."""
    if call.caller.is_customer and call.caller.customer_id != customer_id:
        raise faults.INVALID_CUSTOMER()


def may_read_order(call: Call, customer_id: str | None) -> bool:
    """Say whether the caller may see an order: its owner, or an agent of the site."""
    caller = call.caller
    if caller.is_customer:
        return caller.customer_id == customer_id
    return caller.is_agent and (not caller.sites or call.site_id in caller.sites)


def may_act(caller: Caller, state: State, site: Site) -> bool:
    """Say whether the agent who acts on behalf of a customer, if there is one, may still do so on the site."""
    if not caller.is_customer or not caller.agent:
        return True
    client, agent = state.clients.get(caller.client_id), state.agents.get(caller.agent)
    return (
        client is not None
        and agent is not None
        and agent.enabled
        and caller.generation == state.register.generation(client, agent)
        and not ON_BEHALF.isdisjoint(state.register.powers(agent.login).permissions)
        and (not agent.sites or site.data.site_id in agent.sites)
    )
