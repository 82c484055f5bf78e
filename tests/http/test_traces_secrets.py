"""Card numbers, security codes, passwords, codes and tokens are in no trace, database file or log.

Hooks stand at every extension point and log all they are given; every resource is called once.
"""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api
from tests.archive.archives import xml
from tests.http.gift_certificates import load_certificates, load_files
from tests.http.scenarios import CARD, World
from tests.http.scenarios_of_hooks import SCENARIOS
from tests.http.test_card_secrets import tables
from tests.http.test_every_extension_point import MUGS
from tests.postgres import PostgresServer

from counterfoil.logs import JsonLines
from counterfoil.store.trace_row import TraceRow
from counterfoil.traces.pack import unpack

SECURITY_CODE = "7359"
COMMON_CODE = "123"
"""The security code of the demo, which is a house number as well."""
NAMES = {
    "number", "security_code", "password", "current_password", "new_password", "reset_token", "gift_certificate_code",
    "order_token", "access_token",
}  # fmt: skip
HOOKS = """
import json, logging
from counterfoil.hooks.points import POINTS
from counterfoil.hooks import hook
log = logging.getLogger("shop.all")

def told(one):
    if hasattr(one, "__struct_fields__"):
        return {name: told(getattr(one, name)) for name in one.__struct_fields__}
    if isinstance(one, dict):
        return {str(name): told(value) for name, value in one.items()}
    return [told(each) for each in one] if isinstance(one, (list, tuple)) else one

def tell(*arguments, context):
    shown = [told(one) for one in arguments]
    log.warning("given %s", shown)
    log.warning(json.dumps(shown, default=str))
    card = context.payment_card
    if card is not None:
        log.warning("card %s code %s", card.number, card.security_code)
        context.custom["card"] = {"n": card.number, "c": card.security_code}

for row in POINTS:
    hook(row.name)(tell)
"""


class Remembering(Api):
    """Remembers every secret that was sent or answered."""

    secrets: set[str]
    tokens: set[str]
    """Those of orders, which are stored with them."""

    async def request(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        self.clock.advance(1000)
        self._learn(body)
        answer = await super().request(method, path, body, **options)
        if answer.content:
            self._learn(answer.json)
        self.secrets.update(bearer_of(answer.headers.get("authorization", "")))
        return answer

    def _learn(self, value: Any, name: str = "") -> None:
        if isinstance(value, dict):
            for inner, one in value.items():
                self._learn(one, inner)
        elif isinstance(value, list):
            for one in value:
                self._learn(one, name)
        elif name in NAMES and isinstance(value, str) and "*" not in value and value != COMMON_CODE:
            self.secrets.add(value)
            if name == "order_token":
                self.tokens.add(value)


def bearer_of(header: str) -> list[str]:
    return re.findall(r"Bearer (\S+)", header)


@pytest.fixture(params=["sqlite", "postgres"])
def api(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Remembering]:
    if request.param == "sqlite":
        store = str(shutil.copy(request.getfixturevalue("sqlite_demo"), tmp_path / "demo.db"))
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        store = server.create_database(copy_of=request.getfixturevalue("postgres_demo"))
    hooks = tmp_path / "all_hooks.py"
    hooks.write_text(HOOKS)
    api = Remembering(store, hooks=str(hooks), token_failures_per_minute=100_000, trace_keep=10_000)
    api.secrets, api.tokens = set(), set()
    load_certificates(api, tmp_path)
    load_files(api, tmp_path / "stock", {"inventory-lists/refarch-us.xml": xml("inventory", MUGS)})
    yield api
    api.close()


def test_no_secret_reaches_a_trace_a_file_or_a_log(
    api: Remembering, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.WARNING)
    world = World(api)
    for row, scenario in SCENARIOS.items():
        scenario(world, V15 if "payment_authorize" in row else V23)
    authorize_a_card(api)
    recorder = api.application.server.traces
    assert recorder is not None
    api.run(recorder.flush())
    assert (recorder.dropped, recorder.written > len(SCENARIOS) / 2) == (0, True)
    places = {**traces(api), **files(api), "log": "\n".join(map(JsonLines().format, caplog.records))}
    assert "given" in places["log"]
    assert any("shop.all" in text for name, text in places.items() if name.startswith("trace"))
    assert SECURITY_CODE in api.secrets
    assert CARD["number"] in api.secrets
    assert {"Lapsang-7!", "Keemun-9!!"} <= api.secrets
    assert found(api.secrets - api.tokens, places) == []
    kept = {name: text for name, text in places.items() if name == "log" or name.startswith("trace ")}
    assert found(api.tokens, kept) == []


def authorize_a_card(api: Api) -> None:
    order = api.order(api.agent_token())
    card = {**CARD, "security_code": SECURITY_CODE}
    body = {"payment_method_id": "CREDIT_CARD", "amount": float(order["order_total"]), "payment_card": card}
    assert api.authorize(order, body).status == 200


def found(secrets: set[str], places: dict[str, str]) -> list[str]:
    """Where secrets were found; one of a few digits counts where it stands alone."""
    leaks = []
    for secret in secrets:
        pattern = re.escape(secret) if len(secret) > 5 else rf"(?<![0-9A-Za-z.]){secret}(?![0-9A-Za-z.])"
        escaped = re.escape(json.dumps(secret)[1:-1])
        leaks += [f"{secret} in {name}" for name, text in places.items() if re.search(f"{pattern}|{escaped}", text)]
    return leaks


def traces(api: Api) -> dict[str, str]:
    rows: list[TraceRow] = api.run(api.application.server.store.newest_traces(10_000))
    whole = [api.run(api.application.server.store.traces_by_id(row.request_id, 1))[0] for row in rows]
    return {f"trace {row.method} {row.path} {row.request_id}": text_of(row) for row in whole}


def text_of(row: TraceRow) -> str:
    """All of a trace but how long things took, which may be any number."""
    packed = unpack(row.body)
    points = re.sub(r"'(ms|at_ms)': [0-9.e-]+", "", str(packed["points"]))
    return f"{row.path} {row.outcome} {json.dumps(packed['documents'])} {points}"


def files(api: Api) -> dict[str, str]:
    store = api.settings.store
    if store.startswith("postgresql:"):
        found: dict[str, str] = api.run(tables(store))
        return found
    return {file.name: file.read_bytes().decode("latin-1") for file in Path(store).parent.glob(Path(store).name + "*")}
