"""Custom objects: what the metadata says of their types, and what is stored of one.

Follows section 12.5 of the site archive reference; the attributes of a type are declared like those of system objects.
"""

from typing import Any

from msgspec import field

from counterfoil.documents.record import Record, Texts

TYPE_PREFIX = "CustomObject."
"""What comes before the id of a custom type where it stands beside system types."""
ORGANIZATION = ""
"""The scope of objects that all sites share."""


class CustomObjectType(Record):
    """A type of custom objects; those of another scope than ``site`` are shared by all sites."""

    type_id: str
    display_name: Texts = {}
    storage_scope: str = "site"
    retention_days: int = 0
    """Days that an object is kept for since it was created; 0 is for ever."""
    key_attribute: str = ""
    key_type: str = "string"

    def scope_on(self, site_id: str) -> str:
        """Return the scope that objects of the type have on a site."""
        return site_id if self.storage_scope == "site" else ORGANIZATION


class CustomObjectData(Record):
    """A custom object beside its key: custom attributes by their ids."""

    attributes: dict[str, Any] = field(default_factory=dict)
