"""A stand-in for every provider that cartridges ask: a server on this machine that hears and answers plausibly."""

import re
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

NOW = 1781517600000
"""When the tried server is: about then."""
ANSWERS = Path(__file__).with_name("answers.toml")


class Asked(NamedTuple):
    """A request that a script made."""

    method: str
    path: str
    body: str
    known: bool
    """There is an answer made for it; else it got the one for all."""


class Rule(NamedTuple):
    """What is answered to which requests."""

    request: re.Pattern[str]
    """Matched against method and path."""
    body: Template
    kind: str = "application/json"
    take: re.Pattern[str] | None = None
    """Found in the request's body: its groups stand in the answer by their names."""


def rules() -> list[Rule]:
    """Read the table of answers."""
    rows = tomllib.loads(ANSWERS.read_text(encoding="utf-8"))["answer"]
    return [
        Rule(
            re.compile(row["request"]),
            Template(row["body"]),
            row.get("kind", "application/json"),
            re.compile(row["take"], re.DOTALL) if "take" in row else None,
        )
        for row in rows
    ]


class Provider:
    """What was asked so far, and where."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[Asked] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    provider: Provider
    rules: list[Rule]

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0))).decode("utf-8", "replace")
        rule = next((one for one in self.rules if one.request.search(f"{self.command} {self.path}")), None)
        path = self.path.partition("?")[0]
        self.provider.asked.append(Asked(self.command, path, body, rule is not None))
        if rule is None:
            self._send(b"{}", "application/json")
            return
        found = rule.take.search(unquote_plus(body)) if rule.take else None
        values = {name: value or "" for name, value in (found.groupdict() if found else {}).items()}
        self._send(
            rule.body.safe_substitute(values, path=path, instance=self.provider.address, now=NOW).encode(), rule.kind
        )

    do_POST = do_PUT = do_DELETE = do_PATCH = do_GET  # noqa: N815  names of the base class

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def providing() -> Iterator[Provider]:
    """Answer until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"provider": provider, "rules": rules()})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
