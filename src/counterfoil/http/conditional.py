"""States in headers: what a client knows already, and HEAD. Follows section 10 of the platform reference."""

from counterfoil.documents.stored import names_state
from counterfoil.http.exchange import Exchange
from counterfoil.shop.call import Answer
from counterfoil.versions import ETAGS_UNTIL


def show_state(answer: Answer) -> None:
    """Let a header tell the state of a document whose body is left out."""
    if answer.state is not None and not any(name == "etag" for name, _ in answer.headers):
        answer.headers = [*answer.headers, ("x-dw-resource-state", answer.state)]


def is_known(exchange: Exchange, status: int, headers: list[tuple[bytes, bytes]]) -> bool:
    """Say whether the client has the answer to its GET already; only versions with ETags are asked."""
    if status != 200 or exchange.method != "GET" or not exchange.version < ETAGS_UNTIL:
        return False
    etag = next((value for name, value in headers if name == b"etag"), None)
    asked = exchange.request.headers["if-none-match"]
    return etag is not None and names_state(asked, etag.decode("latin-1"))
