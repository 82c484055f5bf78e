"""counterfoil role: permissions under a name, for all agents who have the role."""

import click
from rich.table import Table

from counterfoil.cli.agents import known_permissions, permissions_option
from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_with_store, with_settings
from counterfoil.config import Settings
from counterfoil.identity import accounts as kept
from counterfoil.identity.accounts import Agent, Role
from counterfoil.store.interface import Store

_role_id = click.argument("role_id", metavar="ROLE", help="the role's name")


@click.group("role", cls=Group)
def roles() -> None:
    """Roles of agents: permissions under a name; price adjustments are limited by the same name."""


@roles.command("add")
@_role_id
@permissions_option
@with_settings("store")
def add_role(*, settings: Settings, role_id: str, permission: tuple[str, ...]) -> None:
    """Add a role; 'counterfoil agent change LOGIN --role ROLE' gives it to an agent."""
    permissions = known_permissions(permission)

    async def work(store: Store) -> None:
        if await kept.find(store, Role, role_id) is not None:
            fail(f"there is a role {role_id} already; 'counterfoil role change' gives it other permissions")
        await kept.save(store, Role(role_id=role_id, permissions=permissions))
        out.print(f"permissions {', '.join(permissions) or 'none'}")

    run_with_store(settings, work)


@roles.command("list")
@with_settings("store")
def list_roles(*, settings: Settings) -> None:
    """List the roles and the agents who have them."""

    async def work(store: Store) -> None:
        agents = await kept.listed(store, Agent)
        table = Table("role", "permissions", "agents", box=None)
        for role in await kept.listed(store, Role):
            having = [agent.login for agent in agents if role.role_id in agent.roles]
            table.add_row(role.role_id, ", ".join(role.permissions) or "none", ", ".join(having) or "none")
        out.print(table)

    run_with_store(settings, work)


@roles.command("change")
@_role_id
@permissions_option
@with_settings("store")
def change_role(*, settings: Settings, role_id: str, permission: tuple[str, ...]) -> None:
    """Give a role other permissions, in force with the next request; an empty one takes all."""
    permissions = known_permissions(permission)
    if not permission:
        fail("name the permissions the role is to have, each as --permission")

    async def work(store: Store) -> None:
        role = await kept.find(store, Role, role_id)
        if role is None:
            fail(f"there is no role {role_id}; 'counterfoil role list' shows those there are")
        role.permissions = permissions
        await kept.save(store, role)
        out.print(f"permissions {', '.join(permissions) or 'none'}")

    run_with_store(settings, work)


@roles.command("remove")
@_role_id
@with_settings("store")
def remove_role(*, settings: Settings, role_id: str) -> None:
    """Remove a role; agents keep its name, by which their price adjustments are limited, and lose its permissions."""

    async def work(store: Store) -> None:
        if not await kept.remove(store, Role, role_id):
            fail(f"there is no role {role_id}; 'counterfoil role list' shows those there are")
        out.print(f"removed role {role_id}")

    run_with_store(settings, work)
