"""Bytes to a server and back, over a socket and without a client's good manners."""

import re
import socket
import struct
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.servers import ServerProcess

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})[^\r]*\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_SECONDS = 20


class RawAnswer(NamedTuple):
    """One answer of a connection."""

    status: int
    head: bytes
    body: bytes

    @property
    def fault(self) -> str:
        found = re.search(rb'"type":"(\w+)"', self.body)
        return found[1].decode() if found else ""


class Connection:
    """A connection that says what it is told."""

    def __init__(self, server: ServerProcess) -> None:
        parts = urlsplit(server.origin)
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=_SECONDS)
        self._received = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def answer(self) -> RawAnswer:
        """Wait for one answer; the connection's end fails the test."""
        while True:
            head, mark, rest = self._received.partition(b"\r\n\r\n")
            length = _LENGTH.search(head)
            most = int(length[1]) if length else 0
            if mark and len(rest) >= most:
                self._received = rest[most:]
                status = _STATUS.match(head + mark)
                assert status, head
                return RawAnswer(int(status[1]), head, rest[:most])
            piece = self.socket.recv(65536)
            assert piece, f"the connection ended after {self._received!r}"
            self._received += piece

    def rest(self) -> list[RawAnswer]:
        """Wait until the server closes, and return what it answered before."""
        while piece := self.socket.recv(65536):
            self._received += piece
        return list(self._answers())

    def _answers(self) -> Iterator[RawAnswer]:
        while self._received:
            yield self.answer()

    def close(self) -> None:
        self.socket.close()

    def cut_off(self) -> None:
        """End the connection by a reset, as a crash or a cable does."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


def talk(server: ServerProcess, *pieces: bytes) -> list[RawAnswer]:
    """Send pieces and return the answers that come until the server closes."""
    connection = Connection(server)
    try:
        for piece in pieces:
            connection.send(piece)
        return connection.rest()
    finally:
        connection.close()
