"""The published versions of the Shop API, and the one test every version row is read with.

Follows the version section of the platform reference.
"""

from typing import NamedTuple


class Version(NamedTuple):
    """A version such as 23.1; compares as a pair of numbers."""

    year: int
    release: int

    def __str__(self) -> str:
        return f"{self.year}.{self.release}"

    @property
    def path_segment(self) -> str:
        """Return the form used in URLs, such as ``v23_1``."""
        return f"v{self.year}_{self.release}"


def parse_version(text: str) -> Version:
    """Read ``23.1``."""
    year, _, release = text.partition(".")
    return Version(int(year), int(release))


PUBLISHED: tuple[Version, ...] = tuple(
    parse_version(text)
    for text in (
        "13.1 13.2 13.3 13.4 13.5 13.6 14.1 14.2 14.3 14.4 14.5 14.6 14.7 14.8"
        " 15.1 15.2 15.3 15.4 15.5 15.6 15.7 15.8 15.9 16.1 16.2 16.3 16.4 16.5 16.6 16.7 16.8 16.9"
        " 17.1 17.2 17.3 17.4 17.5 17.6 17.7 17.8 18.1 18.2 18.3 18.4 18.5 18.6 18.7 18.8"
        " 19.1 19.3 19.5 19.8 19.10 20.2 20.3 20.4 20.8 20.9 20.10 21.2 21.3 21.6 21.8 21.9 21.10"
        " 22.4 22.6 22.8 22.9 22.10 23.1 23.2 24.1 24.5"
    ).split()
)
NEWEST = PUBLISHED[-1]
ETAGS_UNTIL = parse_version("16.1")
"""Versions before this one tell the state of a document by the header ETag, later ones in the document."""
BY_PATH_SEGMENT: dict[str, Version] = {version.path_segment: version for version in PUBLISHED}


def covers(version: Version, since: Version | None, until: Version | None) -> bool:
    """Say whether a row with this interval holds; ``since`` is included, ``until`` is not."""
    return (since is None or version >= since) and (until is None or version < until)
