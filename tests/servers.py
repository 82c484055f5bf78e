"""Real server processes, started as users start them and called over loopback."""

import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
from tests.api import USER_GRANT, V23, basic

from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD
from counterfoil.demo.walk import basket_document, payment_document

PROJECT = Path(__file__).parent.parent
_SERVES = " on http"


class NotStartedError(Exception):
    """A server that did not start; the message is what it said."""


def command(*arguments: str) -> list[str]:
    """Return the command line of counterfoil with these arguments."""
    return [sys.executable, "-m", "counterfoil", *arguments]


def environment(**more: str) -> dict[str, str]:
    """Return an environment that holds none of the user's own settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COUNTERFOIL_")}
    return {**own, **more}


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        command(*arguments), cwd=PROJECT, env=environment(**more), capture_output=True, text=True, check=False
    )


class ServerProcess:
    """counterfoil serve on a free port; what it says on standard error is kept."""

    def __init__(self, store: str, *options: str, **more: str) -> None:
        self._process = subprocess.Popen(
            command("serve", "--store", store, "--port", "0", "--management-port", "-1", *options),
            cwd=PROJECT,
            env=environment(**more),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self.folder = Path(store).parent
        self.said: list[str] = []
        self.origin = self._wait()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        limits = httpx.Limits(max_connections=40, max_keepalive_connections=40)
        self.client = httpx.Client(base_url=self.origin, timeout=60, limits=limits, trust_env=False)

    def _wait(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.said.append(line)
            if _SERVES in line:
                return "http" + line.partition(_SERVES)[2].partition(",")[0].strip()
        raise NotStartedError("".join(self.said))

    def _read(self) -> None:
        assert self._process.stderr is not None
        self.said.extend(self._process.stderr)

    def kill(self) -> None:
        """End the process without warning."""
        self.client.close()
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def stop(self) -> None:
        """Ask the process to end, which it must do in order: with status 0, or by the signal once its work is done."""
        self.client.close()
        self._process.terminate()
        status = self._process.wait(60)
        self._reader.join()
        assert status in (0, -signal.SIGTERM), f"ended with {status}: {''.join(self.said)}"

    def agent_token(self) -> str:
        """Get the demo agent's token."""
        answer = self.client.post(
            "/dw/oauth2/access_token",
            params={"client_id": CLIENT_ID, "grant_type": USER_GRANT},
            headers={"Authorization": basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)},
        )
        return str(read(answer)["access_token"])

    def post(self, path: str, document: Any, token: str = "", **headers: str) -> httpx.Response:
        """Post a document."""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        body = json.dumps(document, default=float)
        return self.client.post(path, content=body, headers={"Content-Type": "application/json", **headers})

    def basket(self, token: str, email: str = "guest@example.com", **changes: Any) -> str:
        """Create the demo's basket for a new guest and return its id."""
        document = {**basket_document(), "customer_info": {"email": email}, **changes}
        return str(read(self.post(f"{V23}/baskets", document, token))["basket_id"])

    def submit(self, basket_id: str, token: str) -> httpx.Response:
        """Submit a basket."""
        return self.post(f"{V23}/orders", {"basket_id": basket_id}, token)

    def authorize(self, order: dict[str, Any]) -> httpx.Response:
        """Authorise an order's payment the 15.2 way."""
        path = f"/s/RefArch/dw/shop/v15_2/orders/{order['order_no']}/payment_authorize"
        headers = {"x-dw-order-token": order["order_token"], "x-dw-client-id": CLIENT_ID}
        return self.post(path, payment_document(order["order_total"]), **headers)


def read(answer: httpx.Response) -> dict[str, Any]:
    """Return the document of a good answer."""
    assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
    document: dict[str, Any] = json.loads(answer.content, parse_float=Decimal)
    return document


def together(*calls: Any) -> list[httpx.Response]:
    """Make calls at the same time, each in a thread, and return their answers in order."""
    start = threading.Barrier(len(calls))

    def one(call: Any) -> httpx.Response:
        start.wait()
        response: httpx.Response = call()
        return response

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(one, calls))
