"""counterfoil serve: prepare the store, say what is served, and serve."""

import dataclasses
import logging
import multiprocessing
import os
import socket
from concurrent import futures

import click
import uvicorn
from uvicorn.supervisors import Multiprocess

from counterfoil import config
from counterfoil.ambient import SystemAmbient, new_token
from counterfoil.cli.options import err, fail, run_async, with_settings
from counterfoil.cli.registry import make_hooks
from counterfoil.cli.server import check_address, check_service, make_ambient, uvicorn_config
from counterfoil.cli.tls import check_certificate, with_local_certificate
from counterfoil.config import Settings
from counterfoil.demo.accounts import Secrets
from counterfoil.demo.setup import prepare, wants_demo_site
from counterfoil.hooks.loader import HookFileError
from counterfoil.hooks.names import UnknownPointError
from counterfoil.logs import configure
from counterfoil.shop.ocapi_settings import ungranted
from counterfoil.store.engines import open_store

log = logging.getLogger("counterfoil.server")


@click.command()
@with_settings()
def serve(*, settings: Settings) -> None:
    """Serve the API until stopped."""
    configure(settings.log_level)
    secrets = make_ready(settings)
    show_secrets(secrets)
    run(with_management_secret(with_local_certificate(settings)))


def make_ready(settings: Settings) -> Secrets | None:
    """Check the settings, load the hooks once to see that they load, and prepare the store."""
    check_address(settings)
    check_service(settings)
    check_certificate(settings)
    try:
        make_hooks(settings)
    except (HookFileError, UnknownPointError) as error:
        fail(str(error))
    try:
        return run_async(_prepare(settings, may_load=False))
    except _WantsDemoSiteError:
        # In a child process: loading the demo site takes memory that a server would keep for ever.
        with futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as child:
            return child.submit(_prepared, settings).result()


class _WantsDemoSiteError(Exception):
    """The demo site is to be loaded."""


def _prepared(settings: Settings) -> Secrets | None:
    return run_async(_prepare(settings, may_load=True))


def run(settings: Settings) -> None:
    """Listen and serve in one process or several; the settings of the others travel by environment."""
    for name, _, _ in config.table():
        os.environ[config.environment_name(name)] = str(getattr(settings, name))
    server_config = uvicorn_config(settings)
    listening = _listen(settings)
    scheme = "https" if settings.tls_cert else "http"
    port = listening.getsockname()[1]
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"counterfoil {settings.mode} on {scheme}://{shown}:{port}, store {_safe(settings.store)}", err=True)
    server = uvicorn.Server(server_config)
    if settings.processes > 1:
        Multiprocess(server_config, sockets=[listening]).run()
    else:
        server.run(sockets=[listening])
        if not server.started:
            fail("the server could not start; see the message above", 3)


def with_management_secret(settings: Settings) -> Settings:
    """Give an emulator that others can reach a management secret of its own, and print it."""
    if not (settings.emulator and settings.allow_remote) or settings.management_secret or settings.management_port < 0:
        return settings
    secret = new_token(SystemAmbient(), 24)
    err.print(f"  management secret {secret}")
    return dataclasses.replace(settings, management_secret=secret)


def show_secrets(secrets: Secrets | None) -> None:
    """Print generated secrets; they are shown this once and kept as hashes only."""
    if secrets is None:
        return
    err.print("The default secrets were replaced. They are shown once:")
    err.print(f"  client {secrets.client_id}  password   {secrets.client_password}")
    err.print(f"  agent  {secrets.agent}  access key {secrets.access_key}")


async def _prepare(settings: Settings, *, may_load: bool) -> Secrets | None:
    store = await open_store(settings.store)
    try:
        if not may_load and await wants_demo_site(store, settings):
            raise _WantsDemoSiteError
        secrets = await prepare(store, make_ambient(settings), settings)
        for client_id in await ungranted(store):
            log.warning(
                "client %s may call nothing: 'counterfoil ocapi-settings grant %s' lets it", client_id, client_id
            )
        return secrets
    finally:
        await store.close()


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        fail(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}; choose another --port", 3)
    listening.listen(2048)
    listening.set_inheritable(True)
    return listening


def _safe(store: str) -> str:
    """Show a store's address without the password in it."""
    scheme, separator, rest = store.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}" if separator else store
