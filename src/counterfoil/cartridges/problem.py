"""What is amiss with a cartridge, said so that its author finds the place."""

from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing amiss; nothing of it keeps the other registrations from working."""

    file: Path
    line: int
    """Counted from 1; 0 where the file as a whole is meant."""
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{where}: {self.message}"
