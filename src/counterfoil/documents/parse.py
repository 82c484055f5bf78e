"""A document out of the plain structure of a request body, checked property by property.

Follows the conventions of the documents page of the Shop API reference. Unknown properties, wrong types and broken
constraints are faults; what the server sets is accepted and ignored, so that a client may send a whole basket back.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

from counterfoil import faults
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.properties import Document
from counterfoil.documents.readers import (
    Reader,
    RefusedError,
    broken,
    custom_value,
    map_reader,
    scalar_reader,
    wrong_type,
)
from counterfoil.documents.redact import redact
from counterfoil.versions import Version

AnyDocument = TypeVar("AnyDocument", bound=Document)

ENVELOPE = frozenset({"_v", "_type", "_resource_state", "_flash"})
"""Accepted in every document; only ``_v`` is read here."""
_CUSTOM_NAME = re.compile(r"c_[A-Za-z0-9_.-]{1,256}")


class _Choices(NamedTuple):
    mandatory: bool
    read_only: bool


_CHOICES = {(one, other): _Choices(one, other) for one in (False, True) for other in (False, True)}


class _Plan(NamedTuple):
    name: str
    build: Callable[..., Document]
    readers: dict[str, tuple[str, Reader | None]]
    mandatory: tuple[tuple[str, str], ...]
    custom: str | None


def parse(
    cls: type[AnyDocument], plain: Any, version: Version, *, mandatory: bool = True, read_only: bool = False
) -> AnyDocument:
    """Read a document; see :func:`parse_present`."""
    return parse_present(cls, plain, version, mandatory=mandatory, read_only=read_only)[0]


def parse_present(
    cls: type[AnyDocument], plain: Any, version: Version, *, mandatory: bool = True, read_only: bool = False
) -> tuple[AnyDocument, frozenset[str]]:
    """Read a document, and the wire names of the writable properties its top level holds, null included.

    ``mandatory=False`` leaves it to the resource to miss a property. ``read_only=True`` keeps what only the server
    may set, for documents from the server's own side; what is computed for each answer is ignored all the same.
    Raises UNKNOWN_PROPERTY, TYPE_DECODING, PROPERTY_CONSTRAINT_VIOLATION, ENUM_CONSTRAINT_VIOLATION,
    INVALID_CUSTOM_PROPERTY, UNEXPECTED_VERSION.
    """
    plan = _plan(cls, version, _CHOICES[mandatory, read_only])
    present: set[str] = set()
    try:
        _check_envelope(plain, version)
        document = _document(plan, plain, present)
    except RefusedError as refused:
        raise refused.fault() from None
    return document, frozenset(present)  # type: ignore[return-value]  # the plan builds this class


def parse_list(
    cls: type[AnyDocument], plain: Any, version: Version, *, mandatory: bool = True, read_only: bool = False
) -> list[AnyDocument]:
    """Read the array of documents that some resources take; raises what :func:`parse_present` raises."""
    plan = _plan(cls, version, _CHOICES[mandatory, read_only])
    try:
        for item in plain if isinstance(plain, list) else ():
            _check_envelope(item, version)
        documents = _list_of(lambda value: _document(plan, value))(plain)
    except RefusedError as refused:
        raise refused.fault() from None
    return list(documents)


def check_version(plain: Any, version: Version) -> None:
    """Refuse the plain form of a document of another version; raises UNEXPECTED_VERSION, TYPE_DECODING."""
    try:
        _check_envelope(plain, version)
    except RefusedError as refused:
        raise refused.fault() from None


def _check_envelope(plain: Any, version: Version) -> None:
    if not isinstance(plain, dict):
        return
    for name in ("_v", "_resource_state"):
        value = plain.get(name)
        if value is not None and not isinstance(value, str):
            refused = wrong_type("string", value)
            refused.trail.append(name)
            raise refused
    if plain.get("_v") not in (None, str(version)):
        raise faults.UNEXPECTED_VERSION(version=redact(plain["_v"]))


def _document(plan: _Plan, plain: Any, present: set[str] | None = None) -> Document:
    if not isinstance(plain, dict):
        raise wrong_type(plan.name, plain)
    values: dict[str, Any] = {}
    custom: dict[str, Any] = {}
    name = ""
    try:
        for name, value in plain.items():
            known = plan.readers.get(name)
            if known is None:
                if not _is_custom(plan, name):
                    continue
                if value is not None and value != []:
                    custom[name] = custom_value(value)
            else:
                attribute, read = known
                if read is None:
                    continue
                values[attribute] = None if value is None else read(value)
            if present is not None:
                present.add(name)
    except RefusedError as refused:
        refused.trail.append(name)
        raise
    for missing, attribute in plan.mandatory:
        if values.get(attribute) is None:
            absent = broken(plan.name)
            absent.trail.append(missing)
            raise absent
    if custom:
        assert plan.custom is not None
        values[plan.custom] = custom
    return plan.build(**values)


def _is_custom(plan: _Plan, name: str) -> bool:
    """Say whether a name that the class does not know is a custom attribute; else it must be of the envelope."""
    if plan.custom is not None and _CUSTOM_NAME.fullmatch(name):
        return True
    if name not in ENVELOPE:
        raise faults.UNKNOWN_PROPERTY(property=redact(name), document=plan.name)
    return False


@cache
def _plan(cls: type[Document], version: Version, choices: _Choices) -> _Plan:
    readers: dict[str, tuple[str, Reader | None]] = {}
    mandatory = []
    for name, field in wire_fields(cls, version):
        ignored = field.row.computed is not None or (field.row.read_only and not choices.read_only)
        readers[name] = (field.attribute, None if ignored else _reader(cls, field, version, choices))
        if field.row.mandatory and choices.mandatory and not ignored:
            mandatory.append((name, field.attribute))
    return _Plan(type_name(cls), cls, readers, tuple(mandatory), cls.custom_attribute)


def _reader(cls: type[Document], field: Field, version: Version, choices: _Choices) -> Reader:
    if field.document is not None:
        read = _nested(field.document, version, choices)
    else:
        read = scalar_reader(type_name(cls), field)
    if field.shape == "list":
        return _list_of(read)
    return map_reader(read) if field.shape == "map" else read


def _nested(cls: type[Document], version: Version, choices: _Choices) -> Reader:
    plan: _Plan | None = None  # found at the first use: a class may contain itself

    def read(value: Any) -> Document:
        nonlocal plan
        if plan is None:
            plan = _plan(cls, version, choices)
        return _document(plan, value)

    return read


def _list_of(read: Reader) -> Reader:
    def read_list(values: Any) -> list[Any]:
        if not isinstance(values, list):
            raise wrong_type("array", values)
        documents = []
        try:
            for value in values:
                documents.append(read(value))  # one by one: the fault names how far it came
        except RefusedError as refused:
            refused.trail.append(len(documents))
            raise
        return documents

    return read_list
