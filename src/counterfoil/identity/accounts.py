"""API clients, agents (Business Manager users) and their roles: kept in the store, secrets only as hashes."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from counterfoil.ambient import Ambient, new_token
from counterfoil.identity.passwords import hash_password
from counterfoil.store.interface import Store
from counterfoil.store.records import ShopRow


class Client(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An API client of the account manager."""

    client_id: str
    password_hash: str
    name: str = ""
    enabled: bool = True
    public_key: str = ""
    """With which the client's assertions are checked (PEM)."""
    ip_ranges: list[str] = []
    """From where the client gets tokens; empty means everywhere."""


class Agent(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A Business Manager user with an access key."""

    login: str
    access_key_hash: str
    permissions: list[str] = []
    roles: list[str] = []
    sites: list[str] = []
    enabled: bool = True
    ip_ranges: list[str] = []
    """From where the agent gets tokens; empty means everywhere."""


class Role(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Permissions under a name, for all agents who have the role."""

    role_id: str
    permissions: list[str] = []


def generation(client: Client, agent: Agent | None = None) -> str:
    """Name the secrets of a client and an agent as they are now; rolled ones have another name."""
    secrets = client.password_hash + client.public_key + (agent.access_key_hash if agent is not None else "")
    return hashlib.sha256(secrets.encode()).hexdigest()[:16]


Account = TypeVar("Account", Client, Agent, Role)
_KINDS: dict[type, str] = {Client: "client", Agent: "agent", Role: "role"}


async def find(store: Store, cls: type[Account], name: str) -> Account | None:
    """Return an account by client id or login, or a role."""
    body = await store.shop_row(_KINDS[cls], "", name)
    return None if body is None else msgspec.json.decode(body, type=cls)


async def listed(store: Store, cls: type[Account]) -> list[Account]:
    """Return all accounts of a kind, by name."""
    rows = await store.shop_rows(_KINDS[cls])
    return [msgspec.json.decode(body, type=cls) for _, _, body in sorted(rows, key=lambda row: row[1])]


def _name(account: Client | Agent | Role) -> str:
    if isinstance(account, Client):
        return account.client_id
    return account.login if isinstance(account, Agent) else account.role_id


async def save(store: Store, account: Client | Agent | Role) -> None:
    """Store an account or a role; it is in force with the next request."""
    await store.put_shop_rows([ShopRow(_KINDS[type(account)], "", _name(account), msgspec.json.encode(account))])


async def remove(store: Store, cls: type[Client | Agent | Role], name: str) -> bool:
    """Remove an account or a role; False if there is none of that name."""
    if await store.shop_row(_KINDS[cls], "", name) is None:
        return False
    await store.put_shop_rows([ShopRow(_KINDS[cls], "", name, None)])
    return True


async def add_client(
    store: Store,
    ambient: Ambient,
    *,
    client_id: str = "",
    password: str = "",
    name: str = "",
    public_key: str = "",
    ip_ranges: Sequence[str] = (),
) -> tuple[Client, str]:
    """Make a client and return it with its password, which is shown once and kept as a hash only."""
    password = password or new_token(ambient, 24)
    client = Client(
        client_id=client_id or ambient.random_bytes(15).hex(),
        password_hash=hash_password(password),
        name=name,
        public_key=public_key,
        ip_ranges=list(ip_ranges),
    )
    await save(store, client)
    return client, password


async def add_agent(
    store: Store,
    ambient: Ambient,
    login: str,
    *,
    access_key: str = "",
    permissions: Sequence[str] = (),
    roles: Sequence[str] = (),
    sites: Sequence[str] = (),
    ip_ranges: Sequence[str] = (),
) -> tuple[Agent, str]:
    """Make an agent and return it with its access key, which is shown once and kept as a hash only."""
    access_key = access_key or new_token(ambient, 24)
    agent = Agent(
        login=login,
        access_key_hash=hash_password(access_key),
        permissions=sorted(permissions),
        roles=sorted(roles),
        sites=sorted(sites),
        ip_ranges=list(ip_ranges),
    )
    await save(store, agent)
    return agent, access_key
