"""Plain wire structure to XML bytes, in the mapping that :mod:`counterfoil.documents.xml` describes."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.flash import Flash
from counterfoil.documents.properties import Document
from counterfoil.documents.xml_tree import NAMESPACE
from counterfoil.versions import Version

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XSI = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# The same as xml.sax.saxutils, which loads a client for HTTP and mail.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def encode(plain: dict[str, Any], cls: type[Document], version: Version) -> bytes:
    """Write the rendered document of a class; what a hook added to it is written by its own type."""
    out: list[str] = []
    _write_members(out, plain, cls, version)
    return _document(type_name(cls), out, version)


def encode_list(documents: Iterable[dict[str, Any]], cls: type[Document], version: Version) -> bytes:
    """Write an array of rendered documents of one class."""
    out: list[str] = []
    for plain in documents:
        _write_document(out, type_name(cls), plain, cls, version)
    return _document(f"{type_name(cls)}s", out, version)


def encode_fault(plain: dict[str, Any], version: Version) -> bytes:
    """Write a fault document, type and message first."""
    fault = dict(plain["fault"])
    arguments = fault.pop("arguments", None)
    out: list[str] = []
    _write_value(out, "_v", plain["_v"])
    out.append("<fault>")
    for name, value in fault.items():
        _write_value(out, name, value)
    if arguments is not None:
        _write_value(out, "arguments", arguments)
    out.append("</fault>")
    return _document("document", out, version)


def _document(name: str, content: list[str], version: Version) -> bytes:
    root = f'<{name} xmlns="{NAMESPACE}{version}"{_XSI}>'
    return f"{_HEAD}{root}{''.join(content)}</{name}>".encode()


def _write_members(out: list[str], plain: dict[str, Any], cls: type[Document], version: Version) -> None:
    fields = _fields_by_name(cls, version)
    for name, value in plain.items():
        if name == "_flash" and isinstance(value, list):
            _write_flashes(out, value, version)
            continue
        field = fields.get(name)
        if field is None or value is None or field.kind == "any":
            _write_value(out, name, value)
        elif field.document is not None and field.shape == "list" and isinstance(value, list):
            out.append(f"<{name}>")
            for item in value:
                _write_document(out, type_name(field.document), item, field.document, version)
            out.append(f"</{name}>")
        elif field.document is not None and field.shape == "one":
            _write_document(out, name, value, field.document, version)
        else:
            _write_value(out, name, value, typed=False)


def _fields_by_name(cls: type[Document], version: Version) -> dict[str, Field]:
    return dict(wire_fields(cls, version))


def _write_document(out: list[str], name: str, plain: Any, cls: type[Document], version: Version) -> None:
    if not isinstance(plain, dict):  # a hook's doing
        _write_value(out, name, plain)
        return
    out.append(f"<{name}>")
    _write_members(out, plain, cls, version)
    out.append(f"</{name}>")


def _write_flashes(out: list[str], flashes: list[Any], version: Version) -> None:
    out.append("<_flash>")
    for flash in flashes:
        _write_document(out, "flash", flash, Flash, version)
    out.append("</_flash>")


def _write_value(out: list[str], name: str, value: Any, *, key: str | None = None, typed: bool = True) -> None:
    """Write any value by what it is; a name that XML does not allow becomes the key of an entry."""
    if key is None and not _NAME.fullmatch(name):
        name, key = "entry", name
    opening = name if key is None else f'{name} key="{_allowed(key).translate(_ATTRIBUTE)}"'
    if value is None:
        out.append(f'<{opening} xsi:nil="true"/>')
    elif isinstance(value, dict):
        out.append(f"<{opening}>")
        for entry, item in value.items():
            _write_value(out, "entry", item, key=str(entry), typed=typed)
        out.append(f"</{name}>")
    elif isinstance(value, list | tuple):
        out.append(f"<{opening}>")
        for item in value:
            _write_value(out, "value", item, typed=typed)
        out.append(f"</{name}>")
    else:
        kind, text = _scalar(value)
        mark = f' xsi:type="xs:{kind}"' if typed and kind else ""
        out.append(f"<{opening}{mark}>{text}</{name}>")


def _scalar(value: Any) -> tuple[str, str]:
    match value:
        case bool():
            return "boolean", "true" if value else "false"
        case int():
            return "integer", str(value)
        case Decimal():
            return "decimal", f"{value:f}"
        case float():
            return "double", repr(value)
        case _:
            return "", _allowed(str(value)).translate(_TEXT)


def _allowed(text: str) -> str:
    """Replace the characters that XML 1.0 cannot hold, not even escaped."""
    return _FORBIDDEN.sub("\ufffd", text)
