"""counterfoil explain: how each figure of a basket or an order came about, line by line."""

import click
import msgspec

from counterfoil.ambient import SystemAmbient
from counterfoil.cli.options import existing_store, fail, out, run_async, with_settings
from counterfoil.config import Settings
from counterfoil.hooks.registry import Registry
from counterfoil.management.pages import written
from counterfoil.shop.explain import KINDS, Explanation, explain_stored
from counterfoil.shop.numbers import Numbers
from counterfoil.shop.server import Server
from counterfoil.shop.state import States
from counterfoil.store.engines import open_store


@click.command()
@click.argument("kind", help="basket or order")
@click.argument("name", metavar="ID", help="the basket's id, or the order's number")
@click.option("--site", default="", help="the site; the default site if none is named")
@click.option("--json", is_flag=True, help="write JSON")
@with_settings("store", "default_site")
def explain(*, settings: Settings, kind: str, name: str, site: str, json: bool) -> None:
    """Show how each figure of a basket or an order came about."""
    if kind not in KINDS:
        fail(f"'{kind}' cannot be explained; say 'counterfoil explain basket ID' or 'counterfoil explain order ID'")
    found = run_async(_explain(settings, KINDS[kind], name, site))
    if found is None:
        fail(f"there is no {kind} '{name}' on that site; --site and --store choose others")
    if json:
        out.print(msgspec.json.format(msgspec.json.encode(found.plain()), indent=2).decode(), markup=False)
    else:
        out.print(written(found).rstrip("\n"), markup=False)


async def _explain(settings: Settings, resource: str, name: str, site_id: str) -> Explanation | None:
    store = await open_store(existing_store(settings))
    try:
        opening = await store.opening(None)
        ambient = SystemAmbient()
        state = await States(store, ambient).at(opening.revision)
        site = await state.site(site_id or settings.default_site or state.first_site_id())
        if site is None:
            fail(f"there is no site '{site_id}'; counterfoil import loads one")
        server = Server(settings=settings, ambient=ambient, store=store, hooks=Registry(), numbers=Numbers(store, 1))
        return await explain_stored(server, state, site, resource, name)
    finally:
        await store.close()
