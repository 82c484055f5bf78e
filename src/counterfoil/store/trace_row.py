"""A trace as it is kept."""

from typing import NamedTuple


class TraceRow(NamedTuple):
    """What became of the hooks of a request; the body is packed by whoever wrote it."""

    site_id: str
    request_id: str
    recorded: int
    """Microseconds since 1970, each of a process greater than the one before."""
    took: int
    """Microseconds."""
    method: str
    path: str
    status: int
    hooks: int
    """How many hooks ran that are not the server's own."""
    outcome: str
    body: bytes = b""
