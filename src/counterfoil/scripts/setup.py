"""What a worker is told when it starts."""

from msgspec import Struct


class Setup(Struct, kw_only=True):
    """Cartridges, limits, and what scripts may reach."""

    folders: tuple[str, ...] = ()
    """Folders that hold cartridges."""
    cartridge_path: tuple[str, ...] = ()
    memory_bytes: int = 64 * 2**20
    processor_seconds: float = 5.0
    lists: dict[str, tuple[str, ...]] = {}
    """The properties of documents that are lists, by the type's name: scripts find them empty where there are none."""
