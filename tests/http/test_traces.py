"""The flight recorder: what became of the hooks of a request can be looked at afterwards, on either store."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api import V23, Answer, Api
from tests.http.test_batch import send
from tests.http.test_cartridges import write_cartridge
from tests.servers import run

from counterfoil.management.app import Management
from counterfoil.store.records import StoreUnavailable

POINT = "dw.ocapi.shop.order.afterPOST"
HEAD = """
import logging
from counterfoil.hooks import hook
from counterfoil.hooks.status import Status
log = logging.getLogger("shop.fraud")
"""
MARK = f"""
@hook("{POINT}")
def mark(order, *, context):
    log.warning("order %s", order.order_no)
    with context.transaction:
        order.custom = {{**order.custom, "c_risk": "low"}}
    context.custom["marked"] = True
    return ANSWER

@hook("{POINT}")
def second(order):
    raise ValueError("no customer " + order.order_no)
"""
OWN = """
@hook("app.risk", function="score")
def score(order):
    return 7

@hook("dw.ocapi.shop.order.beforePOST")
async def begin(basket, *, context):
    if await context.call_hook("app.risk", "score", basket) != 7:
        raise ValueError("no score")
"""

MakeApi = Callable[..., Api]
MakeShop = Callable[..., Api]


@pytest.fixture
def make_shop(make_api: MakeApi, tmp_path: Path) -> MakeShop:
    """Make a server with the hooks of a text."""

    def make(text: str, **settings: Any) -> Api:
        file = tmp_path / "shop_hooks.py"
        file.write_text(HEAD + text)
        return make_api(hooks=str(file), **settings)

    return make


def submit(api: Api) -> Answer:
    token = api.agent_token()
    basket = api.basket(token)
    return api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token)


def noted(hook: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the notes of a kind."""
    return [note for note in hook["notes"] if note["kind"] == kind]


def page(api: Api, path: str, accept: str = "application/json") -> httpx.Response:
    """Get a page of the management port."""
    app = Management(api.application.server, api.application.states, "secret")

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://management") as client:
            return await client.get(path, headers={"Authorization": "Bearer secret", "Accept": accept})

    answer: httpx.Response = api.run(get())
    return answer


def last(api: Api) -> Any:
    return page(api, "/traces/last").json()


def at(trace: Any, point: str = POINT) -> Any:
    return next(one for one in trace["points"] if one["point"] == point)


def test_a_trace_tells_what_each_hook_did(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status(Status.OK, 'MARKED', 'as {0}', 'low')"))
    answer = submit(api)
    trace = last(api)
    assert trace["request_id"] == answer.headers["x-dw-request-base-id"]
    assert (trace["method"], trace["status"], trace["outcome"], trace["site"]) == ("POST", 200, "OK", "RefArch")
    assert [one["point"] for one in trace["points"]] == [
        "dw.ocapi.shop.order.beforePOST",
        "dw.order.calculate",
        "dw.order.createOrderNo",
        POINT,
        "dw.ocapi.shop.order.validateOrder",
        "dw.ocapi.shop.order.modifyPOSTResponse",
    ]
    first, second = at(trace)["hooks"]
    assert first["source"].endswith("shop_hooks.py")
    assert first["ran"]
    assert first["inside"]
    assert first["ms"] >= 0
    assert first["arguments"][0]["type"] == "Order"
    assert first["arguments"][0]["value"]["order_no"] == answer.json["order_no"]
    assert first["changes"] == [{"argument": 0, "path": "$.c_risk", "after": "low"}]
    assert [one["kind"] for one in first["notes"]] == ["log", "transaction", "transaction"]
    line = first["notes"][0]
    assert (line["level"], line["category"], line["message"]) == ("warning", "shop.fraud", "order 00000001")
    assert [one["edge"] for one in first["notes"][1:]] == ["begin", "commit"]
    assert first["answer"]["value"] == {
        "status": "OK",
        "code": "MARKED",
        "message": "as low",
        "items": [{"status": 0, "code": "MARKED", "message": "as low", "details": {}}],
    }
    assert (second["ran"], second["why"]) == (False, "chain ended")


def test_a_trace_tells_what_a_hook_raised_and_where(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("return ANSWER", ""))
    assert submit(api).fault == "HookInternalServerErrorException"
    trace = last(api)
    assert (trace["status"], trace["outcome"]) == (500, f"HOOK_INTERNAL_SERVER_ERROR at {POINT}")
    assert trace["fault"] == "HOOK_INTERNAL_SERVER_ERROR"
    second = at(trace)["hooks"][1]
    assert second["request_custom"] == {"marked": True}
    assert (second["error"]["type"], second["error"]["message"]) == ("ValueError", "no customer 00000001")
    assert second["error"]["frames"][0].startswith("second ")
    text = page(api, "/traces/last", "text/plain").text
    assert "raised ValueError" in text
    assert "no customer 00000001" in text


def test_a_trace_tells_that_the_circuit_is_open(make_shop: MakeShop) -> None:
    point = "dw.ocapi.shop.basket.beforeGET"
    api = make_shop(f"@hook('{point}')\ndef fails(basket_id):\n    raise ValueError('no')\n")
    token = api.agent_token()
    for _ in range(51):
        api.get(f"{V23}/baskets/any", token=token)
    api.clock.advance(1000)
    assert api.get(f"{V23}/baskets/any", token=token).fault == "HookCircuitBreakerException"
    (hook,) = at(last(api), point)["hooks"]
    assert (hook["ran"], hook["why"]) == (False, "circuit open")


def test_hooks_that_hooks_call_stand_within_them(make_shop: MakeShop) -> None:
    api = make_shop(OWN)
    assert submit(api).status == 200
    (outer,) = at(last(api), "dw.ocapi.shop.order.beforePOST")["hooks"]
    (inner,) = outer["points"]
    assert (inner["point"], inner["answer"]["value"]) == ("app.risk", 7)


def test_a_trace_has_what_a_script_says_of_itself(make_api: MakeApi, tmp_path: Path) -> None:
    body = """
    var Transaction = require('dw/system/Transaction');
    require('dw/system/Logger').getLogger('fraud').warn('of {0}', a.orderNo);
    Transaction.wrap(function () { a.custom.note = 'seen'; });
    null.x;
    """
    api = make_api(cartridges=str(write_cartridge(tmp_path / "cartridges", {POINT: body})))
    assert submit(api).fault == "HookInternalServerErrorException"
    (hook,) = at(last(api))["hooks"]
    (line,) = noted(hook, "log")
    assert "of 00000001" in line["message"]
    assert "hooks.js:5" in line["place"]
    assert [one["edge"] for one in noted(hook, "transaction")] == ["begin", "commit"]
    assert hook["error"]["type"] == "ScriptError"
    assert "hooks.js:7" in hook["error"]["message"]


def test_the_newest_are_kept_and_found_by_the_beginning_of_their_id(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"), trace_keep=2)
    ids = []
    for _ in range(4):
        ids.append(submit(api).headers["x-dw-request-base-id"])
        page(api, "/traces")
    listed = page(api, "/traces").json()
    assert [one["request_id"] for one in listed["traces"]] == ids[:1:-1]
    assert listed["dropped"] == 0
    assert page(api, f"/traces/{ids[3][:8]}").json()["request_id"] == ids[3]
    assert page(api, f"/traces/{ids[0]}").status_code == 404
    assert page(api, "/traces/x").status_code == 404
    assert ids[3] in page(api, "/traces", "text/plain").text


def test_of_many_requests_at_once_the_newest_are_kept(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"), trace_keep=3)
    ids = [submit(api).headers["x-dw-request-base-id"] for _ in range(7)]
    assert [one["request_id"] for one in page(api, "/traces").json()["traces"]] == ids[:3:-1]


@pytest.mark.parametrize("settings", [{"trace_keep": 0}, {"mode": "service", "behind_tls_proxy": True}])
def test_nothing_is_kept_where_nobody_wants_it(make_api: MakeApi, tmp_path: Path, settings: dict[str, Any]) -> None:
    file = tmp_path / "shop_hooks.py"
    file.write_text(HEAD + MARK)
    api = make_api(**{"hooks": str(file), **settings})
    assert api.application.server.traces is None
    assert page(api, "/traces").json()["traces"] == []
    assert page(api, "/traces/last").status_code == 404


def test_a_trace_that_cannot_be_written_is_counted_and_missed_by_nobody(
    make_shop: MakeShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"))

    async def fails(*_: Any) -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(type(api.application.server.store), "put_traces", fails)
    assert submit(api).status == 200
    assert page(api, "/traces").json()["dropped"] == 1
    monkeypatch.undo()
    assert submit(api).status == 200
    assert page(api, "/traces").json()["written"] == 1


def test_traces_are_written_by_themselves_and_at_the_end(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"))
    submit(api)
    assert api.application.server.traces is not None
    writing = api.application.server.traces._writing
    assert writing is not None

    async def finish() -> None:
        await asyncio.wait_for(writing, 10)

    api.run(finish())
    assert len(api.run(api.application.server.store.newest_traces(9))) == 1


def test_a_hook_is_run_again_on_what_was_recorded(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status(Status.OK, 'MARKED')"))
    request_id = submit(api).headers["x-dw-request-base-id"]
    page(api, "/traces")
    options = ("--store", api.settings.store, "--hooks", api.settings.hooks)
    same = run("trace", "replay", request_id, POINT, *options)
    assert same.returncode == 0, same.stderr
    assert "the same as recorded" in same.stdout
    file = Path(api.settings.hooks)
    file.write_text(file.read_text().replace('"low"', '"high"').replace("'MARKED'", "'SEEN'"))
    other = run("trace", "replay", "last", POINT, *options)
    assert '$.answer.value.code: "MARKED" -> "SEEN"' in other.stdout
    assert '"low" -> "high"' in other.stdout
    plain = json.loads(run("trace", "replay", "last", POINT, "--json", *options).stdout)
    assert plain["replayed"]["changes"] == [{"argument": 0, "path": "$.c_risk", "after": "high"}]
    unknown = run("trace", "replay", "last", "dw.order.calculate", *options)
    assert (unknown.returncode, "Traceback" in unknown.stderr) == (2, False)
    order = api.get(f"{V23}/orders/00000001", token=api.agent_token()).json
    assert order["c_risk"] == "low"


def test_each_part_of_a_batch_has_a_trace_of_its_own(make_shop: MakeShop) -> None:
    api = make_shop("@hook('dw.ocapi.shop.basket.beforePOST')\ndef sees(request):\n    pass\n")
    token = api.agent_token()
    part = {"x-dw-http-method": "POST", "x-dw-resource-path": f"{V23}/", "x-dw-resource-path-extension": "baskets"}
    answer = send(api, (part, b""), (part, {"customer_info": {"email": "x@gmail.com"}}), token=token)
    request_id = answer.headers["x-dw-request-base-id"]
    listed = [one["request_id"] for one in page(api, "/traces").json()["traces"]]
    assert listed == [f"{request_id}-2", request_id], answer


def test_an_emulator_tells_browsers_how_long_hooks_took(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"))
    answer = submit(api)
    timing = answer.headers["server-timing"]
    assert timing.startswith("total;dur=")
    assert f"{POINT};dur=" in timing
    token = api.agent_token()
    quiet = api.get(f"{V23}/orders/{answer.json['order_no']}", token=token)
    assert "server-timing" not in quiet.headers
    origin = {"Origin": "http://127.0.0.1:8080"}
    open_page = api.get(f"{V23}/orders/{answer.json['order_no']}", token=token, headers=origin)
    assert "server-timing" in open_page.headers["access-control-expose-headers"]


def test_a_service_tells_nobody_how_long_hooks_took(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"), mode="service", behind_tls_proxy=True, trace_keep=5)
    tls = {"X-Forwarded-Proto": "https"}
    answer = api.post(f"{V23}/customers/auth", {"type": "guest"}, headers=tls)
    token = answer.headers["authorization"].removeprefix("Bearer ")
    basket = api.post(f"{V23}/baskets", {}, token=token, headers=tls)
    ordered = api.post(f"{V23}/orders", {"basket_id": basket.json["basket_id"]}, token=token, headers=tls)
    assert "server-timing" not in ordered.headers


def test_the_command_shows_traces_of_another_process(make_shop: MakeShop) -> None:
    api = make_shop(MARK.replace("ANSWER", "Status()"))
    request_id = submit(api).headers["x-dw-request-base-id"]
    page(api, "/traces")
    store = ("--store", api.settings.store)
    listed = run("trace", "list", *store)
    assert listed.returncode == 0, listed.stderr
    assert request_id in listed.stdout
    shown = run("trace", request_id[:10], *store).stdout
    assert "+ " in shown
    assert 'changed $.c_risk: nothing -> "low"' in shown
    assert "not run, a hook before it has answered" in shown
    plain = json.loads(run("trace", "last", "--json", *store).stdout)
    assert plain["request_id"] == request_id
    unknown = run("trace", "0123456789", *store)
    assert (unknown.returncode, "Traceback" in unknown.stderr) == (2, False)
    assert "there is no trace of a request" in unknown.stderr
    assert "last" in run("trace", "--help").stdout


def test_a_hook_that_is_registered_after_the_start_is_traced(make_api: MakeApi) -> None:
    api = make_api(demo_hook=False)
    assert submit(api).status == 200
    assert page(api, "/traces").json()["traces"] == []

    def mark(order: Any) -> None:
        order.custom = {**order.custom, "c_late": True}

    api.application.server.hooks.register(POINT, mark, source="late")
    assert submit(api).json["c_late"] is True
    assert [one["outcome"] for one in page(api, "/traces").json()["traces"]] == ["OK"]
