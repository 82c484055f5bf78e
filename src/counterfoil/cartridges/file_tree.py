"""The files below one folder: found by their exact names, and never outside of it."""

import os
from pathlib import Path


class FileTree:
    """Looks files up by a path with slashes, case-sensitive on every file system; each folder is listed once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = root.resolve()
        self._listed: dict[str, dict[str, bool]] = {}

    def file(self, inner: str) -> Path | None:
        """Give the file of a normalised relative path, None where there is none."""
        folder, _, name = inner.rpartition("/")
        return self.root / inner if name and self._entries(folder).get(name) is False else None

    def folder(self, inner: str) -> bool:
        """Say whether the normalised relative path is a folder."""
        parent, _, name = inner.rpartition("/")
        return not inner or self._entries(parent).get(name) is True

    def spelled_otherwise(self, inner: str) -> str | None:
        """Give a file whose path differs only in capital letters, which the platform does tell apart."""
        found = ""
        for name in inner.split("/"):
            near = next((known for known in self._entries(found) if known.casefold() == name.casefold()), None)
            if near is None:
                return None
            found = f"{found}/{near}" if found else near
        return found if found != inner and self.file(found) else None

    def _entries(self, folder: str) -> dict[str, bool]:
        """Give the names in a folder, True for those that are folders themselves."""
        known = self._listed.get(folder)
        if known is not None:
            return known
        if not self.folder(folder):
            return {}
        with os.scandir(self.root / folder) as entries:
            listed = {entry.name: entry.is_dir() for entry in entries if self._inside(entry)}
        self._listed[folder] = listed
        return listed

    def _inside(self, entry: os.DirEntry[str]) -> bool:
        """Say whether what the entry stands for lies in the tree; a symbolic link may lead out of it."""
        if not entry.is_symlink():
            return entry.is_file() or entry.is_dir()
        target = Path(entry.path).resolve()
        return target.is_relative_to(self._real_root) and target.exists()
