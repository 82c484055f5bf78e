"""counterfoil demo: a server of its own, and the main job performed over HTTP before the reader's eyes."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from counterfoil.cli.options import fail, out, with_settings
from counterfoil.config import Settings
from counterfoil.demo.walk import Shown, WalkError, walk

_STARTED = " on http"
_AUTHORITY = Path("counterfoil-tls/ca.pem")
"""Beside the store."""


@click.command()
@click.option(
    "--once",
    is_flag=True,
    envvar="COUNTERFOIL_ONCE",
    show_envvar=True,
    help="stop after the calls; status 0 if the order exists",
)
@with_settings("port", "tls")
def demo(*, settings: Settings, once: bool) -> None:
    """Start a server with the demo site, place and pay an order through the API, and keep serving."""
    folder = Path(tempfile.mkdtemp(prefix="counterfoil-demo-"))
    store = folder / "demo.db"
    out.print(f"[bold]Loading the demo site[/] into {store} and starting the server on loopback …")
    server = _start(store, settings)
    trusted = str(folder / _AUTHORITY) if settings.tls else None
    try:
        origin = _wait(server)
        _perform(origin, trusted)
        if not once:
            out.print(f"\nServing on {origin} until you press Ctrl-C. The store is {store}.")
            server.wait()
    except KeyboardInterrupt:
        out.print("\nstopped")
    finally:
        _stop(server)
        if once:
            shutil.rmtree(folder, ignore_errors=True)


def _perform(origin: str, trusted: str | None) -> None:
    try:
        order_no = walk(origin, _show, trusted)
    except WalkError as error:
        fail(f"the demo failed: {error}", 1)
    out.print(f"\n[bold green]Order {order_no} exists.[/] While the server runs, paste these for the next one:\n")
    for line in curl_lines(origin, trusted):
        out.print(line, markup=False)


def _show(shown: Shown) -> None:
    out.print(f"\n[bold cyan]{shown.number}. {shown.title}[/]")
    out.print(f"[bold]{shown.method} {shown.url}[/]")
    for line in shown.request:
        out.print("  > " + line, markup=False, style="dim")
    out.print(f"[bold]{shown.status}[/]")
    for line in shown.answer:
        out.print("  < " + line, markup=False)


def curl_lines(origin: str, trusted: str | None) -> list[str]:
    """Return the article's three calls as lines to paste."""
    from counterfoil.demo import commands  # noqa: PLC0415  text only, wanted at the end

    return commands.curl_lines(origin, trusted)


def _start(store: Path, settings: Settings) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "counterfoil",
        "serve",
        "--store",
        str(store),
        "--port",
        str(settings.port),
        "--log-level",
        "warning",
        *(["--tls"] if settings.tls else []),
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERFOIL_")}
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)  # noqa: S603  our own program


def _wait(server: subprocess.Popen[str]) -> str:
    """Return the server's address as soon as it says that it serves."""
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line.rstrip())
        if _STARTED in line:
            return "http" + line.partition(_STARTED)[2].partition(",")[0].strip()
    fail("the server did not start:\n" + "\n".join(said), 3)


def _stop(server: subprocess.Popen[str]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGTERM)
    server.wait()
