"""counterfoil agent: Business Manager users, what they may do, and from where; access keys are shown once."""

from collections.abc import Sequence

import click
from rich.table import Table

from counterfoil.ambient import SystemAmbient, new_token
from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, ranges_of, run_with_store, with_settings
from counterfoil.config import Settings
from counterfoil.identity import accounts as kept
from counterfoil.identity.accounts import Agent
from counterfoil.identity.caller import PERMISSIONS
from counterfoil.identity.passwords import hash_password
from counterfoil.store.interface import Store

_ambient = SystemAmbient()
_login = click.argument("login", metavar="LOGIN", help="the agent's login")
permissions_option = click.option("--permission", multiple=True, help=f"one of {', '.join(PERMISSIONS)}; repeatable")
_roles = click.option(
    "--role",
    multiple=True,
    help="a role, which gives its permissions and limits price adjustments; repeatable, none means no limits",
)
_sites = click.option("--site", multiple=True, help="a site the agent may work on; repeatable, none means all")
_ranges = click.option(
    "--ip-range",
    multiple=True,
    help="an address, network or range the agent gets tokens from; repeatable, none means everywhere",
)


@click.group("agent", cls=Group)
def agents() -> None:
    """Agents (Business Manager users): a login and an access key each."""


def known_permissions(permissions: Sequence[str]) -> list[str]:
    """Return permissions that all exist, sorted; an empty name is none."""
    for name in permissions:
        if name and name not in PERMISSIONS:
            fail(f"there is no permission {name}; use {', '.join(PERMISSIONS)}")
    return sorted({name for name in permissions if name})


def _named(values: Sequence[str]) -> list[str]:
    return sorted(value for value in values if value)


def _show(agent: Agent) -> None:
    out.print(f"permissions {', '.join(agent.permissions) or 'none'}\nroles       {', '.join(agent.roles) or 'none'}")
    out.print(f"sites       {', '.join(agent.sites) or 'all'}")
    if agent.ip_ranges:
        out.print(f"ip ranges   {', '.join(agent.ip_ranges)}")


@agents.command("add")
@_login
@click.option(
    "--access-key",
    default="",
    envvar="COUNTERFOIL_ACCESS_KEY",
    show_envvar=True,
    help="the access key; made up if not given",
)
@permissions_option
@_roles
@_sites
@_ranges
@with_settings("store")
def add_agent(
    *,
    settings: Settings,
    login: str,
    access_key: str,
    permission: tuple[str, ...],
    role: tuple[str, ...],
    site: tuple[str, ...],
    ip_range: tuple[str, ...],
) -> None:
    """Add an agent and show the access key once."""
    permissions, ranges = known_permissions(permission or PERMISSIONS[:1]), ranges_of(ip_range)

    async def work(store: Store) -> None:
        if await kept.find(store, Agent, login) is not None:
            fail(f"there is an agent {login} already; 'counterfoil agent roll' gives a new access key")
        agent, secret = await kept.add_agent(
            store,
            _ambient,
            login,
            access_key=access_key,
            permissions=permissions,
            roles=_named(role),
            sites=_named(site),
            ip_ranges=ranges,
        )
        out.print(f"login       {agent.login}\naccess key  {secret}")
        _show(agent)
        out.print("The access key is kept as a hash only; note it now.")

    run_with_store(settings, work)


@agents.command("list")
@with_settings("store")
def list_agents(*, settings: Settings) -> None:
    """List the agents."""

    async def work(store: Store) -> None:
        table = Table("login", "permissions", "roles", "sites", "ip ranges", "enabled", box=None)
        for agent in await kept.listed(store, Agent):
            permissions, roles = ", ".join(agent.permissions), ", ".join(agent.roles)
            sites, ranges = ", ".join(agent.sites) or "all", ", ".join(agent.ip_ranges) or "all"
            table.add_row(agent.login, permissions, roles, sites, ranges, "yes" if agent.enabled else "no")
        out.print(table)

    run_with_store(settings, work)


@agents.command("change")
@_login
@permissions_option
@_roles
@_sites
@_ranges
@click.option("--enable/--disable", default=None, help="whether the agent may be used at all")
@with_settings("store")
def change_agent(
    *,
    settings: Settings,
    login: str,
    permission: tuple[str, ...],
    role: tuple[str, ...],
    site: tuple[str, ...],
    ip_range: tuple[str, ...],
    enable: bool | None,
) -> None:
    """Give an agent other permissions, roles, sites or addresses; what is not named stays, an empty one takes all."""
    permissions, ranges = known_permissions(permission), ranges_of(ip_range)

    async def work(store: Store) -> None:
        agent = await _found(store, login)
        if permission:
            agent.permissions = permissions
        if role:
            agent.roles = _named(role)
        if site:
            agent.sites = _named(site)
        if ip_range:
            agent.ip_ranges = ranges
        if enable is not None:
            agent.enabled = enable
        await kept.save(store, agent)
        _show(agent)

    run_with_store(settings, work)


@agents.command("remove")
@_login
@with_settings("store")
def remove_agent(*, settings: Settings, login: str) -> None:
    """Remove an agent; the agent's tokens end with the next request."""

    async def work(store: Store) -> None:
        if not await kept.remove(store, Agent, login):
            fail(f"there is no agent {login}; 'counterfoil agent list' shows those there are")
        out.print(f"removed agent {login}")

    run_with_store(settings, work)


@agents.command("roll")
@_login
@with_settings("store")
def roll_agent(*, settings: Settings, login: str) -> None:
    """Give an agent a new access key and show it once."""

    async def work(store: Store) -> None:
        agent = await _found(store, login)
        secret = new_token(_ambient, 24)
        agent.access_key_hash = hash_password(secret)
        await kept.save(store, agent)
        out.print(f"access key  {secret}\nThe access key is kept as a hash only; note it now.")

    run_with_store(settings, work)


async def _found(store: Store, login: str) -> Agent:
    agent = await kept.find(store, Agent, login)
    if agent is None:
        fail(f"there is no agent {login}; 'counterfoil agent list' shows those there are")
    return agent
