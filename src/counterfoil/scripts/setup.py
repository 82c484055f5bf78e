"""What a worker is told when it starts."""

from msgspec import Struct


class DocumentShape(Struct, frozen=True):
    """What scripts find in documents of a type whether it is there or not."""

    lists: tuple[str, ...]
    """The properties that are lists: they are empty where a document has none."""
    within: dict[str, str]
    """The types of the documents in it, by property; those of a request do not say of what type they are."""


class Setup(Struct, kw_only=True):
    """Cartridges, limits, and what scripts may reach."""

    folders: tuple[str, ...] = ()
    """Folders that hold cartridges."""
    cartridge_path: tuple[str, ...] = ()
    memory_bytes: int = 64 * 2**20
    processor_seconds: float = 5.0
    documents: dict[str, DocumentShape] = {}
    """The shapes of documents by the names of their types."""
