"""The header ``x-explain``. Our extension, which leaves bodies alone.

Of an answer that is a basket or an order it is where the management pages say how the figures came about. Of a fault it
is what would have allowed the call: the remedy of its row, and a sentence about this very request where there is one.
"""

import inspect
import logging
from urllib.parse import quote

from counterfoil import faults
from counterfoil.http.exchange import Exchange
from counterfoil.http.explanations import EXPLANATIONS
from counterfoil.http.explanations.asked import Asked, NotKnownError
from counterfoil.http.explanations.near import in_one_line
from counterfoil.http.explanations.oauth import REMEDIES
from counterfoil.shop.call import Call

HEADER = "x-explain"
_HEADER = HEADER.encode()
log = logging.getLogger("counterfoil.http")


def explain_headers(call: Call) -> list[tuple[str, str]]:
    """Return the header for an answer that is a basket or an order.

    An emulator gives it unless the request says ``x-explain: 0``, a service only to ``x-explain: 1``.
    """
    url, subject = call.server.management_url, call.explained
    if not url or subject is None:
        return []
    wanted = call.headers.get(HEADER, "1" if call.server.settings.emulator else "0")
    if wanted != "1":
        return []
    resource, name = subject
    return [(HEADER, f"{url}/explain/{_quoted(call.site_id)}/{resource}/{_quoted(name)}")]


async def explain_fault(exchange: Exchange, name: str) -> list[tuple[bytes, bytes]]:
    """Return the header for a fault: the one at hand, or one by the name of its row that was answered before."""
    if not _wanted(exchange):
        return []
    fault = exchange.fault
    if fault is None:
        kind = faults.TABLE.get(name)
        return [_line(kind.remedy)] if kind is not None else []
    return [_line(f"{fault.kind.remedy} {await _about(fault, exchange)}".rstrip())]


def explain_error(exchange: Exchange, error: str) -> list[tuple[bytes, bytes]]:
    """Return the header for an error of the token endpoint."""
    return [_line(REMEDIES.get(error, REMEDIES["invalid_request"]))] if _wanted(exchange) else []


async def _about(fault: faults.Fault, exchange: Exchange) -> str:
    """Say what would have allowed this very request; in a service to clients that it knows only."""
    explain, server = EXPLANATIONS.get(fault.kind.name), exchange.server
    if explain is None or server is None or (exchange.caller is None and not server.settings.emulator):
        return ""
    try:
        said = explain(Asked(fault, exchange))
        return await said if inspect.isawaitable(said) else said
    except NotKnownError:
        return ""
    except Exception as error:
        log.error("no explanation of %s: %s", fault.kind.name, type(error).__name__)  # noqa: TRY400  it may quote a request
        return ""


def _wanted(exchange: Exchange) -> bool:
    if exchange.server is None:
        return False
    return exchange.request.headers.get(HEADER, "1" if exchange.server.settings.emulator else "0") == "1"


def _line(text: str) -> tuple[bytes, bytes]:
    return _HEADER, in_one_line(text).encode("ascii")


def _quoted(name: str) -> str:
    return name if name.isascii() and name.isalnum() else quote(name, safe="")
