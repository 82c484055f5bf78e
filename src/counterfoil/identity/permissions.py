"""What a client may call, and what it may send and see: OCAPI settings compiled to one look-up a request.

Follows the evaluation of settings in the platform reference: the entries whose pattern, methods and versions fit, of
which the most specific pattern wins. Of equal ones the later wins.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

from counterfoil.documents.ocapi_settings import ClientSettings, ResourceSettings, SettingsDocument
from counterfoil.documents.selection import Selection, combined, selection
from counterfoil.documents.selector import Selector, parse_selector
from counterfoil.versions import Version, covers

Segments = tuple[str, ...]
_ANY_DEPTH, _ANY, _PARTLY, _LITERAL = range(4)
_NOTHING = Selector(deep=False, simple=False, chosen={}, refused={})
_UNSEEN = Selection((_NOTHING,))


class Permission(NamedTuple):
    """What is granted of one call; a filter that is None lets everything through."""

    read: Selection | None = None
    """What may be seen."""
    write: Selector | None = None
    cache_time: int = 60
    personalized: bool = True
    config: Mapping[str, str] = {}
    locale: str | None = None
    entries: tuple[str, ...] = ()
    """The patterns that granted it."""


class Refusal(NamedTuple):
    """A call that is not granted."""

    reads: bool
    """Whether the client may read there, by another method."""
    writes: bool
    matched: bool
    """Whether an entry of the client has a pattern that fits."""


FULL = Permission()
"""Everything: what the server itself may."""


class Pattern:
    """A ``resource_id``: ``*`` and ``{name}`` stand for one segment, ``**`` for any number of them."""

    def __init__(self, resource_id: str) -> None:
        self.parts = tuple(_part(part) for part in resource_id.strip("/").split("/") if part)
        self.rank = tuple(kind for kind, _ in self.parts)
        """How specific it is: compared segment by segment, a longer one is more than its beginning."""

    def matches(self, segments: Segments) -> bool:
        """Say whether it fits the segments of a path."""
        return _fits(self.parts, segments, frozenset()) is True

    def fits(self, segments: Segments, open_places: frozenset[int]) -> bool | None:
        """Say whether it fits whatever stands at the open places; None where that depends on it."""
        return _fits(self.parts, segments, open_places)


_Part = tuple[int, "re.Pattern[str] | str"]


def _part(text: str) -> _Part:
    if text == "**":
        return _ANY_DEPTH, ""
    if text == "*" or (text.startswith("{") and text.endswith("}")):
        return _ANY, ""
    if "*" not in text and "?" not in text:
        return _LITERAL, text
    signs = {"*": ".*", "?": "."}
    return _PARTLY, re.compile("".join(signs.get(sign, re.escape(sign)) for sign in text), re.DOTALL)


def _fits(parts: Sequence[_Part], segments: Segments, open_places: frozenset[int]) -> bool | None:
    """Match from the end of the pattern on, a row for each part: what fits the segments from each place on."""
    count = len(segments)
    row: list[bool | None] = [*([False] * count), True]
    for kind, what in reversed(parts):
        if kind == _ANY_DEPTH:
            for place in range(count - 1, -1, -1):
                row[place] = _either(row[place], row[place + 1])
            continue
        fits = (_segment_fits(kind, what, segment, place in open_places) for place, segment in enumerate(segments))
        before: list[bool | None] = [_both(fit, row[place + 1]) for place, fit in enumerate(fits)]
        row = [*before, False]
    return row[0]


def _segment_fits(kind: int, what: "re.Pattern[str] | str", segment: str, is_open: bool) -> bool | None:
    if kind == _ANY:
        return True
    if is_open:
        return None
    return segment == what if isinstance(what, str) else what.fullmatch(segment) is not None


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return True if one and other else None


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return False if one is False and other is False else None


class _Entry(NamedTuple):
    pattern: Pattern
    settings: ResourceSettings
    permission: Permission

    def covers(self, version: Version) -> bool:
        ranges = self.settings.version_range
        return not ranges or any(covers(version, one.from_, one.until) for one in ranges)


class Row(NamedTuple):
    """A row of the table of resources, as far as permissions ask for it."""

    method: str
    path: str
    pattern: Segments
    """Segments; ``{name}`` takes any text, ``({name})`` several ids in brackets."""


class ClientPermissions:
    """What one client may; decisions are remembered for each row of the table of resources."""

    def __init__(self, settings: ClientSettings, header_names: Sequence[str] = ()) -> None:
        self.settings = settings
        self.origins = frozenset(settings.allowed_origins)
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in settings.response_headers.items()
            if _is_allowed(name, header_names)
        ]
        self._entries = sorted(
            (_entry(settings, resource) for resource in reversed(settings.resources)),
            key=lambda entry: entry.pattern.rank,
            reverse=True,
        )
        self._decided: dict[tuple[Row, Version], tuple[_Entry, ...] | Permission] = {}

    def decide(self, row: Row, version: Version, segments: Segments) -> Permission | Refusal:
        """Return what is granted of a call, the most specific entry's."""
        decided = self._remembered(row, version)
        if isinstance(decided, Permission):
            return decided
        return self._by_ids(decided, row, segments) or self._refusal(row, version, segments)

    def granted(self, row: Row, version: Version) -> tuple[Permission, ...]:
        """Return what is granted of a call, of which the ids of its path may choose one; nothing if it is refused."""
        decided = self._remembered(row, version)
        return (decided,) if isinstance(decided, Permission) else tuple(entry.permission for entry in decided)

    def _remembered(self, row: Row, version: Version) -> tuple["_Entry", ...] | Permission:
        key = (row, version)
        decided = self._decided.get(key)
        if decided is None:
            decided = self._decided[key] = self._decision(row, version)
        return decided

    def _decision(self, row: Row, version: Version) -> tuple[_Entry, ...] | Permission:
        """Return what is granted whatever the ids of a path are, or the entries that it depends on."""
        places = frozenset(place for place, part in enumerate(row.pattern) if "{" in part)
        possible: list[_Entry] = []
        for entry in self._entries:
            if row.method.lower() not in entry.settings.methods or not entry.covers(version):
                continue
            fits = entry.pattern.fits(row.pattern, places)
            if fits is not False:
                possible.append(entry)
            if fits:
                break
        if possible and possible[0].pattern.fits(row.pattern, places):
            return possible[0].permission
        return tuple(possible)

    def _by_ids(self, entries: tuple[_Entry, ...], row: Row, segments: Segments) -> Permission | None:
        """Decide for each id of a path; every one must be granted."""
        found: list[Permission] = []
        for path in _paths(row, segments):
            granted = next((one for one in entries if one.pattern.matches(path) or one.pattern.matches(segments)), None)
            if granted is None:
                return None
            if granted.permission not in found:
                found.append(granted.permission)
        return _joined(found)

    def _refusal(self, row: Row, version: Version, segments: Segments) -> Refusal:
        methods: set[str] = set()
        matched = False
        for entry in self._entries:
            if entry.covers(version) and any(entry.pattern.matches(path) for path in _paths(row, segments)):
                matched = True
                methods.update(entry.settings.methods)
        return Refusal(
            reads="get" in methods, writes=bool(methods & {"post", "put", "patch", "delete"}), matched=matched
        )


class Permissions:
    """What the clients of a site may; an entry of the site's own settings stands in for one of all sites."""

    def __init__(self, documents: Iterable[SettingsDocument], header_names: Sequence[str] = ()) -> None:
        self._settings = {client.client_id: client for document in documents for client in document.clients}
        self._header_names = header_names
        self._compiled: dict[str, ClientPermissions] = {}
        self.origins = frozenset(origin for client in self._settings.values() for origin in client.allowed_origins)
        """Origins that some client has."""

    def of(self, client_id: str) -> ClientPermissions | None:
        """Return what a client may; None if it has no entry."""
        found = self._compiled.get(client_id)
        if found is None and client_id in self._settings:
            found = self._compiled[client_id] = ClientPermissions(self._settings[client_id], self._header_names)
        return found

    def only(self) -> str:
        """Return the client that has an entry, if it is the only one."""
        return next(iter(self._settings)) if len(self._settings) == 1 else ""


def _entry(client: ClientSettings, resource: ResourceSettings) -> _Entry:
    permission = Permission(
        read=_UNSEEN if resource.read_attributes is None else selection(resource.read_attributes),
        write=_writable(resource.write_attributes),
        cache_time=resource.cache_time,
        personalized=resource.personalized_caching_enabled,
        config=resource.config,
        locale=resource.locale or client.locale,
        entries=(resource.resource_id,),
    )
    return _Entry(Pattern(resource.resource_id), resource, permission)


@lru_cache(1000)
def _writable(text: str | None) -> Selector | None:
    """Return a filter; None lets everything through, no text nothing."""
    if text is None:
        return _NOTHING
    selector = parse_selector(text)
    return None if selector.everything else selector


def _paths(row: Row, segments: Segments) -> list[Segments]:
    """Return the path of each id, where a segment names several."""
    for place, part in enumerate(row.pattern):
        if part.startswith("({"):
            ids = [text.strip() for text in segments[place][1:-1].split(",")]
            return [(*segments[:place], text, *segments[place + 1 :]) for text in ids]
    return [segments]


def _joined(found: list[Permission]) -> Permission:
    """Join what is granted of several ids: only what is granted of each."""
    first = found[0]
    if len(found) == 1:
        return first
    return first._replace(
        read=reduce(combined, (one.read for one in found)),
        cache_time=min(one.cache_time for one in found),
        personalized=all(one.personalized for one in found),
        entries=tuple(entry for one in found for entry in one.entries),
    )


def _is_allowed(name: str, patterns: Sequence[str]) -> bool:
    """Say whether a client may have a header of this name; those of the platform itself are none of its."""
    name = name.lower()
    if name.startswith("x-dw-"):
        return False
    return any(name.startswith(one[:-1]) if one.endswith("*") else name == one for one in map(str.lower, patterns))
