"""The header ``x-explain``: where the management pages say how the figures of an answer came about. Our extension."""

from urllib.parse import quote

from counterfoil.shop.call import Call

HEADER = "x-explain"


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


def _quoted(name: str) -> str:
    return name if name.isascii() and name.isalnum() else quote(name, safe="")
