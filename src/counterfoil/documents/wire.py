"""The JSON of later versions straight from a document's stored form, five times as fast as rendering it.

The stored form has the later names already, so that it is only sorted, typed and cut to what a version shows, and its
links are made. Where more is needed (parts of parts, custom objects) the answer is None, and the document is rendered.
Both give the same bytes for calculated documents, whose quantities and rates have the form they are written in; a
property test holds them to it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from msgspec import Raw, ValidationError, defstruct, field
from msgspec.json import Decoder, Encoder

from counterfoil.documents import json
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.flash import Flash
from counterfoil.documents.properties import Computed, Document, RenderContext
from counterfoil.documents.render import TYPED, render_nested
from counterfoil.versions import Version

_CUSTOM = b'"custom":{'
_EMPTY_VALUES = (b":null", b":[]")
_EMPTY_DOCUMENT = b":{}"
_ABSENT = Raw(b"")
_ENCODER = Encoder()


def encode_stored(
    body: bytes,
    identified: Document,
    version: Version,
    context: RenderContext,
    *,
    state: str,
    flashes: Sequence[Flash] | None = None,
) -> bytes | None:
    """Return the JSON of a stored document, or None where it has to be rendered.

    ``identified`` is of the document's class and holds what its links are made of.
    """
    if version < TYPED or _EMPTY_DOCUMENT in body:
        return None
    plan = _plan(type(identified), version)
    try:
        shown = plan.decoder.decode(body)
    except ValidationError:  # it has a property that must not be there
        return None
    for name, compute in plan.computed:
        made = compute(identified, context)
        if made is not None:
            setattr(shown, name, _raw(made, version, context))
    for inside in plan.inside:
        _compute_inside(shown, inside, version, context)
    members = _with_custom_members(_ENCODER.encode(shown))
    if members is None:
        return None
    flash = b""
    if flashes:
        flash = b',"_flash":' + json.encode([render_nested(found, version, context) for found in flashes])
    return b"".join((plan.head, state.encode("ascii"), b'"', flash, members[plan.typed :]))


def _raw(made: Any, version: Version, context: RenderContext) -> Raw:
    plain = render_nested(made, version, context) if isinstance(made, Document) else made
    return Raw(json.encode(plain))


def _compute_inside(shown: Any, inside: "_Inside", version: Version, context: RenderContext) -> None:
    """Work out properties of documents inside a document, all of those at one place of it."""
    level = [shown]
    for name in inside.path:
        values = [value for each in level if (value := getattr(each, name))]
        if not values:
            return
        level = [part for value in values for part in (value if type(value) is list else (value,))]
    for each in level:
        for name, compute in inside.computed:
            made = compute(_Read(each), context)
            if made is not None:
                setattr(each, name, _raw(made, version, context))


class _Read:
    """A document inside another, of which a property is read only when it is asked for."""

    def __init__(self, shown: Any) -> None:
        self._shown = shown

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._shown, name)
        return json.plain(value) if isinstance(value, Raw) and bytes(value) else None


def _with_custom_members(encoded: bytes) -> bytes | None:
    """Write custom attributes, kept as an object of their own, as members; None if one is not that simple."""
    start = encoded.find(_CUSTOM)
    if start < 0:
        return encoded
    parts: list[bytes] = []
    done = 0
    while start >= 0:
        first = start + len(_CUSTOM)
        end = encoded.find(b"}", first)
        members = encoded[first:end]
        # An odd quote, an escape or a brace: the brace found may be inside a text or end an inner object.
        if b"{" in members or b"\\" in members or members.count(b'"') % 2:
            return None
        if any(value in members for value in _EMPTY_VALUES):
            return None
        parts += (encoded[done:start], members)
        done = end + 1
        start = encoded.find(_CUSTOM, done)
    return b"".join((*parts, encoded[done:]))


_ComputedRows = tuple[tuple[str, Computed], ...]


class _Inside(NamedTuple):
    """Documents at one place inside another that have properties to be worked out."""

    path: tuple[str, ...]
    computed: _ComputedRows


class _Plan(NamedTuple):
    decoder: Decoder[Any]
    computed: _ComputedRows
    inside: tuple[_Inside, ...]
    head: bytes
    typed: int
    """How long the beginning is that the head stands in for."""


@cache
def _plan(cls: type[Document], version: Version) -> _Plan:
    name = type_name(cls)
    inside: list[_Inside] = []
    return _Plan(
        decoder=Decoder(_wire_class(cls, version, (), (), inside)),
        computed=_computed(cls, version),
        inside=tuple(inside),
        head=f'{{"_v":"{version}","_type":"{name}","_resource_state":"'.encode(),
        typed=len(f'{{"_type":"{name}"'),
    )


def _computed(cls: type[Document], version: Version) -> _ComputedRows:
    return tuple((name, found.row.computed) for name, found in wire_fields(cls, version) if found.row.computed)


def _wire_class(
    cls: type[Document],
    version: Version,
    outer: tuple[type[Document], ...],
    path: tuple[str, ...],
    inside: list[_Inside],
) -> type[Any]:
    """Make the struct that reads a stored document and writes it in wire order; note what is computed inside."""
    computed = _computed(cls, version)
    if computed and path:
        inside.append(_Inside(path, computed))
    rows = [_row(name, found, version, (*outer, cls), path, inside) for name, found in wire_fields(cls, version)]
    if cls.custom_attribute == "custom":
        rows.append(("custom", Raw, _ABSENT))
    elif cls.custom_attribute is not None:  # a class that has a property "custom" of its own: seldom any, then rendered
        rows.append((cls.custom_attribute, None, None))
    return defstruct(cls.__name__, rows, tag_field="_type", tag=type_name(cls), omit_defaults=True, kw_only=True)


def _row(
    name: str,
    found: Field,
    version: Version,
    outer: tuple[type[Document], ...],
    path: tuple[str, ...],
    inside: list[_Inside],
) -> tuple[str, Any, Any]:
    if found.row.computed:
        return name, Raw, _ABSENT
    if found.document is None:
        return name, Raw, field(default_factory=_null) if found.row.null else _ABSENT
    if any(issubclass(found.document, around) for around in outer):  # it is inside of itself
        return name, None, None
    kind = _wire_class(found.document, version, outer, (*path, name), inside)
    if found.shape == "list":
        return name, list[kind], field(default_factory=list)  # type: ignore[valid-type]  # made above
    return name, kind | None, None


def _null() -> Raw:
    return Raw(b"null")
