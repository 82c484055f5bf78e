"""The grammar of URLs: site, API, version, resource. Follows section 1 of the platform reference."""

import re
from enum import StrEnum
from urllib.parse import unquote_to_bytes

import msgspec

from counterfoil import faults
from counterfoil.versions import BY_PATH_SEGMENT, NEWEST, Version

_VERSION = re.compile(r"v[0-9]{1,2}_[0-9]{1,2}")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_INTERNAL_SITE = re.compile(r"Sites-(.+)-Site")
_OAUTH = ["dw", "oauth2", "access_token"]
_NO_SITE = "-"
_OPENAPI = ["openapi.json"]
_CENTRAL_OAUTH = ["dwsso", "oauth2", "access_token"]
_JWKS = (["dw", "oauth2", "jwks"], [".well-known", "jwks.json"])


class Face(StrEnum):
    """What a URL belongs to: each has an endpoint of its own."""

    SHOP = "shop"
    OAUTH = "oauth"
    META = "meta"
    OPENAPI = "openapi"
    JWKS = "jwks"
    BATCH = "batch"


class Address(msgspec.Struct, frozen=True):
    """Where a URL leads: the Shop API of a site in a version, or another face."""

    face: Face = Face.SHOP
    site_id: str | None = None
    version: Version | None = None
    resource: tuple[str, ...] = ()
    prefix: str = ""
    """The path up to the version, as the client wrote it; links in answers begin with it."""


def read_path(path: str, segments: list[str]) -> Address:
    """Take a path apart.

    Faults: RESOURCE_PATH, RESOURCE_PATH_NOT_FOUND, INVALID_VERSION; ORGANIZATION_ACCESS_FORBIDDEN and
    SITE_ACCESS_FORBIDDEN where the API asked for does not have the context of the URL.
    """
    if "%" in path or "(" in path or not path.isascii():
        _refuse_malformed(path)
    if segments in (_OAUTH, _CENTRAL_OAUTH):
        return Address(Face.OAUTH)
    if segments == _OPENAPI:
        return Address(Face.OPENAPI)
    if segments in _JWKS:
        return Address(Face.JWKS)
    site_id, rest, prefix = None, segments, ""
    if len(segments) >= 2 and segments[0] == "s":
        internal = _INTERNAL_SITE.fullmatch(segments[1])
        site_id = internal.group(1) if internal else segments[1]
        prefix, rest = f"/s/{segments[1]}", segments[2:]
    if rest[:2] == ["dw", "meta"] and "rest" in rest[2:4]:
        return Address(
            Face.META, None if site_id == _NO_SITE else site_id, NEWEST, tuple(rest[rest.index("rest") + 1 :])
        )
    if rest[:2] != ["dw", "shop"]:
        if rest == ["dw", "batch"]:
            return Address(Face.BATCH, None if site_id == _NO_SITE else site_id, prefix=prefix)
        if rest[:2] == ["dw", "data"] and site_id not in (None, _NO_SITE):
            raise faults.SITE_ACCESS_FORBIDDEN(site_id=(site_id or "")[:100])
        raise faults.RESOURCE_PATH_NOT_FOUND(path=path[:500])
    if site_id == _NO_SITE:
        raise faults.ORGANIZATION_ACCESS_FORBIDDEN()
    if len(rest) < 3 or not _VERSION.fullmatch(rest[2]):
        raise faults.INVALID_VERSION()
    return Address(Face.SHOP, site_id, BY_PATH_SEGMENT.get(rest[2]), tuple(rest[3:]), f"{prefix}/dw/shop/{rest[2]}")


def version_in(path: str) -> Version | None:
    """Return the version that a path names wherever in it, None if it names none that was published."""
    return next((BY_PATH_SEGMENT[one] for one in path.partition("?")[0].split("/") if one in BY_PATH_SEGMENT), None)


def _refuse_malformed(path: str) -> None:
    """Refuse what is no path: characters beyond ASCII, broken escapes, a list of ids without its end."""
    if not path.isascii():
        raise faults.RESOURCE_PATH(message="characters beyond ASCII have to be escaped")
    if _BROKEN_ESCAPE.search(path):
        raise faults.RESOURCE_PATH(message="an escape is '%' and two hexadecimal digits")
    for part in path.split("/"):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            raise faults.RESOURCE_PATH(message="its escapes are not UTF-8") from None
        if part.startswith("(") and not text.endswith(")"):
            raise faults.RESOURCE_PATH(message="a list of ids ends with ')'")
