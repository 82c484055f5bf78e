"""The JSON of later versions straight from a document's stored form, five times as fast as rendering it.

The stored form has the later names already, so that it is only sorted, typed and cut to what a version shows, and its
links are made. Where more is needed (parts of parts, custom objects) the answer is None, and the document is rendered.
Both give the same bytes for calculated documents, whose quantities and rates have the form they are written in; a
property test holds them to it. What a selection leaves out is not read at all, if names say what that is.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from msgspec import Raw, ValidationError, defstruct, field
from msgspec.json import Decoder, Encoder

from counterfoil.documents import json
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.flash import Flash
from counterfoil.documents.properties import TYPED, Computed, Document, RenderContext
from counterfoil.documents.render import render_nested
from counterfoil.documents.selection import EVERYTHING, Level, NotByNameError, Selection
from counterfoil.documents.selector import NOTHING
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
    selection: Selection | None = None,
) -> bytes | None:
    """Return the JSON of a stored document, or None where it has to be rendered.

    ``identified`` is of the document's class and holds what its links are made of. Of a selection that is new or not
    by names alone, the whole answer is made and read again.
    """
    if version < TYPED or version < context.typed_since or _EMPTY_DOCUMENT in body:
        return None
    plan = _plan(type(identified), version) if selection is None else _plan_for(type(identified), version, selection)
    made = _encoded(plan or _plan(type(identified), version), body, identified, version, context, state, flashes)
    if made is None or plan is not None or selection is None:
        return made
    return json.encode(selection.select(json.plain(Raw(made))))


def _encoded(
    plan: "_Plan",
    body: bytes,
    identified: Document,
    version: Version,
    context: RenderContext,
    state: str,
    flashes: Sequence[Flash] | None,
) -> bytes | None:
    try:
        shown = plan.decoder.decode(body)
    except ValidationError:  # it has a property that must not be there
        return None
    for name, compute in plan.computed:
        made = compute(identified, context)
        if made is not None:
            setattr(shown, name, _raw(made, version, context, plan.top, name))
    for inside in plan.inside:
        _compute_inside(shown, inside, version, context)
    members = _with_custom_members(_ENCODER.encode(shown))
    if members is None:
        return None
    parts = [plan.head]
    if plan.stateful:
        parts.append(state.encode("ascii") + b'"')
    if flashes:
        shown_flashes = [render_nested(found, version, context) for found in flashes]
        kept = shown_flashes if plan.top == EVERYTHING else plan.top.of_value("_flash", shown_flashes)
        if kept is not NOTHING:
            parts.append(b',"_flash":' + json.encode(kept))
    parts.append(members[plan.typed :])
    return b"".join(parts)


def _raw(made: Any, version: Version, context: RenderContext, level: Level = EVERYTHING, name: str = "") -> Raw:
    plain = render_nested(made, version, context) if isinstance(made, Document) else made
    if level is not EVERYTHING:
        plain = level.of_value(name, plain)
    return Raw(b"") if plain is NOTHING else Raw(json.encode(plain))


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
        if not members:  # none of those that are there is selected
            parts.append(encoded[done:start].removesuffix(b","))
            done = end + 1
            start = encoded.find(_CUSTOM, done)
            continue
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
    stateful: bool
    """Whether the head ends where the state belongs."""
    typed: int
    """How long the beginning is that the head stands in for."""
    top: Level


def _plan_for(cls: type[Document], version: Version, selection: Selection) -> _Plan | None:
    """Return the plan of a selection, None if there can be none or its uses were few so far."""
    key = (cls, version)
    if key not in selection.plans:
        if not selection.worth_a_plan(key):
            return None
        try:
            selection.plans[key] = _made_plan(cls, version, selection.level)
        except NotByNameError:
            selection.plans[key] = None
    plan: _Plan | None = selection.plans[key]
    return plan


@cache
def _plan(cls: type[Document], version: Version) -> _Plan:
    return _made_plan(cls, version, EVERYTHING)


def _made_plan(cls: type[Document], version: Version, level: Level) -> _Plan:
    name = type_name(cls)
    shown, stateful = (level.below(each, document=False) is not None for each in ("_type", "_resource_state"))
    wire = _Wire(version, [])
    decoder = Decoder(wire.class_of(cls, level, (), ()))
    head = f'{{"_v":"{version}"' + (f',"_type":"{name}"' if shown else "")
    return _Plan(
        decoder=decoder,
        computed=tuple(row for row in _computed(cls, version) if row[0] in decoder.type.__struct_fields__),
        inside=tuple(wire.inside),
        head=(head + ',"_resource_state":"' if stateful else head).encode(),
        stateful=stateful,
        typed=len(f'{{"_type":"{name}"'),
        top=level,
    )


def _computed(cls: type[Document], version: Version) -> _ComputedRows:
    return tuple((name, found.row.computed) for name, found in wire_fields(cls, version) if found.row.computed)


class _Wire(NamedTuple):
    """The making of the structs that read a stored document and write it in wire order."""

    version: Version
    inside: list[_Inside]
    """What is computed in documents inside, noted while their structs are made."""

    def class_of(
        self, cls: type[Document], level: Level, outer: tuple[type[Document], ...], path: tuple[str, ...]
    ) -> type[Any]:
        rows = []
        for name, found in wire_fields(cls, self.version):
            row = self._row(name, found, level, (*outer, cls), path)
            if row is not None:
                rows.append(row)
        kept = {name for name, *_ in rows}
        computed = tuple(row for row in _computed(cls, self.version) if row[0] in kept)
        if computed and path:
            if level != EVERYTHING:  # they may be made of what is left out
                raise NotByNameError
            self.inside.append(_Inside(path, computed))
        rows += _custom_rows(cls, level)
        typed = not path or level.below("_type", document=False) is not None
        return defstruct(
            cls.__name__,
            rows,
            tag_field="_type" if typed else None,
            tag=type_name(cls) if typed else None,
            omit_defaults=True,
            kw_only=True,
        )

    def _row(
        self, name: str, found: Field, level: Level, outer: tuple[type[Document], ...], path: tuple[str, ...]
    ) -> tuple[str, Any, Any] | None:
        below = level.below(name, document=_holds_documents(found, level))
        if below is None:
            return None
        if found.row.computed:
            return name, Raw, _ABSENT
        if found.document is None:
            if below != EVERYTHING:
                raise NotByNameError
            return name, Raw, field(default_factory=_null) if found.row.null else _ABSENT
        if any(issubclass(found.document, around) for around in outer):  # it is inside of itself
            return name, None, None
        kind = self.class_of(found.document, below, outer, (*path, name))
        if found.shape == "list":
            return name, list[kind], field(default_factory=list)  # type: ignore[valid-type]  # made above
        return name, kind | None, None


def _holds_documents(found: Field, level: Level) -> bool:
    if found.kind == "any" and level != EVERYTHING:
        raise NotByNameError
    return found.document is not None or found.shape == "map"


def _custom_rows(cls: type[Document], level: Level) -> list[tuple[str, Any, Any]]:
    names = level.custom_names() if cls.custom_attribute is not None else frozenset()
    if names is not None and not names:
        return []
    if cls.custom_attribute != "custom":  # a class that has a property "custom" of its own: seldom any, then rendered
        return [(cls.custom_attribute or "", None, None)]
    if names is None:
        return [("custom", Raw, _ABSENT)]
    ordered = dict(enumerate(sorted(names)))
    rows = [(f"c{place}", Raw, _ABSENT) for place in ordered]
    named = {f"c{place}": name for place, name in ordered.items()}
    return [("custom", defstruct("Custom", rows, rename=named, omit_defaults=True, kw_only=True) | None, None)]


def _null() -> Raw:
    return Raw(b"null")
