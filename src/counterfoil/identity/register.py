"""All accounts of one revision of the store, compiled: what each agent may do by himself and by his roles."""

from collections.abc import Iterable

import msgspec

from counterfoil.identity.accounts import Agent, Client, Role, generation
from counterfoil.identity.caller import Caller, Kind


class Powers(msgspec.Struct, frozen=True):
    """What an agent may do, and where."""

    permissions: frozenset[str] = frozenset()
    """His own and those of his roles."""
    roles: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()


_NONE = Powers()


class Register:
    """Clients, agents and roles."""

    def __init__(
        self, clients: Iterable[Client] = (), agents: Iterable[Agent] = (), roles: Iterable[Role] = ()
    ) -> None:
        self.clients = {client.client_id: client for client in clients}
        self.agents = {agent.login: agent for agent in agents}
        granted = {role.role_id: role.permissions for role in roles}
        self._powers = {agent.login: _compiled(agent, granted) for agent in self.agents.values()}
        self._generations: dict[tuple[str, str], str] = {}

    def powers(self, login: str) -> Powers:
        """Return what an agent may do; nothing if there is none of that login."""
        return self._powers.get(login, _NONE)

    def generation(self, client: Client, agent: Agent | None = None) -> str:
        """Name the secrets of a client and an agent, for the tokens given for them."""
        key = (client.client_id, agent.login if agent is not None else "")
        if key not in self._generations:
            self._generations[key] = generation(client, agent)
        return self._generations[key]

    def admit(self, caller: Caller) -> Caller | None:
        """Add what the accounts say today; None where one is gone, disabled or has other secrets."""
        if caller.kind is Kind.CUSTOMER and not caller.client_id:  # given where no client id is asked for
            return caller
        client = self.clients.get(caller.client_id)
        if client is None or not client.enabled:
            return None
        if caller.kind is Kind.CUSTOMER:
            return caller
        agent = self.agents.get(caller.agent) if caller.is_agent else None
        if caller.generation != self.generation(client, agent) or (caller.is_agent and agent is None):
            return None
        return caller if agent is None else self._as_agent(caller, agent)

    def _as_agent(self, caller: Caller, agent: Agent) -> Caller | None:
        if not agent.enabled:
            return None
        powers = self.powers(agent.login)
        return msgspec.structs.replace(caller, permissions=powers.permissions, roles=powers.roles, sites=powers.sites)


def _compiled(agent: Agent, granted: dict[str, list[str]]) -> Powers:
    by_roles = [name for role in agent.roles for name in granted.get(role, ())]
    return Powers(frozenset([*agent.permissions, *by_roles]), frozenset(agent.roles), frozenset(agent.sites))
