"""Custom attributes of a document, changed by a request."""

from typing import Any


def change_custom(kept: dict[str, Any], given: dict[str, Any], present: frozenset[str]) -> None:
    """Take over custom attributes (any JSON value); one that is present without a value is removed."""
    for name in present:
        if name.startswith("c_") and name not in given:
            kept.pop(name, None)
    kept.update(given)
