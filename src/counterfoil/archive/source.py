"""The files of an archive: a zip with or without its top folder, or that folder unzipped.

Nothing is ever unpacked to disk; names that lead out of the archive are refused all the same.
"""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from msgspec import Struct

from counterfoil.archive.report import ArchiveError, Report

KNOWN_NAMES = frozenset(
    "sites catalogs pricebooks inventory-lists customer-lists meta ocapi-settings custom-objects libraries static "
    "version.txt preferences.xml priceadjustmentlimits.xml locales.xml customer-lists.xml sort.xml".split()
)
"""First path segments by which the root of an archive is known."""

RATIO_FREE_BYTES = 16 << 20


class Limits(Struct, frozen=True):
    """How much an archive may hold; beyond that it is refused before it is read."""

    files: int = 100_000
    file_bytes: int = 2 << 30
    total_bytes: int = 8 << 30
    ratio: int = 200
    """Compression beyond this, for files above 16 MiB, is taken for a bomb."""


class Member(Struct, frozen=True):
    """One file of the archive: its name below the archive's root and its true place."""

    name: str
    place: str
    size: int


class Readable(Protocol):
    """What is read of a file."""

    def read(self, size: int = -1, /) -> bytes: ...


class Source(Struct):
    """An open archive: its members, and how to open one of them."""

    members: list[Member]
    open: Callable[[Member], IO[bytes]]


@contextmanager
def open_source(path: Path, report: Report, limits: Limits) -> Iterator[Source]:
    """Open a zip or a folder as an archive; raise ArchiveError if it is neither or too large."""
    if path.is_dir():
        yield _folder(path, limits)
        return
    if not path.is_file():
        raise ArchiveError(f"there is no archive {path}")
    try:
        zipped = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise ArchiveError(f"{path} is not a zip file: {error}") from error
    with zipped:
        yield _zip(zipped, report, limits)


def _folder(path: Path, limits: Limits) -> Source:
    root = path.resolve()
    members = []
    for file in sorted(root.rglob("*")):
        if file.is_file() and file.resolve().is_relative_to(root):
            name = file.relative_to(root).as_posix()
            members.append(Member(name, name, file.stat().st_size))
    return Source(_below_top_folder(_within(members, limits)), lambda member: (root / member.place).open("rb"))


def _zip(zipped: zipfile.ZipFile, report: Report, limits: Limits) -> Source:
    members = []
    for info in zipped.infolist():
        if info.is_dir():
            continue
        reason = _unsafe(info, limits)
        if reason:
            report.warn(info.filename, 0, reason)
            report.skipped_files[info.filename] = reason
        else:
            members.append(Member(info.filename, info.filename, info.file_size))
    members.sort(key=lambda member: member.name)
    return Source(_below_top_folder(_within(members, limits)), lambda member: zipped.open(member.place))


def _unsafe(info: zipfile.ZipInfo, limits: Limits) -> str | None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name.split("/")[0] or ".." in name.split("/"):
        return "its name leads out of the archive"
    if info.flag_bits & 0x1:
        return "it is encrypted"
    if info.file_size > RATIO_FREE_BYTES and info.file_size > limits.ratio * max(info.compress_size, 1):
        return "it is compressed beyond belief"
    return None


def _within(members: list[Member], limits: Limits) -> list[Member]:
    if len(members) > limits.files:
        raise ArchiveError(f"the archive has more than {limits.files} files")
    if sum(member.size for member in members) > limits.total_bytes:
        raise ArchiveError(f"the archive holds more than {limits.total_bytes} bytes")
    for member in members:
        if member.size > limits.file_bytes:
            raise ArchiveError(f"{member.name} holds more than {limits.file_bytes} bytes")
    return members


def _below_top_folder(members: list[Member]) -> list[Member]:
    """Cut the folders above the archive's root, which is found by its first known name."""
    best: tuple[str, ...] | None = None
    for member in members:
        parts = PurePosixPath(member.name).parts
        depth = next((index for index, part in enumerate(parts) if part in KNOWN_NAMES), None)
        if depth is not None and (best is None or depth < len(best)):
            best = parts[:depth]
    if not best:
        return members
    prefix = "/".join(best) + "/"
    return [
        Member(member.name.removeprefix(prefix), member.place, member.size)
        for member in members
        if member.name.startswith(prefix)
    ]
