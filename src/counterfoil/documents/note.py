"""Notes of a basket or an order.

Follows the documents page of the Shop API reference.
"""

from typing import Annotated

from counterfoil.documents.properties import DateTime, Document, prop


class Note(Document):
    created_by: Annotated[str | None, prop(read_only=True)] = None
    creation_date: Annotated[DateTime | None, prop(read_only=True)] = None
    id: Annotated[str | None, prop(read_only=True)] = None
    subject: Annotated[str | None, prop(max_length=256)] = None
    text: Annotated[str | None, prop(max_length=4000)] = None


class NotesResult(Document):
    notes: list[Note] | None = None
