"""JSON as a call of a function of the page that asked (JSONP). Follows section 3.3 of the platform reference.

Only GET is answered so. Cookies do not count in such a request: any page could have sent it.
"""

import re

from counterfoil import faults
from counterfoil.http.request import Request

_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,127}")
NOT_SNIFFED = (b"x-content-type-options", b"nosniff")
_SEPARATORS = ((b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))
"""They end a line in older JavaScript, but not in JSON."""


def callback_of(request: Request) -> str:
    """Return the function an answer is to call, empty if none; fault MALFORMED_PARAMETER."""
    callback = request.query["callback"]
    if request.method not in ("GET", "HEAD"):
        return ""
    if not _CALLBACK.fullmatch(callback):
        raise faults.MALFORMED_PARAMETER(parameter="callback", value=callback[:100])
    request.headers.pop("cookie", None)
    return callback


def call_with(callback: str, body: bytes) -> bytes:
    """Return JSON as the argument of a call."""
    for character, escape in _SEPARATORS:
        body = body.replace(character, escape)
    return b"%b(%b);" % (callback.encode("ascii"), body)
