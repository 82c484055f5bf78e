"""counterfoil trace: what became of the hooks of a request, of whichever process of the server."""

import click
import msgspec

from counterfoil.ambient import SystemAmbient
from counterfoil.cli.groups import Group
from counterfoil.cli.options import existing_store, fail, fold, out, run_async, with_settings
from counterfoil.cli.registry import make_hooks
from counterfoil.config import Settings
from counterfoil.hooks.loader import HookFileError
from counterfoil.hooks.names import UnknownPointError
from counterfoil.shop.replay import Replayed, ReplayError, replay
from counterfoil.shop.state import States
from counterfoil.store.engines import open_store
from counterfoil.store.trace_row import TraceRow
from counterfoil.traces.find import LAST, FoundNoneError, find
from counterfoil.traces.view import summary, view
from counterfoil.traces.written import compared, listed, written

REPLAYED = (
    "store",
    "hooks",
    "hook_isolation",
    "cartridges",
    "cartridge_path",
    "remote_hooks",
    "demo_hook",
    "mode",
    "hook_seconds",
    "script_memory_megabytes",
    "script_processor_seconds",
)


class Traces(Group):
    """The commands, and the id of a request in the place of one."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; what is none is the id of a request."""
        known = super().get_command(ctx, cmd_name)
        return known or (_show_of(cmd_name) if cmd_name.replace("-", "").isalnum() else None)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what may be written behind the name of the group."""
        return ["last|ID|list|replay", "[OPTIONS]"]


@click.group(cls=Traces)
def trace() -> None:
    """What became of the hooks of a request: `last`, or the id that its answer has in x-dw-request-base-id."""


_JSON = click.option("--json", is_flag=True, help="write JSON")


def _show_of(name: str) -> click.Command:
    @click.command(name, help=f"Show what became of the hooks of the request {name}.")
    @_JSON
    @with_settings("store")
    def show(*, settings: Settings, json: bool) -> None:
        _show(settings, name, json)

    return show


@trace.command(LAST)
@_JSON
@with_settings("store")
def last(*, settings: Settings, json: bool) -> None:
    """Show what became of the hooks of the last request that met any."""
    _show(settings, LAST, json)


@trace.command("list")
@click.option("--count", type=int, default=20, show_default=True, help="how many")
@_JSON
@with_settings("store")
def list_(*, settings: Settings, count: int, json: bool) -> None:
    """List the newest requests that met hooks."""
    found = [summary(row) for row in run_async(_newest(settings, max(count, 1)))]
    if json:
        _print_json(found)
    else:
        out.print(fold(listed(found)), markup=False)


def _show(settings: Settings, name: str, json: bool) -> None:
    found = view(found_trace(settings, name))
    if json:
        _print_json(found)
    else:
        out.print(fold(written(found)), markup=False)


def found_trace(settings: Settings, name: str) -> TraceRow:
    """Return the trace that is meant, or stop."""
    try:
        return run_async(_find(settings, name))
    except FoundNoneError as error:
        fail(str(error))


@trace.command("replay")
@click.argument("name", metavar="ID|last")
@click.argument("point")
@click.option("--number", type=int, default=1, show_default=True, help="which run, where hooks of the point ran again")
@_JSON
@with_settings(*REPLAYED)
def replay_(*, settings: Settings, name: str, point: str, number: int, json: bool) -> None:
    """Run a hook again, as it is now, on what was recorded of it, and show what is different. Nothing is stored."""
    row = found_trace(settings, name)
    try:
        done = run_async(_replay(settings, row, point, number))
    except (ReplayError, HookFileError, UnknownPointError) as error:
        fail(str(error))
    if json:
        changes = [change.plain() for change in done.changes]
        _print_json({"recorded": done.before, "replayed": done.after, "different": changes})
    else:
        out.print(fold(compared(done.after, done.changes)), markup=False)


async def _replay(settings: Settings, row: TraceRow, point: str, number: int) -> Replayed:
    hooks = make_hooks(settings)
    store = await open_store(existing_store(settings))
    try:
        state = await States(store, SystemAmbient()).at((await store.opening(None)).revision)
        return await replay(row, point, hooks.registry, state, number)
    finally:
        await hooks.close()
        await store.close()


async def _find(settings: Settings, name: str) -> TraceRow:
    store = await open_store(existing_store(settings))
    try:
        return await find(store, name)
    finally:
        await store.close()


async def _newest(settings: Settings, count: int) -> list[TraceRow]:
    store = await open_store(existing_store(settings))
    try:
        return await store.newest_traces(count)
    finally:
        await store.close()


def _print_json(document: object) -> None:
    out.print(msgspec.json.format(msgspec.json.encode(document), indent=2).decode(), markup=False)
