"""A worker's end of the socket to the server, and the limit of its memory."""

import contextlib
import os
import resource
import signal
import socket

from counterfoil.scripts import frames

_PROCESS_BYTES = 512 * 2**20
"""Address space beside what a script may use: the interpreter, its libraries, buffers."""


class ServerGoneError(Exception):
    """The server has closed its end."""


class Channel:
    """The blocking end of the socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._file = connection.makefile("rb", buffering=65536)

    def receive(self) -> frames.Frame:
        """Return the next message; ServerGoneError."""
        head = self._read(frames.HEAD.size)
        length, kind = frames.HEAD.unpack(head)
        return frames.Frame(kind, self._read(length))

    def send(self, *messages: tuple[int, bytes]) -> None:
        """Send messages, each its kind and its text."""
        try:
            self._socket.sendall(b"".join(frames.encode(kind, text) for kind, text in messages))
        except OSError as error:
            raise ServerGoneError from error

    def _read(self, length: int) -> bytes:
        data: bytes = self._file.read(length)
        if len(data) < length:
            raise ServerGoneError
        return data


def stand_apart() -> None:
    """Let signals for the server's group pass by: a call that is at work when the server is told to stop ends well.

    Not a session of its own, which on some systems has its own share of the processors, whatever its priority.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setpgid(0, 0)


def limit_memory(memory: int) -> None:
    """Bound the address space of this process: so many bytes for scripts, and what it needs itself."""
    limit = memory + _PROCESS_BYTES
    with contextlib.suppress(ValueError, OSError):  # a system without such limits still has the engine's
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
