"""SQLite file systems for accidents: one whose power can be cut, one whose disk can be full."""

from pathlib import Path
from threading import Lock
from typing import Any

import apsw


class FileLog:
    """What to undo to see a file as it was when it was last synchronised."""

    def __init__(self) -> None:
        self.undo: list[tuple[int, bytes, int]] = []

    def survivor(self, path: str) -> bytes:
        content = bytearray(Path(path).read_bytes())
        for offset, old, size in reversed(self.undo):
            content[offset : offset + len(old)] = old
            del content[size:]
        return bytes(content)


class AccidentVFS(apsw.VFS):
    """The system's files, watched and limited."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = Lock()
        self.logs: dict[str, FileLog] = {}
        self.writes_left: int | None = None
        """None: there is space; otherwise the number of writes until the disk is full."""
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        return AccidentFile(self, name, flags)

    def power_cut(self, folder: Path) -> None:
        """Write into a folder what a power cut at this moment would leave of each file."""
        with self.lock:
            for path, log in self.logs.items():
                if Path(path).exists() and not path.endswith("-shm"):
                    (folder / Path(path).name).write_bytes(log.survivor(path))

    def spend(self) -> None:
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise apsw.FullError("the disk is full")
            self.writes_left -= 1


class AccidentFile(apsw.VFSFile):
    def __init__(self, vfs: AccidentVFS, name: Any, flags: list[int]) -> None:
        self.vfs = vfs
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.log = vfs.logs.setdefault(self.path, FileLog())
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        with self.vfs.lock:
            self.vfs.spend()
            size = self.xFileSize()
            length = max(0, min(len(data), size - offset))
            self.log.undo.append((offset, super().xRead(length, offset) if length else b"", size))
            super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        with self.vfs.lock:
            size = self.xFileSize()
            if newsize < size:
                self.log.undo.append((newsize, super().xRead(size - newsize, newsize), size))
            super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        with self.vfs.lock:
            super().xSync(flags)
            self.log.undo.clear()
