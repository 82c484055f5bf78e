"""Forms of cartridges: what their definitions in ``forms/default`` say along the cartridge path, with no input."""

import re
from typing import Any

from counterfoil.archive.nodes import Node, units
from counterfoil.archive.report import MalformedFileError
from counterfoil.cartridges.registrations import Cartridges

_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")
_DEEPEST = 8


class Forms:
    """The forms of the cartridges on a path."""

    def __init__(self, cartridges: Cartridges) -> None:
        self._cartridges = cartridges

    def form(self, name: str) -> dict[str, Any] | None:
        """Return a form as a tree of groups, fields and actions; None where there is none that can be read."""
        children = self._children(name, 1)
        return None if children is None else {"kind": "group", "id": name, "children": children}

    def _children(self, name: str, depth: int) -> list[dict[str, Any]] | None:
        nodes = self._read(name) if depth <= _DEEPEST else None
        return None if nodes is None else [one for node in nodes if (one := self._element(node, depth)) is not None]

    def _read(self, name: str) -> list[Node] | None:
        for cartridge in self._cartridges.path:
            file = cartridge.tree.file(f"cartridge/forms/default/{name}.xml") if _NAME.fullmatch(name) else None
            if file is not None:
                try:
                    with file.open("rb") as stream:
                        return list(units(stream, frozenset()))[1:]
                except (MalformedFileError, OSError):
                    return None
        return None

    def _element(self, node: Node, depth: int) -> dict[str, Any] | None:
        given = node.attributes
        form_id = given.get("formid")
        if form_id is None:
            return None
        if node.tag == "include":
            children = self._children(given.get("name", ""), depth + 1)
            return None if children is None else {"kind": "group", "id": form_id, "children": children}
        if node.tag in ("group", "list"):
            inner = [one for child in node.children if (one := self._element(child, depth + 1)) is not None]
            return {"kind": "group", "id": form_id, "children": inner}
        if node.tag == "action":
            return {"kind": "action", "id": form_id}
        if node.tag != "field":
            return None
        return {
            "kind": "field",
            "id": form_id,
            "type": given.get("type", "string"),
            "label": given.get("label"),
            "description": given.get("description"),
            "mandatory": given.get("mandatory") == "true",
            "max_length": _number(given.get("max-length")),
            "min_length": _number(given.get("min-length")),
            "reg_ex": given.get("regexp"),
            "value": given.get("default-value"),
            "checked": given.get("checked") == "true",
            "min": _amount(given.get("min")),
            "max": _amount(given.get("max")),
            "options": [_option(child) for options in node.all("options") for child in options.all("option")],
        }


def _option(node: Node) -> dict[str, Any]:
    given = node.attributes
    return {
        "id": given.get("optionid", ""),
        "label": given.get("label"),
        "value": given.get("value", ""),
        "selected": given.get("selected") == "true",
    }


def _amount(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdigit() else None
