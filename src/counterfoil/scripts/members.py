"""What the platform's script API holds, so that a missing member can be told from one that never was."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("platform_members.json")
_PROPERTIES = ("properties", "static_properties")


@cache
def table() -> dict[str, dict[str, Any]]:
    """Return the classes of the platform by name; read when the first script asks for a member nobody has."""
    classes: dict[str, dict[str, Any]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return classes


def is_class(name: str) -> bool:
    """Say whether the platform has a class."""
    return name in table()


def member_kind(class_name: str, member: str) -> str | None:
    """Say what a member is on the platform, on a class or on one it extends: a method, a property, or nothing."""
    found = table().get(class_name)
    while found is not None:
        if any(member in found.get(kind, ()) for kind in ("methods", "static_methods")):
            return "method"
        if member in found.get("constants", {}) or any(member in found.get(kind, ()) for kind in _PROPERTIES):
            return "property"
        found = table().get(found.get("extends", ""))
    return None
