"""What server and worker say to each other: a kind and a text, each message as long as its head says."""

import struct
from typing import NamedTuple

HEAD = struct.Struct(">IB")
"""The length of the text in bytes, and the kind."""

SETUP = 1
"""Server to worker, once: cartridges and limits."""
READY = 2
"""Worker to server: the engine stands."""
CALL = 3
"""Server to worker: run this hook."""
ASK = 4
"""Worker to server, while a hook runs: an operation of the host."""
ANSWER = 5
"""Server to worker: the answer to ASK."""
NOTE = 6
"""Worker to server: a log line, the edge of a transaction, an outgoing call."""
RESULT = 7
"""Worker to server: what came of the hook."""

LARGEST = 64 * 2**20
"""Bytes of one message."""


class Frame(NamedTuple):
    """One message."""

    kind: int
    text: bytes


def encode(kind: int, text: bytes) -> bytes:
    """Write a message."""
    return HEAD.pack(len(text), kind) + text
