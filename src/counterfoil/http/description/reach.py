"""What of each document the filters of a caller's settings let through, over all that he is granted.

A description has one schema for a document, whichever operation shows or takes it: it has the properties that some
granted operation shows or takes somewhere.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from counterfoil.documents.custom_types import PREFIX
from counterfoil.documents.fields import Field, wire_fields
from counterfoil.documents.properties import Document
from counterfoil.documents.selection import EVERYTHING, Level
from counterfoil.http.description.operations import Operation
from counterfoil.versions import Version

_ANY_CUSTOM = PREFIX
"""Stands for a custom attribute that no filter names."""


class Reach:
    """What granted operations show and take of the document classes."""

    def __init__(self, found: Sequence[Operation], version: Version) -> None:
        self._shown = _Walk(version, takes=False)
        self._taken = _Walk(version, takes=True)
        self._complete = _Walk(version, takes=True)
        """What would be taken without filters."""
        for one in found:
            row = one.route
            for permission in one.granted:
                if row.response is not None:
                    self._shown.enter(row.response, permission.read.level if permission.read else EVERYTHING)
                if row.request is not None:
                    level = Level((permission.write,)) if permission.write else EVERYTHING
                    self._taken.enter(row.request, level, whole=row.whole)
                    self._complete.enter(row.request, EVERYTHING, whole=row.whole)

    def has(self, cls: type[Document], name: str) -> bool:
        """Say whether a property is shown or taken at all."""
        return self._shown.reaches(cls, name) or self._taken.reaches(cls, name)

    def only_shows(self, cls: type[Document], name: str) -> bool:
        """Say whether nothing takes a property that would be taken without filters."""
        return self._complete.reaches(cls, name) and not self._taken.reaches(cls, name)

    def has_any_custom(self, cls: type[Document]) -> bool:
        """Say whether custom attributes are shown or taken that no filter names."""
        return self.has(cls, _ANY_CUSTOM)

    def named_custom(self, cls: type[Document]) -> set[str]:
        """Return the custom attributes that a filter of what is shown names."""
        return {name for name in self._shown.names(cls) if name.startswith(PREFIX) and name != _ANY_CUSTOM}


def reach_of(found: Sequence[Operation], version: Version) -> Reach | None:
    """Return what operations reach; None where nothing is filtered."""
    granted = (permission for one in found for permission in one.granted)
    filtered = any(permission.read is not None or permission.write is not None for permission in granted)
    return Reach(found, version) if filtered else None


class _Reached(NamedTuple):
    names: set[str]
    levels: list[Level]
    """What was let through of the class, at the places it was met."""


class _Walk:
    """Goes from whole documents down to what is inside them."""

    def __init__(self, version: Version, *, takes: bool) -> None:
        self._version = version
        self._takes = takes
        self._reached: dict[type[Document], _Reached] = {}
        self._entire: set[tuple[type[Document], bool]] = set()
        """Classes that were met without any filter: nothing can be added to them."""

    def names(self, cls: type[Document]) -> set[str]:
        found = self._reached.get(cls)
        return found.names if found is not None else set()

    def reaches(self, cls: type[Document], name: str) -> bool:
        """Say whether a property is let through; a custom attribute may be one that nobody named."""
        found = self._reached.get(cls)
        if found is None:
            return False
        if name.startswith(PREFIX) and cls.custom_attribute is not None:
            return any(level.ways(name, document=False) for level in found.levels)
        return name in found.names

    def enter(self, cls: type[Document], level: Level, *, whole: bool = False) -> None:
        if level == EVERYTHING:
            if (cls, whole) in self._entire:
                return
            self._entire.add((cls, whole))
        reached = self._reached.setdefault(cls, _Reached(set(), []))
        reached.levels.append(level)
        reached.names.update(name for one in level.chosen for name in one.chosen if name.startswith(PREFIX))
        for name, field in self._properties(cls, whole=whole):
            for below in _ways(level, name, field):
                reached.names.add(name)
                if field.document is not None:
                    self.enter(field.document, below, whole=whole)

    def _properties(self, cls: type[Document], *, whole: bool) -> Iterator[tuple[str, Field]]:
        """Walk over what an answer may show, or what a request may set."""
        for name, field in wire_fields(cls, self._version):
            ignored = field.row.computed is not None or (field.row.read_only and not whole)
            if not (ignored if self._takes else field.attribute in cls.secret):
                yield name, field


def _ways(level: Level, name: str, field: Field) -> list[Level]:
    holds_documents = field.document is not None or field.shape == "map"
    ways = level.ways(name, document=holds_documents)
    return ways or (level.ways(name, document=True) if field.kind == "any" else [])
