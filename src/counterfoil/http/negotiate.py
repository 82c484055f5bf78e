"""Formats: what is sent and what is wanted. Follows section 3 of the platform reference."""

import re

from counterfoil import faults
from counterfoil.http.request import Request

_MEDIA_TYPE = re.compile(r"\s*[\w!#$&^.+\-]+/[\w!#$&^.+\-]+\s*(;.*)?", re.ASCII)
_BODY_TYPES = {"application/json": "json", "text/json": "json", "application/xml": "xml", "text/xml": "xml"}
_QUALITY = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)")
_UTF_8 = ("utf-8", "utf8", "us-ascii")
_JSON_NAMES = ("text/html", "application/javascript", "text/javascript")
_ANYTHING = ("*/*", "application/*", "text/*")


def request_format(request: Request) -> str:
    """Return the format of the body; faults MALFORMED_MEDIA_TYPE, UNSUPPORTED_CONTENT_TYPE."""
    content_type = request.headers.get("content-type")
    if not content_type:
        return "json"
    if not _MEDIA_TYPE.fullmatch(content_type):
        raise faults.MALFORMED_MEDIA_TYPE(media_type=content_type[:100])
    media_type, _, parameters = content_type.partition(";")
    known = _BODY_TYPES.get(media_type.strip().lower())
    if known is None or not _is_utf_8(parameters):
        raise faults.UNSUPPORTED_CONTENT_TYPE(content_type=content_type[:100])
    return known


def response_format(request: Request, *, accept_strict: bool = False) -> str:
    """Return the format of the answer: that of the body, else ``format``, else ``Accept``.

    Faults: UNSUPPORTED_FORMAT, CHARSET_NOT_ACCEPTABLE; MALFORMED_MEDIA_TYPE for an Accept that is none, if that is
    looked at strictly.
    """
    charset = request.headers.get("accept-charset")
    if charset and not _accepts_utf_8(charset):
        raise faults.CHARSET_NOT_ACCEPTABLE(charset=charset[:100])
    content_type = request.headers.get("content-type", "")
    if request.method in ("POST", "PUT", "PATCH") and request.body:
        known = _BODY_TYPES.get(content_type.partition(";")[0].strip().lower())
        if known is not None:
            return known
    wanted = request.query.get("format")
    if wanted:
        if wanted not in ("json", "xml"):
            raise faults.UNSUPPORTED_FORMAT(format=wanted[:50])
        return wanted
    if accept_strict:
        _refuse_other_formats(request.headers.get("accept", ""))
    return accepted_format(request)


def accepted_format(request: Request) -> str:
    """Return the format that ``format``, a body's type or ``Accept`` ask for, else JSON; never a fault."""
    if request.query.get("format") == "xml":
        return "xml"
    if request.method in ("POST", "PUT", "PATCH"):
        known = _BODY_TYPES.get(request.headers.get("content-type", "").partition(";")[0].strip().lower())
        if known is not None:
            return known
    return _preferred(request.headers.get("accept", ""))


def _preferred(accept: str) -> str:
    """Return XML where it is named and neither JSON nor a browser's HTML is liked as much."""
    liked = {"xml": 0.0, "json": 0.0}
    for part in accept.lower().split(","):
        media_type, _, parameters = part.partition(";")
        form = "json" if media_type.strip() in _JSON_NAMES else _BODY_TYPES.get(media_type.strip())
        if form is not None:
            liked[form] = max(liked[form], _quality(parameters))
    return "xml" if liked["xml"] > liked["json"] else "json"


def _refuse_other_formats(accept: str) -> None:
    """Refuse a header that names neither JSON nor XML nor everything."""
    if not accept.strip():
        return
    served = (*_BODY_TYPES, *_JSON_NAMES, *_ANYTHING)
    parts = [part.strip().lower() for part in accept.split(",") if part.strip()]
    for part in parts:
        if part.partition(";")[0].strip() not in served and not _MEDIA_TYPE.fullmatch(part):
            raise faults.MALFORMED_MEDIA_TYPE(media_type=accept[:100])
    for part in parts:
        media_type, _, parameters = part.partition(";")
        if media_type.strip() in served and _quality(parameters):
            return
    raise faults.UNSUPPORTED_FORMAT(format=accept[:50])


def _accepts_utf_8(accept_charset: str) -> bool:
    """Say whether UTF-8 may be sent: it is named, or the star is and it is not; a quality of zero excludes."""
    star = None
    for part in accept_charset.lower().split(","):
        name, _, parameters = part.partition(";")
        if name.strip() in _UTF_8[:2]:
            return _quality(parameters) > 0
        if name.strip() == "*":
            star = _quality(parameters) > 0
    return bool(star)


def _quality(parameters: str) -> float:
    found = _QUALITY.search(parameters)
    return float(found.group(1)) if found else 1.0


def _is_utf_8(parameters: str) -> bool:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in _UTF_8:
            return False
    return True
