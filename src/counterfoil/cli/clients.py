"""counterfoil client: API clients, how they prove who they are, and from where; passwords are shown once."""

from pathlib import Path

import click
from rich.table import Table

from counterfoil.ambient import SystemAmbient, new_token
from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, ranges_of, run_with_store, with_settings
from counterfoil.config import Settings
from counterfoil.identity import accounts as kept
from counterfoil.identity.accounts import Client
from counterfoil.identity.assertions import read_public_key
from counterfoil.identity.passwords import hash_password
from counterfoil.shop import ocapi_settings
from counterfoil.store.interface import Store

_ambient = SystemAmbient()
_client_id = click.argument("client_id", metavar="CLIENT_ID", help="the client id")
_public_key = click.option(
    "--public-key",
    metavar="FILE",
    help="PEM file with the public key or certificate that checks the client's assertions; empty takes it away",
)
_ranges = click.option(
    "--ip-range",
    multiple=True,
    help="an address, network or range the client gets tokens from; repeatable, none means everywhere",
)


@click.group("client", cls=Group)
def clients() -> None:
    """API clients: a client id and a password each."""


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
@click.option("--grant-all", is_flag=True, help="let the client call every resource; else its OCAPI settings say which")
@_public_key
@_ranges
@with_settings("store")
def add_client(
    *,
    settings: Settings,
    client_id: str,
    password: str,
    name: str,
    grant_all: bool,
    public_key: str | None,
    ip_range: tuple[str, ...],
) -> None:
    """Add a client and show its password once."""
    key, ranges = _read_key(public_key), ranges_of(ip_range)

    async def work(store: Store) -> None:
        if client_id and await kept.find(store, Client, client_id) is not None:
            fail(f"there is a client {client_id} already; 'counterfoil client roll' gives it a new password")
        client, secret = await kept.add_client(
            store, _ambient, client_id=client_id, password=password, name=name, public_key=key, ip_ranges=ranges
        )
        out.print(
            f"client id {client.client_id}\npassword  {secret}\nThe password is kept as a hash only; note it now."
        )
        if grant_all:
            await ocapi_settings.grant(
                store, ("shop", ocapi_settings.ALL_SITES), client.client_id, ocapi_settings.EVERYTHING
            )
        elif client.client_id in await ocapi_settings.ungranted(store):
            out.print(f"It may call nothing yet: 'counterfoil ocapi-settings grant {client.client_id}' lets it.")

    run_with_store(settings, work)


@clients.command("list")
@with_settings("store")
def list_clients(*, settings: Settings) -> None:
    """List the clients."""

    async def work(store: Store) -> None:
        table = Table("client id", "name", "assertions", "ip ranges", "enabled", box=None)
        for client in await kept.listed(store, Client):
            assertions, ranges = "yes" if client.public_key else "no", ", ".join(client.ip_ranges) or "all"
            table.add_row(client.client_id, client.name, assertions, ranges, "yes" if client.enabled else "no")
        out.print(table)

    run_with_store(settings, work)


@clients.command("change")
@_client_id
@_public_key
@_ranges
@click.option("--enable/--disable", default=None, help="whether the client may be used at all")
@with_settings("store")
def change_client(
    *,
    settings: Settings,
    client_id: str,
    public_key: str | None,
    ip_range: tuple[str, ...],
    enable: bool | None,
) -> None:
    """Give a client another key for assertions or other addresses; what is not named stays, an empty one takes all."""
    key, ranges = _read_key(public_key), ranges_of(ip_range)

    async def work(store: Store) -> None:
        client = await _found(store, client_id)
        if public_key is not None:
            client.public_key = key
        if ip_range:
            client.ip_ranges = ranges
        if enable is not None:
            client.enabled = enable
        await kept.save(store, client)
        out.print(f"assertions {'yes' if client.public_key else 'no'}")
        out.print(f"ip ranges  {', '.join(client.ip_ranges) or 'all'}\nenabled    {'yes' if client.enabled else 'no'}")

    run_with_store(settings, work)


@clients.command("remove")
@_client_id
@with_settings("store")
def remove_client(*, settings: Settings, client_id: str) -> None:
    """Remove a client; its tokens end with the next request."""

    async def work(store: Store) -> None:
        if not await kept.remove(store, Client, client_id):
            fail(f"there is no client {client_id}; 'counterfoil client list' shows those there are")
        out.print(f"removed client {client_id}")

    run_with_store(settings, work)


@clients.command("roll")
@_client_id
@with_settings("store")
def roll_client(*, settings: Settings, client_id: str) -> None:
    """Give a client a new password and show it once."""

    async def work(store: Store) -> None:
        client = await _found(store, client_id)
        secret = new_token(_ambient, 24)
        client.password_hash = hash_password(secret)
        await kept.save(store, client)
        out.print(f"password  {secret}\nThe password is kept as a hash only; note it now.")

    run_with_store(settings, work)


async def _found(store: Store, client_id: str) -> Client:
    client = await kept.find(store, Client, client_id)
    if client is None:
        fail(f"there is no client {client_id}; 'counterfoil client list' shows those there are")
    return client


def _read_key(file: str | None) -> str:
    if not file:
        return ""
    try:
        return read_public_key(Path(file).read_text(encoding="ascii"))
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")
    except ValueError as error:
        fail(f"{file}: {error}")
