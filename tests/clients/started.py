"""A server in a process of its own, started as a user starts it: an empty store, a free port, the demo shop."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import httpx
from tests.api import USER_GRANT, V23

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD

STARTED = " on http://"


class Started(NamedTuple):
    """A running server: where it answers and what it keeps."""

    origin: str
    store: str


@contextlib.contextmanager
def started(store: str, *options: str) -> Iterator[Started]:
    """Run ``counterfoil serve`` while the block lasts; afterwards it must have had nothing to report."""
    command = ["serve", "--store", store, "--port", "0", "--management-port", "-1", "--log-level", "warning", *options]
    with subprocess.Popen(counterfoil(*command), stderr=subprocess.PIPE, text=True, env=environment()) as server:
        assert server.stderr is not None
        said: list[str] = []
        reader = threading.Thread(target=said.extend, args=(server.stderr,))
        try:
            origin = address(server.stderr, said)
            reader.start()
            yield Started(origin, store)
        finally:
            server.terminate()
            if reader.ident is not None:
                reader.join()
    assert said[1:] == [], "".join(said)


def address(lines: Iterable[str], said: list[str]) -> str:
    """Return where the server answers, as soon as it says so."""
    for line in lines:
        said.append(line)
        if STARTED in line:
            return "http://" + line.partition(STARTED)[2].partition(",")[0].strip()
    raise RuntimeError("the server did not start:\n" + "".join(said))


def counterfoil(*arguments: str) -> list[str]:
    """Return the command line of a counterfoil command, run by this Python."""
    return [sys.executable, "-m", "counterfoil", *arguments]


def environment() -> dict[str, str]:
    """Return the environment without settings of whoever runs the suite."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COUNTERFOIL_")}


def agent_token(server: Started) -> str:
    """Return a token of the demo's agent."""
    with httpx.Client(base_url=server.origin, trust_env=False) as client:
        answer = client.post(
            "/dw/oauth2/access_token",
            params={"client_id": CLIENT_ID, "grant_type": USER_GRANT},
            auth=(AGENT, f"{ACCESS_KEY}:{CLIENT_PASSWORD}"),
        )
    return str(answer.json()["access_token"])


def read_order(server: Started, order_no: str) -> dict[str, Any]:
    """Return an order as the demo's agent sees it."""
    with httpx.Client(base_url=server.origin, trust_env=False) as client:
        headers = {"Authorization": f"Bearer {agent_token(server)}"}
        answer = client.get(f"{V23}/orders/{order_no}", headers=headers)
    assert answer.status_code == 200, answer.text
    order: dict[str, Any] = answer.json()
    return order
