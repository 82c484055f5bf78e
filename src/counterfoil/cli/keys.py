"""counterfoil key: the keys tokens are signed with, their succession, and their end."""

from collections.abc import Sequence

import click

from counterfoil.cli.groups import Group
from counterfoil.cli.options import fail, out, run_with_store, with_settings
from counterfoil.cli.server import make_ambient
from counterfoil.config import Settings
from counterfoil.identity import keys as kept
from counterfoil.identity.keys import KeyStanding
from counterfoil.store.interface import Store
from counterfoil.timestamps import date_time

_LIVES = ("agent_token_seconds", "client_token_seconds", "customer_token_seconds")
_settings = with_settings("store", "clock", *_LIVES)


@click.group("key", cls=Group)
def keys() -> None:
    """Keys that tokens are signed with: one signs, former ones still check what they signed."""


@keys.command("list")
@_settings
def list_keys(*, settings: Settings) -> None:
    """List the keys, newest first: next (published, will sign), signs, or checks (did sign), and when each retires."""
    now = make_ambient(settings).now()

    async def work(store: Store) -> None:
        for each in kept.standings(await kept.load_keys(store), now, settings):
            retires = f"  retires at {date_time(each.retires)}" if each.retires is not None else ""
            line = f"{each.key.key_id}  {each.state:<6}  from {date_time(each.key.signs_from)}{retires}"
            out.print(line, markup=False)

    run_with_store(settings, work)


@keys.command("rotate")
@click.option("--at-once", is_flag=True, help="let the new key sign from now on, though others may not know it yet")
@with_settings("store", "clock", "jwks_seconds", *_LIVES)
def rotate_keys(*, settings: Settings, at_once: bool) -> None:
    """Make a new key, which is published first and signs a little later; the former one goes on checking."""
    now = make_ambient(settings).now()

    async def work(store: Store) -> None:
        made = await kept.add_key(store, now) if at_once else await kept.rotate(store, now, settings)
        out.print(f"key        {made.key_id}\nsigns from {date_time(made.signs_from)}")
        for each in kept.standings(await kept.load_keys(store), now, settings):
            if each.key != made and each.retires is not None:
                out.print(f"{each.key.key_id} retires at {date_time(each.retires)}")

    run_with_store(settings, work)


@keys.command("retire", context_settings={"ignore_unknown_options": True})  # a key may begin with a hyphen
@click.argument("key_id", metavar="KEY", help="the key, or the beginning of it")
@click.option(
    "--at-once", is_flag=True, help="though tokens it signed are alive, which end: for a key others have seen"
)
@_settings
def retire_key(*, settings: Settings, key_id: str, at_once: bool) -> None:
    """Remove a key none of whose tokens is alive; a running server does so by itself."""
    now = make_ambient(settings).now()

    async def work(store: Store) -> None:
        found = kept.standings(await kept.load_keys(store), now, settings)
        standing = _named(found, key_id)
        if not at_once:
            _refuse_early(standing, now)
        elif standing.state == "signs":
            made = await kept.add_key(store, now)
            out.print(f"key        {made.key_id}\nsigns from {date_time(made.signs_from)}")
        await kept.remove_keys(store, [standing.key])
        out.print(f"removed key {standing.key.key_id}")

    run_with_store(settings, work)


def _named(found: Sequence[KeyStanding], key_id: str) -> KeyStanding:
    fitting = [each for each in found if key_id and each.key.key_id.startswith(key_id)]
    if len(fitting) != 1:
        fail(f"{len(fitting)} keys begin with '{key_id}'; 'counterfoil key list' shows those there are")
    return fitting[0]


def _refuse_early(standing: KeyStanding, now: int) -> None:
    if standing.state == "next":
        return
    if standing.retires is None:
        fail("this key signs; 'counterfoil key rotate' makes the one that takes its place")
    if standing.retires > now:
        fail(
            f"tokens this key signed may be alive until {date_time(standing.retires)}; a running server removes it "
            "then, and --at-once ends them"
        )
