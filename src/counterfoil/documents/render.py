"""A document in the wire form of a version, as a plain dict in wire order.

Follows the conventions of the documents page of the Shop API reference and the key order of recorded answers.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.flash import Flash
from counterfoil.documents.properties import LATER_SPELLING, Document, RenderContext
from counterfoil.documents.values import datetime_in_minutes, padded, quantity, rate
from counterfoil.versions import Version, parse_version

_STATEFUL = parse_version("16.1")
"""The first version that writes ``_resource_state`` and ``_flash``; the 15.2 page has neither."""

_Write = Callable[[Any, Any, RenderContext], Any]
"""Value, its document and context to wire value; None leaves the property out."""
_LEFT_OUT, _NULL, _WRITTEN = range(3)
"""What happens to a property without value."""


class _Plan(NamedTuple):
    head: dict[str, Any]
    values: Callable[[Document], tuple[Any, ...]]
    rows: tuple[tuple[str, _Write | None, int], ...]
    custom: str | None


def render(
    document: Document,
    version: Version,
    context: RenderContext,
    *,
    state: str | None = None,
    flashes: Sequence[Flash] | None = None,
    secrets: bool = False,
) -> dict[str, Any]:
    """Return the top-level document of an answer; ``secrets`` is for payment hooks, which may see card numbers."""
    out: dict[str, Any] = {"_v": str(version)}
    typed = version >= context.typed_since
    plan = _plan(type(document), version, typed, secrets)
    out.update(plan.head)
    if version >= _STATEFUL:
        if state is not None:
            out["_resource_state"] = state
        if flashes:
            flash_plan = _plan(Flash, version, typed, False)
            out["_flash"] = [_document(flash_plan, flash, context, dict(flash_plan.head)) for flash in flashes]
    return _document(plan, document, context, out)


def render_nested(document: Document, version: Version, context: RenderContext) -> dict[str, Any]:
    """Return a document as it stands inside another one."""
    plan = _plan(type(document), version, version >= context.typed_since, False)
    return _document(plan, document, context, plan.head.copy())


def _document(plan: _Plan, document: Any, context: RenderContext, out: dict[str, Any]) -> dict[str, Any]:
    for (name, write, absent), value in zip(plan.rows, plan.values(document), strict=True):
        if value is None and absent != _WRITTEN:
            if absent == _NULL:
                out[name] = None
        elif write is None:
            out[name] = value
        else:
            written = write(value, document, context)
            if written is not None:
                out[name] = written
    if plan.custom is not None:
        custom = getattr(document, plan.custom)
        if custom:
            out.update((name, custom[name]) for name in sorted(custom) if custom[name] not in (None, []))
    return out


@cache
def _plan(cls: type[Document], version: Version, typed: bool, secrets: bool) -> _Plan:
    shown = [(name, field) for name, field in wire_fields(cls, version) if secrets or field.attribute not in cls.secret]
    attributes = [field.attribute for _, field in shown]
    values: Callable[[Document], tuple[Any, ...]]
    if len(attributes) > 1:
        values = attrgetter(*attributes)
    else:

        def values(document: Document) -> tuple[Any, ...]:
            return tuple(getattr(document, attribute) for attribute in attributes)

    return _Plan(
        head={"_type": type_name(cls)} if typed and cls.typed else {},
        values=values,
        rows=tuple((name, _writer(field, version, typed, secrets), _absent(field, version)) for name, field in shown),
        custom=cls.custom_attribute,
    )


def _absent(field: Field, version: Version) -> int:
    if field.row.computed:
        return _WRITTEN
    return _NULL if field.row.null and version >= LATER_SPELLING else _LEFT_OUT


def _writer(field: Field, version: Version, typed: bool, secrets: bool) -> _Write | None:
    write = _nested(field, version, typed, secrets) if field.document else _scalar(field.kind, version)
    if field.shape == "list":
        write = _list(write)
    elif field.shape == "map":
        write = _map(write)
    elif field.document:
        write = _unless_empty(write)
    return _computed(field, write) if field.row.computed else write


def _scalar(kind: str, version: Version) -> _Write | None:
    early = version < LATER_SPELLING
    convert: Callable[[Any], Any] | None = {
        "quantity": padded if early else quantity,
        "rate": rate,
        "datetime": datetime_in_minutes if early else None,
    }.get(kind)
    if convert is None:
        return None
    return lambda value, _document, _context: convert(value)


def _nested(field: Field, version: Version, typed: bool, secrets: bool) -> _Write:
    cls = field.document
    assert cls is not None

    plan: _Plan | None = None  # found at the first use: a class may contain itself

    def write(value: Document, _parent: Document, context: RenderContext) -> dict[str, Any]:
        nonlocal plan
        if plan is None:
            plan = _plan(cls, version, typed, secrets)
        return _document(plan, value, context, plan.head.copy())

    return write


def _unless_empty(write: _Write | None) -> _Write:
    assert write is not None

    def write_filled(value: Any, document: Any, context: RenderContext) -> Any:
        written = write(value, document, context)
        return written if len(written) > ("_type" in written) else None

    return write_filled


def _list(write: _Write | None) -> _Write:
    def write_list(values: list[Any], document: Any, context: RenderContext) -> list[Any] | None:
        if write is None:
            return list(values) or None
        return [write(value, document, context) for value in values] or None

    return write_list


def _map(write: _Write | None) -> _Write:
    def write_map(values: dict[str, Any], document: Any, context: RenderContext) -> dict[str, Any] | None:
        if write is None:
            return dict(values) or None
        return {name: write(value, document, context) for name, value in values.items()} or None

    return write_map


def _computed(field: Field, write: _Write | None) -> _Write:
    compute = field.row.computed
    assert compute is not None

    def write_computed(value: Any, document: Any, context: RenderContext) -> Any:
        made = compute(document, context)
        if made is None:
            made = value
        if made is None or write is None:
            return made
        return write(made, document, context)

    return write_computed


def envelope_first(rendered: dict[str, Any]) -> dict[str, Any]:
    """Put ``_flash`` where it belongs when a hook has added it to a rendered document."""
    if "_flash" not in rendered:
        return rendered
    first = ("_v", "_type", "_resource_state", "_flash")
    names = [name for name in first if name in rendered] + [name for name in rendered if name not in first]
    return {name: rendered[name] for name in names}
