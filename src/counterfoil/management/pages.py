"""The pages of the management port, one function each."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from counterfoil.management.html import page, tag
from counterfoil.shop.call import Server
from counterfoil.shop.explain import KINDS, Explanation, explain_stored
from counterfoil.shop.state import States
from counterfoil.timestamps import date_time


class Answer(NamedTuple):
    """A page: its document, and what stands for it where somebody reads it."""

    status: int
    document: dict[str, Any]
    text: str | None = None
    html: str | None = None
    """The page for browsers; where there is none they see the text, or the document."""


Page = Callable[[Server, States, dict[str, str]], Awaitable[Answer]]


async def index(server: Server, _states: States, _parameters: dict[str, str]) -> Answer:
    """Say what there is."""
    pages = {
        "/health": "whether the store answers",
        "/explain/{site}/baskets/{id}": "how each figure of a basket came about",
        "/explain/{site}/orders/{order_no}": "how each figure of an order came about",
        "/ocapi-settings/{shop|data}/{site|-}": "what clients may call: GET, PUT and DELETE; - is all sites",
        "/traces": "the newest requests that met hooks",
        "/traces/{request_id|last}": "what became of the hooks of a request",
        "/notices": "what a real shop would have sent by mail, such as reset tokens (an emulator only)",
    }
    return Answer(200, {"mode": server.settings.mode, "pages": pages}, html=_index_page(server.settings.mode, pages))


def _index_page(mode: str, pages: dict[str, str]) -> str:
    rows = (
        tag("tr", tag("td", path if "{" in path else tag("a", path, href=path)), tag("td", what))
        for path, what in pages.items()
    )
    return page(f"Counterfoil, {mode}", tag("table", *rows))


async def health(server: Server, _states: States, _parameters: dict[str, str]) -> Answer:
    """Ask the store for something small."""
    opening = await server.store.opening(None)
    return Answer(200, {"status": "ok", "shop_revision": opening.revision})


async def notices(server: Server, _states: States, _parameters: dict[str, str]) -> Answer:
    """Show the newest notices of this process; a service keeps none."""
    found = server.notices.newest_first()
    lines = [f"{date_time(notice.time)}  {notice.kind}: {notice.text}" for notice in found]
    plain = [{"time": date_time(notice.time), "kind": notice.kind, "text": notice.text} for notice in found]
    return Answer(200, {"notices": plain}, "\n".join([*lines, ""]))


async def explanation(server: Server, states: States, parameters: dict[str, str]) -> Answer:
    """Explain the totals of a basket or an order."""
    resource = parameters["resource"]
    if resource not in KINDS.values():
        return Answer(404, {"error": f"'{resource}' cannot be explained; baskets and orders can"})
    opening = await server.store.opening(None)
    state = await states.at(opening.revision)
    site = await state.site(parameters["site"])
    if site is None:
        return Answer(404, {"error": f"there is no site '{parameters['site']}'"})
    found = await explain_stored(server, state, site, resource, parameters["id"])
    if found is None:
        return Answer(404, {"error": f"there is no such thing in {resource} of {site.data.site_id}"})
    return Answer(200, found.plain(), written(found))


def written(found: Explanation) -> str:
    """Write an explanation as lines: amount, place, arithmetic; what does not hold is marked."""
    amounts = ["unknown" if step.amount is None else f"{step.amount:f}" for step in found.steps]
    amount_width = max((len(amount) for amount in amounts), default=0)
    path_width = max((len(step.path) for step in found.steps), default=0)
    head = f"{found.resource} {found.id} of {found.site}, {found.currency}, {found.taxation}, revision {found.revision}"
    lines = [
        f"{' ' if step.holds else '!'} {amount:>{amount_width}}  {step.path:<{path_width}}  {step.how}".rstrip()
        for step, amount in zip(found.steps, amounts, strict=True)
    ]
    width = max((len(considered.promotion_id) for considered in found.promotions), default=0)
    promotions = [
        f"  {considered.promotion_id:<{width}}  {considered.reason or 'applies'}" for considered in found.promotions
    ]
    return "\n".join([head, *lines, *(["promotions", *promotions] if promotions else []), ""])
