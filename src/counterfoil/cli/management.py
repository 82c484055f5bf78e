"""The management port of a server process: a second listener beside the API's."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from counterfoil.config import Settings
from counterfoil.http.app import Application
from counterfoil.http.protocol import limited
from counterfoil.management.app import Management

log = logging.getLogger("counterfoil.server")

DEMO_SECRET = "demo-management-secret"  # noqa: S105  everybody knows it
"""The secret of an emulator that only this machine can reach; everybody knows it."""


class _Quiet(uvicorn.Server):
    """A server that leaves the signals to the one that serves the API."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


def secret_of(settings: Settings) -> str:
    """Return the management secret; empty where there is no management port."""
    if settings.management_port < 0:
        return ""
    if settings.management_secret or not settings.emulator or settings.allow_remote:
        return settings.management_secret
    return DEMO_SECRET


@contextlib.asynccontextmanager
async def managed(settings: Settings, application: Application) -> AsyncIterator[None]:
    """Serve the management pages meanwhile; a port that is taken is worth a warning only."""
    secret = secret_of(settings)
    listening = _listen(settings) if secret else None
    if listening is None:
        yield
        return
    host, port = listening.getsockname()[:2]
    application.server.management_url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    app = Management(application.server, application.states, secret)
    config = uvicorn.Config(
        app,
        http=limited(settings),
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
    )
    server = _Quiet(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    password = f" (any user, password {DEMO_SECRET})" if secret == DEMO_SECRET else ""
    log.info("management pages on %s%s", application.server.management_url, password)
    try:
        yield
    finally:
        server.should_exit = True
        await task


def _listen(settings: Settings) -> socket.socket | None:
    """Bind the port; the processes of one server share it."""
    family = socket.AF_INET6 if ":" in settings.management_host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if settings.processes > 1:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listening.bind((settings.management_host, settings.management_port))
    except OSError as error:
        listening.close()
        place = f"{settings.management_host}:{settings.management_port}"
        log.warning("no management pages: %s: %s; choose another --management-port", place, error.strerror)
        return None
    listening.listen(128)
    return listening
