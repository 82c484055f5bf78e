"""Hooks that scripts call by HookMgr: those that are no scripts, and what the server does by default.

Scripts are run by the script that calls them, in its own realm and on its own objects.
"""

from typing import Any

import msgspec

from counterfoil.documents import stored
from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.hooks.status import Status
from counterfoil.scripts.arguments import encode
from counterfoil.scripts.hook import ScriptHook
from counterfoil.shop.call import Call
from counterfoil.shop.server import ScriptOperation

_CONTAINERS: dict[str, type[Basket] | type[Order]] = {"basket": Basket, "order": Order}


async def _has_hook(call: Call, point: str) -> bool:
    """Say whether a hook that is no script, or a default of the server, stands at a point."""
    return call.server.hooks.has_hook(str(point), without=ScriptHook)


async def _call_hook(call: Call, argument: dict[str, Any]) -> dict[str, Any]:
    """Run what stands at a point beside scripts; return its answer, and baskets and orders as they are after it."""
    given = [_received(one) for one in argument["arguments"]]
    for one in given:
        if isinstance(one, Basket | Order):
            await call.load_basket_products(one)
            await call.load_shopper(one)
            await call.load_promoted(one)
    hooks, point, function = call.server.hooks, str(argument["point"]), str(argument["function"])
    answer = await hooks.call_hook(point, function, call.context(), *given, without=ScriptHook)
    changed = {str(at): stored.encode(one) for at, one in enumerate(given) if isinstance(one, Basket | Order)}
    return {"value": _answered(answer), "changed": {at: msgspec.Raw(body) for at, body in changed.items()}}


def _received(sent: dict[str, Any]) -> Any:
    shape = _CONTAINERS.get(sent["kind"])
    return sent["body"] if shape is None else stored.decode(shape, encode(sent["body"]))


def _answered(answer: Any) -> dict[str, Any] | None:
    if answer is None:
        return None
    if isinstance(answer, Status):
        return {
            "status": answer.status,
            "code": answer.code,
            "message": answer.message,
            "details": dict(answer.details),
        }
    return {"other": answer}


OPERATIONS: dict[str, ScriptOperation] = {
    "has_hook": _has_hook,
    "call_hook": _call_hook,
}
