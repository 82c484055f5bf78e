"""The real server as users start it, and the tokens its callers need."""

import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from urllib.parse import urlencode

from bench.load import HOST
from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import USER_GRANT

SHOP = "/s/RefArch/dw/shop"
FIRST_REQUEST = f"{SHOP}/v23_1/products/mug-01?client_id={CLIENT_ID}"
_START_SECONDS = 60
_STOP_SECONDS = 30
_POLL_SECONDS = 0.002


class Server:
    """A server process and those below it."""

    def __init__(
        self, command: Sequence[str], port: int, first_request: str, folder: Path, python_path: str = ""
    ) -> None:
        self.port = port
        self._command = command
        self._first_request = first_request
        self._folder = folder
        self._python_path = python_path
        self.seconds_to_first_answer = 0.0

    def __enter__(self) -> "Server":
        started = time.perf_counter()
        # Users have the log of requests too; it goes where a service manager would put it, not into a pipe.
        with (self._folder / f"server-{self.port}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self._command],
                cwd=self._folder,
                env=_environment(self._folder, self._python_path),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        try:
            self._wait(started + _START_SECONDS)
        except BaseException:
            self._process.kill()
            raise
        self.seconds_to_first_answer = time.perf_counter() - started
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    @property
    def pid(self) -> int:
        """Return the first process."""
        return self._process.pid

    def _wait(self, until: float) -> None:
        while time.perf_counter() < until:
            if self._process.poll() is not None:
                break
            try:
                if ask(self.port, "GET", self._first_request)[0] == 200:
                    return
            except OSError:
                time.sleep(_POLL_SECONDS)
        log = (self._folder / f"server-{self.port}.log").read_text(errors="replace")
        raise RuntimeError(f"the server did not start: {log[-2000:]}")


def _environment(folder: Path, python_path: str = "") -> dict[str, str]:
    """Return the environment without settings, and with compiled modules, which an installed server has."""
    found = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERFOIL_")}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    if python_path:
        found["PYTHONPATH"] = python_path
    return {**found, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def counterfoil(
    store: str, folder: Path, processes: int = 1, python_path: str = "", options: Sequence[str] = ()
) -> Server:
    """Return the server on a store; of another tree if its folders are named."""
    port = free_port()
    command = ["-m", "counterfoil", *serving(store, port), "--processes", str(processes), *options]
    return Server(command, port, FIRST_REQUEST, folder, python_path)


def serving(store: str, port: int) -> list[str]:
    """Return the command that serves a store."""
    return ["serve", "--store", store, "--port", str(port)]


def hello_world(folder: Path) -> Server:
    """Return the server that says hello."""
    port = free_port()
    return Server([str(Path(__file__).with_name("hello.py")), str(port)], port, "/", folder)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def ask(
    port: int, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Send one request on a connection of its own; return status, headers and body."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def agent_token(port: int) -> str:
    """Get an agent's token as the first step of the main job does."""
    query = urlencode({"client_id": CLIENT_ID, "grant_type": USER_GRANT})
    headers = {"Authorization": _basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)}
    status, _, body = ask(port, "POST", f"/dw/oauth2/access_token?{query}", headers)
    if status != 200:
        raise RuntimeError(f"no token for the agent: {body!r}")
    return str(json.loads(body)["access_token"])


def customer_token(port: int, login: str, password: str) -> str:
    """Log a customer in."""
    headers = {
        "Authorization": _basic(login, password),
        "x-dw-client-id": CLIENT_ID,
        "Content-Type": "application/json",
    }
    status, answered, body = ask(port, "POST", f"{SHOP}/v23_1/customers/auth", headers, b'{"type":"credentials"}')
    if status != 200:
        raise RuntimeError(f"no token for {login}: {body!r}")
    return answered["authorization"].removeprefix("Bearer ")


def _basic(*parts: str) -> str:
    return "Basic " + base64.b64encode(":".join(parts).encode()).decode()
