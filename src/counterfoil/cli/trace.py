"""counterfoil trace: what became of the hooks of a request, of whichever process of the server."""

import click
import msgspec

from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_async, with_settings
from counterfoil.config import Settings
from counterfoil.store.engines import open_store
from counterfoil.store.trace_row import TraceRow
from counterfoil.traces.find import LAST, FoundNoneError, find
from counterfoil.traces.view import summary, view
from counterfoil.traces.written import listed, written


class Traces(Group):
    """The commands, and the id of a request in the place of one."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; what is none is the id of a request."""
        known = super().get_command(ctx, cmd_name)
        return known or (_show_of(cmd_name) if cmd_name.replace("-", "").isalnum() else None)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what may be written behind the name of the group."""
        return ["last|ID|list", "[OPTIONS]"]


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
        out.print(listed(found).rstrip("\n"), markup=False)


def _show(settings: Settings, name: str, json: bool) -> None:
    found = view(found_trace(settings, name))
    if json:
        _print_json(found)
    else:
        out.print(written(found).rstrip("\n"), markup=False)


def found_trace(settings: Settings, name: str) -> TraceRow:
    """Return the trace that is meant, or stop."""
    try:
        return run_async(_find(settings, name))
    except FoundNoneError as error:
        fail(str(error))


async def _find(settings: Settings, name: str) -> TraceRow:
    store = await open_store(settings.store)
    try:
        return await find(store, name)
    finally:
        await store.close()


async def _newest(settings: Settings, count: int) -> list[TraceRow]:
    store = await open_store(settings.store)
    try:
        return await store.newest_traces(count)
    finally:
        await store.close()


def _print_json(document: object) -> None:
    out.print(msgspec.json.format(msgspec.json.encode(document), indent=2).decode(), markup=False)
