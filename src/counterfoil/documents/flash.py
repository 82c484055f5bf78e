"""A flash: what a basket still lacks before it can be submitted.

Follows the flash table of the Shop API reference; answers recorded from 21.3 name type, message and path first.
"""

from typing import Any, ClassVar

from counterfoil.documents.properties import Document


class Flash(Document):
    declared_order: ClassVar[bool] = True

    type: str | None = None
    message: str | None = None
    path: str | None = None
    details: dict[str, Any] | None = None
    """Ids that belong to the message, such as ``{"shipmentId": "me"}``."""
