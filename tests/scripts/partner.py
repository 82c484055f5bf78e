"""A server of its own for calls of scripts: it says what it was asked."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Partner(BaseHTTPRequestHandler):
    """A server that says what it was asked."""

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815  names of the base class

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        path = self.path.partition("?")[0]
        if path == "/elsewhere":
            self._send(302, b"", {"Location": "http://other.example/"})
        elif path == "/moved":
            self._send(302, b"", {"Location": "/here"})
        elif path == "/refused":
            self._send(422, b'{"reason": "declined"}', {})
        elif path == "/large":
            self._send(200, b"x" * (11 * 2**20), {})
        elif path == "/slow":
            self.server.gone.wait(5)  # type: ignore[attr-defined]
        else:
            told = {
                "method": self.command,
                "path": self.path,
                "body": body.decode("latin-1"),
                "headers": {name.lower(): value for name, value in self.headers.items()},
            }
            self._send(200, json.dumps(told).encode(), {"X-Two": "2", "Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve until the end; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Partner)
    server.gone = threading.Event()  # type: ignore[attr-defined]
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}"
    server.gone.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()
