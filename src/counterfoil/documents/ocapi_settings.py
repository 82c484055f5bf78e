"""OCAPI settings documents: which client may call what, and what it sees of it.

Follows the settings section of the platform reference. What is wrong is told with line and column; what is only odd,
such as a property that means nothing, is a finding beside the document.
"""

import difflib
import re
from collections.abc import Callable
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.documents.json_places import JsonPlaceError, Path, Placed, read_placed
from counterfoil.documents.record import Record, Texts
from counterfoil.documents.selector import parse_selector
from counterfoil.versions import PUBLISHED, Version, parse_version

NAMES = {"shop": "wapi_shop_config", "data": "wapi_data_config"}
"""Rows of settings by the API they are for."""
LARGEST = 16 << 20
LONGEST_CACHE_TIME = 86_400
_METHODS = ("get", "post", "put", "patch", "delete")
_HARMLESS = ("head", "options")
"""Methods that go without saying; a document may name them."""
_ORIGIN = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*)://([^\s/?#@:\[\]*,]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_USUAL_PORTS = {"http": ":80", "https": ":443"}
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")
_OF_CLIENT = ("client_id", "allowed_origins", "response_headers", "locale", "resources")
_VERSION = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")


class VersionRange(Record):
    """Versions from one on, before another; either may be open."""

    from_: Version | None = msgspec.field(default=None, name="from")
    until: Version | None = None


class ResourceSettings(Record):
    """One entry of a client: a pattern of paths, and what is granted there."""

    resource_id: str
    methods: tuple[str, ...] = ()
    read_attributes: str | None = None
    write_attributes: str | None = None
    cache_time: int = 60
    personalized_caching_enabled: bool = True
    version_range: tuple[VersionRange, ...] = ()
    config: Texts = msgspec.field(default_factory=dict)
    locale: str | None = None


class ClientSettings(Record):
    """What one client is granted."""

    client_id: str
    line: int = 0
    column: int = 0
    """Where its id stands."""
    allowed_origins: tuple[str, ...] = ()
    response_headers: Texts = msgspec.field(default_factory=dict)
    locale: str | None = None
    resources: tuple[ResourceSettings, ...] = ()


class Finding(Record):
    """Something odd that does not make the document wrong."""

    line: int
    column: int
    message: str


class SettingsDocument(Record):
    """A settings document as it was read."""

    clients: tuple[ClientSettings, ...] = ()
    findings: tuple[Finding, ...] = ()
    plain: dict[str, Any] = msgspec.field(default_factory=dict)
    """The document as it is, for whoever wants to see it."""


def read_settings(data: bytes) -> SettingsDocument:
    """Read a settings document; JsonPlaceError says where it is wrong."""
    if len(data) > LARGEST:
        raise JsonPlaceError(1, 1, f"the document is larger than {LARGEST} bytes")
    return _Reader(read_placed(data)).document()


class _Reader:
    """Reads one document, noting what is odd."""

    def __init__(self, placed: Placed) -> None:
        self._placed = placed
        self._findings: list[Finding] = []

    def document(self) -> SettingsDocument:
        plain = self._object((), self._placed.value, "settings document", ("_v", "clients"))
        self._optional((), plain, "_v", self._text)
        clients = self._each((), plain, "clients", self._client)
        seen: set[str] = set()
        for index, client in enumerate(clients):
            if client.client_id in seen:
                raise self._wrong(("clients", index, "client_id"), f"client '{client.client_id}' stands here twice")
            seen.add(client.client_id)
        return SettingsDocument(clients=clients, findings=tuple(self._findings), plain=plain)

    def _client(self, path: Path, value: Any) -> ClientSettings:
        plain = self._object(path, value, "client", _OF_CLIENT)
        line, column = self._placed.place((*path, "client_id"))
        return ClientSettings(
            client_id=self._named(path, plain, "client_id"),
            line=line,
            column=column,
            allowed_origins=self._each(path, plain, "allowed_origins", self._origin),
            response_headers=self._map(path, plain, "response_headers", self._header),
            locale=self._optional(path, plain, "locale", self._text),
            resources=self._each(path, plain, "resources", self._resource),
        )

    def _resource(self, path: Path, value: Any) -> ResourceSettings:
        plain = self._object(path, value, "resource", ResourceSettings.__struct_fields__)
        resource_id = self._named(path, plain, "resource_id")
        if not resource_id.startswith("/"):
            raise self._wrong((*path, "resource_id"), "a resource_id begins with a slash, such as '/baskets/**'")
        if "methods" not in plain:
            raise self._wrong(path, f"methods are missing: which of {', '.join(_METHODS)} may be called")
        personalized = self._optional(path, plain, "personalized_caching_enabled", self._boolean)
        cache_time = self._optional(path, plain, "cache_time", self._cache_time)
        return ResourceSettings(
            resource_id=resource_id,
            methods=self._each(path, plain, "methods", self._method),
            read_attributes=self._optional(path, plain, "read_attributes", self._selector),
            write_attributes=self._optional(path, plain, "write_attributes", self._selector),
            cache_time=60 if cache_time is None else cache_time,
            personalized_caching_enabled=personalized is not False,
            version_range=self._each(path, plain, "version_range", self._range),
            config=self._map(path, plain, "config", lambda _path, _name: None),
            locale=self._optional(path, plain, "locale", self._text),
        )

    def _range(self, path: Path, value: Any) -> VersionRange:
        plain = self._object(path, value, "version range", ("from", "until"))
        found = VersionRange(
            from_=self._optional(path, plain, "from", self._version),
            until=self._optional(path, plain, "until", self._version),
        )
        if found.from_ is None and found.until is None:
            raise self._wrong(path, "a version range needs 'from', 'until' or both")
        if found.from_ is not None and found.until is not None and found.from_ >= found.until:
            raise self._wrong(path, f"no version is from {found.from_} on and before {found.until}; until is excluded")
        return found

    def _version(self, path: Path, value: Any) -> Version:
        text = self._text(path, value)
        if not _VERSION.fullmatch(text):
            raise self._wrong(path, f"'{text}' is no version; write it like 18.1")
        version = parse_version(text)
        if version not in PUBLISHED:
            self._note(path, f"there is no version {text}")
        return version

    def _method(self, path: Path, value: Any) -> str:
        method = self._text(path, value).lower()
        if method not in (*_METHODS, *_HARMLESS):
            raise self._wrong(path, f"'{value}' is no method; use {', '.join(_METHODS)}{_nearest(method, _METHODS)}")
        return method

    def _selector(self, path: Path, value: Any) -> str:
        text = self._text(path, value)
        try:
            parse_selector(text)
        except faults.Fault:
            raise self._wrong(path, f"'{text[:100]}' is no selector; write it like (**) or (a,b.(c))") from None
        return text

    def _cache_time(self, path: Path, value: Any) -> int:
        if type(value) is not int or not 0 <= value <= LONGEST_CACHE_TIME:
            raise self._wrong(path, f"cache_time is a number of seconds from 0 to {LONGEST_CACHE_TIME}")
        return value

    def _origin(self, path: Path, value: Any) -> str:
        text = self._text(path, value)
        found = _ORIGIN.fullmatch(text)
        if found is None:
            hint = "; there are no wildcards" if "*" in text else ""
            raise self._wrong(path, f"'{text[:100]}' is no origin; write scheme://host or scheme://host:port{hint}")
        scheme, host, port = found.group(1), found.group(2), found.group(3) or ""
        sent = scheme.lower() + "://" + host.lower() + ("" if port == _USUAL_PORTS.get(scheme.lower()) else port)
        if sent != text:
            self._note(path, f"no browser sends the origin '{text}'; it sends '{sent}'")
        return text

    def _header(self, path: Path, name: str) -> None:
        value = self._placed.value
        for part in path:
            value = value[part]
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise self._wrong(path, "no header can be made of this name and value")

    def _object(self, path: Path, value: Any, what: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(path, f"the {what} is not an object")
        for name in value:
            if name not in known:
                self._note((*path, name), f"'{name}' means nothing in a {what}{_nearest(name, known)}")
        return value

    def _each(self, path: Path, plain: dict[str, Any], name: str, read: Callable[[Path, Any], Any]) -> tuple[Any, ...]:
        values, path = plain.get(name), (*path, name)
        if values is None:
            return ()
        if not isinstance(values, list):
            raise self._wrong(path, f"{name} is not an array")
        return tuple(read((*path, index), value) for index, value in enumerate(values))

    def _map(self, path: Path, plain: dict[str, Any], name: str, check: Callable[[Path, str], None]) -> dict[str, str]:
        values, path = plain.get(name), (*path, name)
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise self._wrong(path, f"{name} is not an object")
        for key, value in values.items():
            self._text((*path, key), value)
            check((*path, key), key)
        return dict(values)

    def _optional(self, path: Path, plain: dict[str, Any], name: str, read: Callable[[Path, Any], Any]) -> Any:
        value = plain.get(name)
        return None if value is None else read((*path, name), value)

    def _named(self, path: Path, plain: dict[str, Any], name: str) -> str:
        if not plain.get(name):
            raise self._wrong((*path, name), f"{name} is missing")
        return self._text((*path, name), plain[name])

    def _text(self, path: Path, value: Any) -> str:
        if not isinstance(value, str):
            raise self._wrong(path, f"{path[-1]} is not a text" if isinstance(path[-1], str) else "this is not a text")
        return value

    def _boolean(self, path: Path, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self._wrong(path, f"{path[-1]} is true or false")
        return value

    def _wrong(self, path: Path, message: str) -> JsonPlaceError:
        return self._placed.error(path, message)

    def _note(self, path: Path, message: str) -> None:
        self._findings.append(Finding(line=(place := self._placed.place(path))[0], column=place[1], message=message))


def _nearest(name: str, known: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(name, known, 1)
    return f"; is '{found[0]}' meant?" if found else ""
