"""From settings to a running server: store, hooks, checks at start, listening processes."""

import asyncio
import contextlib
import gc
import ipaddress
import logging
from collections.abc import AsyncIterator

import uvicorn

from counterfoil.ambient import Ambient, SeededAmbient, SystemAmbient, new_id
from counterfoil.cli.management import managed
from counterfoil.cli.registry import make_hooks
from counterfoil.cli.tls import context_of
from counterfoil.config import Settings, SettingsError, load
from counterfoil.http.app import Application
from counterfoil.http.protocol import limited
from counterfoil.http.request import Receive, Scope, Send
from counterfoil.identity.keys import tend_keys
from counterfoil.logs import configure
from counterfoil.scripts.pool import Workers
from counterfoil.shop.call import Server
from counterfoil.shop.notices import Notices
from counterfoil.shop.numbers import Numbers
from counterfoil.shop.script_operations import OPERATIONS
from counterfoil.shop.services import Services
from counterfoil.store.engines import open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import Lease
from counterfoil.timestamps import instant_of
from counterfoil.traces.recorder import Recorder

log = logging.getLogger("counterfoil.server")

_SWEEP_SECONDS = 60
_INDEX_SECONDS = 1.0
_INDEX_LEASE_SECONDS = 10
_INDEXED_SHOWN = 10_000
_COLLECT_AFTER = (10_000, 20, 20)
_STOP_SECONDS = 20
_TRACES_OF_EMULATOR = 1000


def make_ambient(settings: Settings) -> Ambient:
    """Return the source of time and chance that the settings ask for; SettingsError in service mode."""
    if not settings.seed and not settings.clock:
        return SystemAmbient()
    if not settings.emulator:
        raise SettingsError("seed and clock are for tests; service mode refuses them")
    try:
        instant = instant_of(settings.clock) if settings.clock else SystemAmbient().now()
    except ValueError:
        raise SettingsError(f"clock is '{settings.clock}'; write it like 2026-01-01T00:00:00Z") from None
    return SeededAmbient(settings.seed, instant)


def check_address(settings: Settings) -> None:
    """Refuse what would be unsafe; SettingsError says what to do."""
    if settings.emulator and not settings.allow_remote and not _is_loopback(settings.host):
        raise SettingsError(
            f"an emulator listens on loopback only, not on {settings.host}; give --allow-remote to replace its default "
            "secrets and open it, or --mode service for real orders"
        )
    if not settings.emulator and not settings.tls_cert and not settings.behind_tls_proxy:
        raise SettingsError(
            "service mode needs TLS: give --tls-cert and --tls-key, or --behind-tls-proxy if a proxy in front ends TLS"
        )


def check_service(settings: Settings) -> None:
    """Refuse in service mode what belongs to tests; SettingsError says what to do."""
    if settings.emulator:
        return
    if settings.log_level == "debug":
        raise SettingsError("service mode refuses debug output; choose another --log-level")
    make_ambient(settings)


def make_recorder(settings: Settings, store: Store) -> Recorder | None:
    """Return what keeps the traces of hooks, those registered later as well; None where the settings want none."""
    keep = settings.trace_keep if settings.trace_keep >= 0 else _TRACES_OF_EMULATOR if settings.emulator else 0
    return Recorder(store, keep) if keep else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.asynccontextmanager
async def running(settings: Settings, ambient: Ambient | None = None) -> AsyncIterator[Application]:
    """Open the store, sweep it in the background, and close it at the end."""
    check_address(settings)
    hooks = make_hooks(settings)
    store = await open_store(settings.store)
    server = Server(
        settings=settings,
        ambient=ambient or make_ambient(settings),
        store=store,
        hooks=hooks.registry,
        numbers=Numbers(store, settings.order_number_block),
        notices=Notices(kept=settings.emulator),
        script_operations=OPERATIONS,
        services=Services(settings),
    )
    server.traces = make_recorder(settings, store)
    await _fill_index(store)
    background = [asyncio.create_task(_sweep(server)), asyncio.create_task(_index(server))]
    background += [asyncio.create_task(_start(workers)) for workers in hooks.workers]
    application = Application(server)
    try:
        yield application
    finally:
        application.requests.flush()
        for task in background:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await hooks.close()
        if server.traces is not None:
            await server.traces.close()
        await store.close()


async def _start(workers: Workers) -> None:
    """Start a worker ahead of the first call, which would wait for it."""
    try:
        await workers.start()
    except Exception as error:
        log.warning("no worker for hooks could be started: %s", type(error).__name__)


async def _fill_index(store: Store) -> None:
    """Index what an older program left without; a start that is interrupted is gone on with."""
    shown = 0

    def show(done: int, total: int) -> None:
        nonlocal shown
        if done - shown >= _INDEXED_SHOWN or done == total:
            shown = done
            log.info("indexed %d of %d orders for searching", done, total)

    await store.index_orders(show)


async def _index(server: Server) -> None:
    """Index what was saved of orders meanwhile, so that searches find that done; one of several processes does it."""
    lease = Lease("", "search index", new_id(SystemAmbient()))
    while True:
        await asyncio.sleep(_INDEX_SECONDS)
        try:
            if await server.store.take_lease(lease, server.ambient.now(), _INDEX_LEASE_SECONDS):
                await server.store.index_orders()
        except Exception as error:
            log.warning("indexing failed: %s", type(error).__name__)


async def _sweep(server: Server) -> None:
    """Remove expired baskets, leases, tokens, sessions and keys now and then; make the next key when it is time."""
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        try:
            await server.store.sweep(server.ambient.now())
            await server.store.release_reservations(server.ambient.now())
            await tend_keys(server.store, server.ambient, server.settings)
        except Exception as error:
            log.warning("sweeping failed: %s", type(error).__name__)


def calm_collector() -> None:
    """Let the garbage collector pass over what is there now, which stays, and look at the rest more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


class Served:
    """The ASGI application of a server process: opened at its start, closed at its stop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = contextlib.AsyncExitStack()
        self._application: Application | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass requests on; open and close at the lifespan's messages."""
        if scope["type"] != "lifespan":
            assert self._application is not None
            await self._application(scope, receive, send)
            return
        await receive()
        try:
            self._application = await self._stack.enter_async_context(running(self._settings))
            await self._stack.enter_async_context(managed(self._settings, self._application))
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        calm_collector()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._stack.aclose()
        await send({"type": "lifespan.shutdown.complete"})


def from_environment() -> Served:
    """Make the application of one of several processes, whose settings come by environment."""
    settings = load()
    configure(settings.log_level)
    return Served(settings)


def uvicorn_config(settings: Settings) -> uvicorn.Config:
    """Return how uvicorn serves: no access log of its own, no proxy headers but ours, the settings' limits."""
    many = settings.processes > 1
    return uvicorn.Config(
        app="counterfoil.cli.server:from_environment" if many else Served(settings),
        factory=many,
        host=settings.host,
        port=settings.port,
        workers=settings.processes,
        loop="counterfoil.cli.loop:new_loop",
        http=limited(settings),
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        lifespan="on",
        ssl_certfile=settings.tls_cert or None,
        ssl_keyfile=settings.tls_key or None,
        ssl_keyfile_password=settings.tls_key_password or None,
        ssl_context_factory=context_of if settings.tls_cert else None,
        timeout_graceful_shutdown=_STOP_SECONDS,
        backlog=2048,
    )
