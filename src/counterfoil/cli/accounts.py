"""counterfoil client and counterfoil agent: who may call; secrets are shown once."""

from collections.abc import Awaitable, Callable, Sequence

import click
from rich.table import Table

from counterfoil.ambient import SystemAmbient, new_token
from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_async, with_settings
from counterfoil.config import Settings
from counterfoil.identity import accounts as kept
from counterfoil.identity.accounts import Agent, Client
from counterfoil.identity.caller import PERMISSIONS
from counterfoil.identity.passwords import hash_password
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store

_ambient = SystemAmbient()
_client_id = click.argument("client_id", metavar="CLIENT_ID", help="the client id")
_login = click.argument("login", metavar="LOGIN", help="the agent's login")
_permissions = click.option("--permission", multiple=True, help=f"one of {', '.join(PERMISSIONS)}; repeatable")
_roles = click.option(
    "--role", multiple=True, help="a role, by which price adjustments are limited; repeatable, none means no limits"
)
_sites = click.option("--site", multiple=True, help="a site the agent may work on; repeatable, none means all")


@click.group("client", cls=Group)
def clients() -> None:
    """API clients: a client id and a password each."""


@click.group("agent", cls=Group)
def agents() -> None:
    """Agents (Business Manager users): a login and an access key each."""


def _known(permissions: Sequence[str]) -> Sequence[str]:
    for name in permissions:
        if name not in PERMISSIONS:
            fail(f"there is no permission {name}; use {', '.join(PERMISSIONS)}")
    return permissions


def _named(values: Sequence[str]) -> list[str]:
    return [value for value in values if value]


def _with_store(settings: Settings, work: Callable[[Store], Awaitable[None]]) -> None:
    async def run() -> None:
        store = await open_store(settings.store)
        try:
            await work(store)
        finally:
            await store.close()

    run_async(run())


@clients.command("add")
@click.option("--client-id", default="", help="the client id; made up if not given")
@click.option(
    "--password",
    default="",
    envvar="COUNTERFOIL_CLIENT_PASSWORD",
    show_envvar=True,
    help="the password; made up if not given",
)
@click.option("--name", default="", help="what the client is, for the list")
@with_settings("store")
def add_client(*, settings: Settings, client_id: str, password: str, name: str) -> None:
    """Add a client and show its password once."""

    async def work(store: Store) -> None:
        if client_id and await kept.find(store, Client, client_id) is not None:
            fail(f"there is a client {client_id} already; 'counterfoil client roll' gives it a new password")
        client, secret = await kept.add_client(store, _ambient, client_id=client_id, password=password, name=name)
        out.print(
            f"client id {client.client_id}\npassword  {secret}\nThe password is kept as a hash only; note it now."
        )

    _with_store(settings, work)


@clients.command("list")
@with_settings("store")
def list_clients(*, settings: Settings) -> None:
    """List the clients."""

    async def work(store: Store) -> None:
        table = Table("client id", "name", "enabled", box=None)
        for client in await kept.listed(store, Client):
            table.add_row(client.client_id, client.name, "yes" if client.enabled else "no")
        out.print(table)

    _with_store(settings, work)


@clients.command("remove")
@_client_id
@with_settings("store")
def remove_client(*, settings: Settings, client_id: str) -> None:
    """Remove a client; its tokens end with the next request."""

    async def work(store: Store) -> None:
        if not await kept.remove(store, Client, client_id):
            fail(f"there is no client {client_id}; 'counterfoil client list' shows those there are")
        out.print(f"removed client {client_id}")

    _with_store(settings, work)


@clients.command("roll")
@_client_id
@with_settings("store")
def roll_client(*, settings: Settings, client_id: str) -> None:
    """Give a client a new password and show it once."""

    async def work(store: Store) -> None:
        client = await kept.find(store, Client, client_id)
        if client is None:
            fail(f"there is no client {client_id}; 'counterfoil client list' shows those there are")
        secret = new_token(_ambient, 24)
        client.password_hash = hash_password(secret)
        await kept.save(store, client)
        out.print(f"password  {secret}\nThe password is kept as a hash only; note it now.")

    _with_store(settings, work)


@agents.command("add")
@_login
@click.option(
    "--access-key",
    default="",
    envvar="COUNTERFOIL_ACCESS_KEY",
    show_envvar=True,
    help="the access key; made up if not given",
)
@_permissions
@_roles
@_sites
@with_settings("store")
def add_agent(
    *,
    settings: Settings,
    login: str,
    access_key: str,
    permission: tuple[str, ...],
    role: tuple[str, ...],
    site: tuple[str, ...],
) -> None:
    """Add an agent and show the access key once."""
    permissions = _known(permission or PERMISSIONS[:1])

    async def work(store: Store) -> None:
        if await kept.find(store, Agent, login) is not None:
            fail(f"there is an agent {login} already; 'counterfoil agent roll' gives a new access key")
        agent, secret = await kept.add_agent(
            store,
            _ambient,
            login,
            access_key=access_key,
            permissions=permissions,
            roles=role,
            sites=site,
        )
        out.print(f"login       {agent.login}\naccess key  {secret}\npermissions {', '.join(agent.permissions)}")
        if agent.roles:
            out.print(f"roles       {', '.join(agent.roles)}")
        out.print("The access key is kept as a hash only; note it now.")

    _with_store(settings, work)


@agents.command("list")
@with_settings("store")
def list_agents(*, settings: Settings) -> None:
    """List the agents."""

    async def work(store: Store) -> None:
        table = Table("login", "permissions", "roles", "sites", "enabled", box=None)
        for agent in await kept.listed(store, Agent):
            permissions, roles = ", ".join(agent.permissions), ", ".join(agent.roles)
            table.add_row(
                agent.login, permissions, roles, ", ".join(agent.sites) or "all", "yes" if agent.enabled else "no"
            )
        out.print(table)

    _with_store(settings, work)


@agents.command("change")
@_login
@_permissions
@_roles
@_sites
@with_settings("store")
def change_agent(
    *,
    settings: Settings,
    login: str,
    permission: tuple[str, ...],
    role: tuple[str, ...],
    site: tuple[str, ...],
) -> None:
    """Give an agent other permissions, roles or sites; what is not named stays, an empty one takes all away."""

    async def work(store: Store) -> None:
        agent = await kept.find(store, Agent, login)
        if agent is None:
            fail(f"there is no agent {login}; 'counterfoil agent list' shows those there are")
        if permission:
            agent.permissions = sorted(_known(_named(permission)))
        if role:
            agent.roles = sorted(_named(role))
        if site:
            agent.sites = sorted(_named(site))
        await kept.save(store, agent)
        out.print(
            f"permissions {', '.join(agent.permissions) or 'none'}\nroles       {', '.join(agent.roles) or 'none'}"
        )
        out.print(f"sites       {', '.join(agent.sites) or 'all'}")

    _with_store(settings, work)


@agents.command("remove")
@_login
@with_settings("store")
def remove_agent(*, settings: Settings, login: str) -> None:
    """Remove an agent; the agent's tokens end with the next request."""

    async def work(store: Store) -> None:
        if not await kept.remove(store, Agent, login):
            fail(f"there is no agent {login}; 'counterfoil agent list' shows those there are")
        out.print(f"removed agent {login}")

    _with_store(settings, work)


@agents.command("roll")
@_login
@with_settings("store")
def roll_agent(*, settings: Settings, login: str) -> None:
    """Give an agent a new access key and show it once."""

    async def work(store: Store) -> None:
        agent = await kept.find(store, Agent, login)
        if agent is None:
            fail(f"there is no agent {login}; 'counterfoil agent list' shows those there are")
        secret = new_token(_ambient, 24)
        agent.access_key_hash = hash_password(secret)
        await kept.save(store, agent)
        out.print(f"access key  {secret}\nThe access key is kept as a hash only; note it now.")

    _with_store(settings, work)
