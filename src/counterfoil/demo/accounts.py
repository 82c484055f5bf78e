"""The demo's accounts: secrets everybody knows, so they never serve real orders."""

from typing import NamedTuple

from counterfoil.ambient import Ambient
from counterfoil.identity import accounts
from counterfoil.identity.accounts import Agent, Client
from counterfoil.identity.caller import PERMISSIONS
from counterfoil.identity.passwords import verify_password
from counterfoil.store.interface import Store

CLIENT_ID = "a" * 30
CLIENT_PASSWORD = "a" * 30
AGENT = "agent@example.com"
ACCESS_KEY = "demo-access-key"
ROLE = "CustomerService"
"""The role of the demo's agent, whose price adjustments the demo site limits."""


class Secrets(NamedTuple):
    """The secrets of the demo's accounts as they are now."""

    client_id: str
    client_password: str
    agent: str
    access_key: str


DEFAULT = Secrets(CLIENT_ID, CLIENT_PASSWORD, AGENT, ACCESS_KEY)


async def add_demo_accounts(store: Store, ambient: Ambient, *, generate: bool = False) -> Secrets:
    """Make the demo's client and agent, with the secrets everybody knows or with generated ones."""
    _, password = await accounts.add_client(
        store, ambient, client_id=CLIENT_ID, password="" if generate else CLIENT_PASSWORD, name="demo"
    )
    _, access_key = await accounts.add_agent(
        store, ambient, AGENT, access_key="" if generate else ACCESS_KEY, permissions=PERMISSIONS, roles=[ROLE]
    )
    return Secrets(CLIENT_ID, password, AGENT, access_key)


async def default_secrets(store: Store) -> list[str]:
    """Return the accounts that still have a secret everybody knows."""
    found = []
    client = await accounts.find(store, Client, CLIENT_ID)
    if client is not None and verify_password(client.password_hash, CLIENT_PASSWORD):
        found.append(f"client {CLIENT_ID}")
    agent = await accounts.find(store, Agent, AGENT)
    if agent is not None and verify_password(agent.access_key_hash, ACCESS_KEY):
        found.append(f"agent {AGENT}")
    return found
