"""Bodies of batches without a server: the first line of an input is its content type, the rest the body."""

import contextlib

from counterfoil import faults
from counterfoil.http.batch_parts import (
    CONTENT_ID,
    PATH,
    allowed,
    inherited,
    is_query,
    part_names_caller,
    site_of,
    target,
)
from counterfoil.http.multipart import MultipartError, Part, boundary_of, read_part, split_parts, write_parts
from counterfoil.http.paths import version_in
from counterfoil.http.request import Request, segments_of
from counterfoil.versions import NEWEST

_MARK = "b"
"""What separates the parts of an input whose content type names no boundary."""
_MAIN = Request(
    method="POST",
    path="/dw/batch",
    segments=["dw", "batch"],
    query={"client_id": "c", "locale": "de"},
    query_string="client_id=c&locale=de",
    headers={PATH: "/s/Shop/dw/shop/v23_1", "content-type": "multipart/mixed; boundary=b", "x-dw-client-id": "c"},
    scheme="https",
    host="shop",
    remote_address="",
    request_id="id",
)


def read_batch(data: bytes) -> None:
    """Parts of a batch, each as a request; what is read can be written, and is the same when it is read again."""
    content_type, _, body = data.partition(b"\n")
    boundary = boundary_of(content_type.decode("latin-1")) or _MARK
    with contextlib.suppress(MultipartError):
        parts = [read_part(raw) for raw in split_parts(body, boundary)]
        for part in parts:
            _read_request(part)
        _check_written(parts, boundary)


def _read_request(part: Part) -> None:
    version_in(part.headers.get(PATH, ""))
    site_of(_MAIN, part)
    part_names_caller(part)
    part.headers.get(CONTENT_ID, "").encode("latin-1")
    try:
        path, _, query_string = target(_MAIN, part).partition("?")
        assert path.startswith("/")
        assert path.isascii()
        if is_query(query_string):
            allowed(path)
            headers, query, query_string = inherited(_MAIN, part, query_string)
            assert "host" not in headers
            assert query or not query_string
        segments_of(path)
    except faults.Fault as fault:
        assert 400 <= fault.row(NEWEST).status < 500


def _check_written(parts: list[Part], boundary: str) -> None:
    raw = [
        ([(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()], body)
        for headers, body in parts
    ]
    written, content_type = write_parts(raw, boundary)
    named = boundary_of(content_type.decode("ascii"))
    assert named is not None
    assert [read_part(found) for found in split_parts(written, named)] == parts
