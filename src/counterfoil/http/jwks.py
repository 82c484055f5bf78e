"""The public parts of the signing keys, for whoever checks tokens himself. Our extension, as RFC 7517 writes it."""

from counterfoil import faults
from counterfoil.documents import json as json_format
from counterfoil.http.answers import Made
from counterfoil.http.request import Request
from counterfoil.identity.keys import key_set
from counterfoil.shop.server import Server
from counterfoil.shop.state import States


async def answer_keys(request: Request, server: Server, states: States) -> Made:
    """Answer with the key set, which is no secret and the same for everybody; fault METHOD_NOT_ALLOWED."""
    if request.method not in ("GET", "HEAD"):
        raise faults.METHOD_NOT_ALLOWED(method=request.method)
    opening = await server.store.opening(None)
    state = await states.at(opening.revision)
    body = json_format.encode(key_set(state.tokens.keys))
    headers = [
        (b"content-type", b"application/jwk-set+json"),
        (b"cache-control", b"public, max-age=%d" % server.settings.jwks_seconds),
        (b"access-control-allow-origin", b"*"),
    ]
    return Made(200, headers, body)
