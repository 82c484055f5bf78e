"""What an import found: counts of rows, warnings with file and line, what was skipped."""

from collections import Counter

from msgspec import Struct, field

MAX_WARNINGS = 1000
"""Warnings kept word by word; the rest is only counted."""


class ArchiveError(Exception):
    """The archive as a whole cannot be read."""


class BadObjectError(Exception):
    """An object of the archive cannot be used: it is reported and skipped."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class MalformedFileError(ArchiveError):
    """A file is damaged, or not what it claims to be: it is reported and skipped whole."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Finding(Struct, frozen=True):
    file: str
    line: int
    message: str


class Counts(Struct):
    """What became of the objects of one kind."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


class Report(Struct):
    """The outcome of reading or loading an archive."""

    counts: dict[str, Counts] = {}
    warnings: list[Finding] = []
    warnings_left_out: int = 0
    skipped_elements: Counter[str] = field(default_factory=Counter)
    """Element path -> how often it was passed over."""
    skipped_files: dict[str, str] = {}
    """File -> why it was not read."""

    def warn(self, file: str, line: int, message: str) -> None:
        """Record a warning; past the limit only count it."""
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(Finding(file, line, message))
        else:
            self.warnings_left_out += 1

    def count(self, kind: str, before: object, after: object) -> None:
        """Count an object by what it was before and is now; None is 'not there'."""
        counts = self.counts.setdefault(kind, Counts())
        if before == after:
            counts.unchanged += 1
        elif after is None:
            counts.deleted += 1
        elif before is None:
            counts.created += 1
        else:
            counts.changed += 1
