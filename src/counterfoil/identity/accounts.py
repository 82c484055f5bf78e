"""API clients and agents (Business Manager users): kept in the store, secrets only as hashes."""

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


class Agent(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A Business Manager user with an access key."""

    login: str
    access_key_hash: str
    permissions: list[str] = []
    roles: list[str] = []
    sites: list[str] = []
    enabled: bool = True


def generation(client: Client, agent: Agent | None = None) -> str:
    """Name the secrets of a client and an agent as they are now; rolled ones have another name."""
    secrets = client.password_hash + (agent.access_key_hash if agent is not None else "")
    return hashlib.sha256(secrets.encode()).hexdigest()[:16]


Account = TypeVar("Account", Client, Agent)
_KINDS: dict[type, str] = {Client: "client", Agent: "agent"}


async def find(store: Store, cls: type[Account], name: str) -> Account | None:
    """Return an account by client id or login."""
    body = await store.shop_row(_KINDS[cls], "", name)
    return None if body is None else msgspec.json.decode(body, type=cls)


async def listed(store: Store, cls: type[Account]) -> list[Account]:
    """Return all accounts of a kind, by name."""
    rows = await store.shop_rows(_KINDS[cls])
    return [msgspec.json.decode(body, type=cls) for _, _, body in sorted(rows, key=lambda row: row[1])]


async def save(store: Store, account: Client | Agent) -> None:
    """Store an account; it is in force with the next request."""
    name = account.client_id if isinstance(account, Client) else account.login
    await store.put_shop_rows([ShopRow(_KINDS[type(account)], "", name, msgspec.json.encode(account))])


async def remove(store: Store, cls: type[Client | Agent], name: str) -> bool:
    """Remove an account; False if there is none of that name."""
    if await store.shop_row(_KINDS[cls], "", name) is None:
        return False
    await store.put_shop_rows([ShopRow(_KINDS[cls], "", name, None)])
    return True


async def add_client(
    store: Store, ambient: Ambient, *, client_id: str = "", password: str = "", name: str = ""
) -> tuple[Client, str]:
    """Make a client and return it with its password, which is shown once and kept as a hash only."""
    password = password or new_token(ambient, 24)
    client = Client(
        client_id=client_id or ambient.random_bytes(15).hex(), password_hash=hash_password(password), name=name
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
) -> tuple[Agent, str]:
    """Make an agent and return it with its access key, which is shown once and kept as a hash only."""
    access_key = access_key or new_token(ambient, 24)
    agent = Agent(
        login=login,
        access_key_hash=hash_password(access_key),
        permissions=sorted(permissions),
        roles=sorted(roles),
        sites=sorted(sites),
    )
    await save(store, agent)
    return agent, access_key
