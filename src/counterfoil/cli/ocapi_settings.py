"""counterfoil ocapi-settings: which client may call what; a change is in force with the next request."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_async, with_settings
from counterfoil.config import Settings
from counterfoil.documents.json_places import JsonPlaceError
from counterfoil.documents.ocapi_settings import SettingsDocument
from counterfoil.shop import ocapi_settings as kept
from counterfoil.shop.ocapi_settings import METHODS, UnknownPlaceError
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store

_site = click.option("--site", default=kept.ALL_SITES, help="the site the settings are for; not given: all sites")
_api = click.option("--api", default="shop", show_default=True, help="the API the settings are for: shop or data")
_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="a settings document")
_client_id = click.argument("client_id", metavar="CLIENT_ID", help="the client id")


@click.group("ocapi-settings", cls=Group)
def ocapi_settings() -> None:
    """OCAPI settings: which client may call what, and what it may send and see."""


def _with_store(settings: Settings, work: Callable[[Store], Awaitable[None]], file: str = "") -> None:
    """Open the store and work; where a document is wrong, say so as editors understand it."""

    async def run() -> None:
        store = await open_store(settings.store)
        try:
            await work(store)
        finally:
            await store.close()

    try:
        run_async(run())
    except JsonPlaceError as error:
        fail(f"{file}:{error.line}:{error.column}: {error.message}" if file else error.message, 1)
    except UnknownPlaceError as error:
        fail(str(error))


def _tell(document: SettingsDocument, file: str, done: str) -> None:
    for finding in document.findings:
        out.print(f"{file}:{finding.line}:{finding.column}: {finding.message}", markup=False)
    clients = len(document.clients)
    out.print(f"{done}: {clients} client{'' if clients == 1 else 's'}", markup=False)


@ocapi_settings.command("show")
@_site
@_api
@with_settings("store")
def show(*, settings: Settings, site: str, api: str) -> None:
    """Show a settings document."""

    async def work(store: Store) -> None:
        document = await kept.find(store, api, site)
        if document is None:
            fail(f"there are no {api} settings of {site or 'all sites'}; 'counterfoil ocapi-settings set' puts some")
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2).decode())

    _with_store(settings, work)


@ocapi_settings.command("set")
@_file
@_site
@_api
@with_settings("store")
def set_(*, settings: Settings, file: Path, site: str, api: str) -> None:
    """Put a settings document in the place of the one there is; a wrong one changes nothing."""

    data = file.read_bytes()

    async def work(store: Store) -> None:
        _tell(await kept.replace(store, api, site, data), str(file), "set")

    _with_store(settings, work, str(file))


@ocapi_settings.command("check")
@_file
@with_settings("store")
def check(*, settings: Settings, file: Path) -> None:
    """Say what is wrong with a settings document, with line and column; exit status 1 if it cannot be used."""

    data = file.read_bytes()

    async def work(store: Store) -> None:
        _tell(await kept.check(store, data), str(file), "can be used")

    _with_store(settings, work, str(file))


@ocapi_settings.command("grant")
@_client_id
@click.option("--resource", default="/**", show_default=True, help="pattern of paths, such as /baskets/**")
@click.option("--methods", default=",".join(METHODS), show_default=True, help="methods, separated by commas")
@click.option("--read", default="(**)", show_default=True, help="what may be seen: a selector")
@click.option("--write", default="(**)", show_default=True, help="what may be sent: a selector")
@click.option(
    "--origin", multiple=True, help="an origin whose pages may call, such as http://localhost:3000; repeatable"
)
@_site
@_api
@with_settings("store")
def grant(*, settings: Settings, client_id: str, site: str, api: str, origin: tuple[str, ...], **entry: str) -> None:
    """Let a client call a resource; without options, all of them."""
    resource: dict[str, Any] = {
        "resource_id": entry["resource"],
        "methods": [method.strip() for method in entry["methods"].split(",") if method.strip()],
        "read_attributes": entry["read"],
        "write_attributes": entry["write"],
    }

    async def work(store: Store) -> None:
        document = await kept.grant(store, (api, site), client_id, resource, origin)
        for finding in document.findings:
            if client_id in finding.message:
                out.print(finding.message, markup=False)
        out.print(f"client {client_id} may {entry['methods']} {entry['resource']}", markup=False)

    _with_store(settings, work)


@ocapi_settings.command("remove")
@click.argument(
    "client_id", metavar="[CLIENT_ID]", required=False, default="", help="the client; not given: all of them"
)
@_site
@_api
@with_settings("store")
def remove(*, settings: Settings, client_id: str, site: str, api: str) -> None:
    """Take a client out of a settings document, or remove the document."""
    place = f"the {api} settings of {site or 'all sites'}"

    async def work(store: Store) -> None:
        if client_id:
            if not await kept.withdraw(store, api, site, client_id):
                fail(f"there is no client {client_id} in {place}")
            out.print(f"removed client {client_id} from {place}", markup=False)
            return
        if not await kept.remove(store, api, site):
            fail(f"there are no {api} settings of {site or 'all sites'}")
        out.print(f"removed {place}", markup=False)

    _with_store(settings, work)
