"""A part of a batch as a request: what it inherits and what it names. Follows section 12 of the platform reference."""

import re
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode

from counterfoil import faults
from counterfoil.http.multipart import Part
from counterfoil.http.paths import Address, Face, read_path
from counterfoil.http.request import Request, segments_of

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
METHOD, PATH, EXTENSION = "x-dw-http-method", "x-dw-resource-path", "x-dw-resource-path-extension"
CONTENT_ID, STATUS = "x-dw-content-id", "x-dw-status-code"
_OF_PARTS = frozenset({METHOD, PATH, EXTENSION, CONTENT_ID})
_OF_CONNECTIONS = frozenset(
    "connection content-encoding content-length expect host keep-alive te trailer transfer-encoding upgrade".split()
)
_NOT_INHERITED = (
    _OF_PARTS | _OF_CONNECTIONS | {"content-type", "idempotency-key", "mime-version", "x-dw-http-method-override"}
)
_NOT_OVERRIDDEN = _OF_PARTS | _OF_CONNECTIONS | {"origin", "mime-version"}
_UNINHERITED_PARAMETERS = frozenset({"callback", "method"})
_URL = re.compile(r"[\x21-\x7e]+")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def target(main: Request, part: Part) -> str:
    """Return path and query of a part, the extension behind the base; faults MISSING_RESOURCE_PATH, RESOURCE_PATH."""
    base = part.headers.get(PATH) or main.headers.get(PATH)
    if not base:
        raise faults.MISSING_RESOURCE_PATH()
    extension = part.headers.get(EXTENSION) or main.headers.get(EXTENSION) or ""
    base_path, _, base_query = base.partition("?")
    path, _, query = extension.partition("?")
    target = "/" + "/".join(piece for piece in (base_path.strip("/"), path.strip("/")) if piece)
    if not _URL.fullmatch(target):
        raise faults.RESOURCE_PATH(message="characters beyond ASCII and blanks have to be escaped")
    return target + "?" + "&".join(piece for piece in (query, base_query) if piece)


def allowed(path: str) -> Address:
    """Return where the path of a part leads: one resource of the Shop API; fault RESOURCE_PATH_NOT_ALLOWED."""
    segments = segments_of(path)
    try:
        address = read_path(path, segments)
    except faults.Fault:
        return Address(site_id=_site_in(segments))  # the part gets that very fault when it is served
    if address.face is not Face.SHOP or any(one.startswith("(") and one.endswith(")") for one in address.resource):
        raise faults.RESOURCE_PATH_NOT_ALLOWED(path=path[:500])
    return address


def inherited(main: Request, part: Part, query_string: str) -> tuple[dict[str, str], dict[str, str], str]:
    """Return headers, parameters and query string: those of the batch, unless the part has its own."""
    own = {name: value for name, value in part.headers.items() if name not in _NOT_OVERRIDDEN}
    headers = {name: value for name, value in main.headers.items() if name not in _NOT_INHERITED}
    query = dict(reversed(parse_qsl(query_string, keep_blank_values=True)))
    passed = {name: value for name, value in main.query.items() if name not in query}
    for name in _UNINHERITED_PARAMETERS:
        passed.pop(name, None)
    if "x-dw-client-id" in own:
        passed.pop("client_id", None)
    if "client_id" in query:
        headers.pop("x-dw-client-id", None)
    pieces = (query_string, urlencode(passed))
    return {**headers, **own}, {**passed, **query}, "&".join(piece for piece in pieces if piece)


def is_query(text: str) -> bool:
    """Say whether a query string can be read."""
    if text and (not _URL.fullmatch(text) or _BROKEN_ESCAPE.search(text)):
        return False
    try:
        unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        return False
    return True


def names_caller(headers: dict[str, str], query: dict[str, str]) -> bool:
    """Say whether a request says who calls."""
    return bool({"authorization", "x-dw-client-id"} & headers.keys() or "client_id" in query)


def part_names_caller(part: Part) -> bool:
    """Say whether a part says who calls."""
    query = "&".join(part.headers.get(name, "").partition("?")[2] for name in (PATH, EXTENSION))
    return names_caller(part.headers, dict(parse_qsl(query)))


def site_of(main: Request, part: Part) -> str | None:
    """Return the site that the path of a part names."""
    return _site_in(segments_of((part.headers.get(PATH) or main.headers.get(PATH) or "").partition("?")[0]))


def _site_in(segments: list[str]) -> str | None:
    if len(segments) < 2 or segments[0] != "s":
        return None
    internal = re.fullmatch(r"Sites-(.+)-Site", segments[1])
    return internal.group(1) if internal else segments[1]
