"""Hooks of cartridges run again offline on what was recorded of them, by the command, on either store."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.http.test_cartridges import SHOP, submit, write_cartridge
from tests.http.test_traces import page
from tests.scripts.partner import serving
from tests.servers import run
from tests.tried.provider import Provider, providing

POINT = SHOP + "order.afterPOST"
CARD = "4111111111111111"
CODE = "7391"
PASSWORD = "pass-of-the-shop"
WORK = """
const Status = require('dw/system/Status');
const order = require('dw/order/OrderMgr').getOrder(a.orderNo);
const hour = new Date().toISOString().slice(0, 13);
a.custom.drawn = [require('dw/util/UUIDUtils').createUUID(), Math.random(), hour].join(' ');
a.custom.same = order.orderNo === a.orderNo;
return new Status(Status.OK, 'MARKED');
"""
CALLS = """
const service = require('dw/svc/LocalServiceRegistry').createService('int_pay.http', {
    createRequest: function (svc, text) { svc.setURL(svc.getURL() + '/pay'); return text; },
    parseResponse: function (svc, client) {
        return [client.statusCode, client.text, client.bytes && client.bytes.length];
    }
});
const first = service.call(JSON.stringify({ number: NUMBER }));
const second = service.call('two');
const Status = require('dw/system/Status');
return new Status(Status.OK, 'PAID', JSON.stringify([first.object, second.object]));
"""
MakeApi = Callable[..., Api]


@pytest.fixture
def provider() -> Iterator[Provider]:
    with providing() as provider:
        yield provider


class Shop:
    """A server with a script, whose requests are replayed."""

    def __init__(self, make_api: MakeApi, folder: Path, scripts: dict[str, str], **settings: Any) -> None:
        self.cartridges = write_cartridge(folder / "cartridges", scripts)
        self.script = next(self.cartridges.rglob("hooks.js"))
        self.api = make_api(cartridges=str(self.cartridges), **settings)

    def recorded(self, answer: Answer) -> str:
        page(self.api, "/traces")  # which writes those that wait
        return str(answer.headers["x-dw-request-base-id"])

    def replayed(self, request_id: str, point: str, *options: str) -> Any:
        place = ("--store", self.api.settings.store, "--cartridges", str(self.cartridges))
        done = run("trace", "replay", request_id, point, "--json", *place, *options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def pay(self) -> Answer:
        order = submit(self.api).json
        card = {"card_type": "Visa", "number": CARD, "security_code": CODE, "holder": "Ada Low"}
        payment = {
            "payment_method_id": "CREDIT_CARD",
            "amount": order["order_total"],
            "payment_card": {**card, "expiration_month": 12, "expiration_year": 2030},
        }
        path = f"{V23}/orders/{order['order_no']}/payment_instruments"
        return self.api.post(path, payment, token=self.api.agent_token())

    def change(self, before: str, after: str) -> None:
        text = self.script.read_text()
        assert before in text
        self.script.write_text(text.replace(before, after))


def test_a_script_answers_the_same_with_the_same_chance_and_clock(make_api: MakeApi, tmp_path: Path) -> None:
    shop = Shop(make_api, tmp_path, {POINT: WORK})
    answer = submit(shop.api)
    assert answer.status == 200, answer
    done = shop.replayed(shop.recorded(answer), POINT)
    assert done["different"] == []
    assert done["replayed"]["answer"]["value"]["code"] == "MARKED"
    drawn = [change["after"] for change in done["replayed"]["changes"] if change["path"] == "$.c_drawn"]
    assert drawn == [answer.json["c_drawn"]]


def test_a_changed_script_is_run_as_it_is_now_and_nothing_is_stored(make_api: MakeApi, tmp_path: Path) -> None:
    shop = Shop(make_api, tmp_path, {POINT: WORK})
    answer = submit(shop.api)
    request_id = shop.recorded(answer)
    shop.change("'MARKED'", "'SEEN'")
    shop.change("order.orderNo === a.orderNo", "'changed'")
    done = shop.replayed(request_id, POINT)
    paths = {change["path"]: change for change in done["different"]}
    assert paths["$.answer.value.code"]["after"] == "SEEN"
    assert done["replayed"]["answer"]["value"]["code"] == "SEEN"
    order = shop.api.get(f"{V23}/orders/{answer.json['order_no']}", token=shop.api.agent_token()).json
    assert order["c_same"] is True


def services(provider: Provider) -> str:
    return json.dumps({"int_pay.http": {"url": provider.address, "user": "shop", "password": PASSWORD}})


def test_calls_of_services_are_answered_from_the_recording_and_not_sent(
    make_api: MakeApi, tmp_path: Path, provider: Provider
) -> None:
    settings = {"services": services(provider)}
    shop = Shop(make_api, tmp_path, {POINT: CALLS.replace("NUMBER", "a.orderNo")}, **settings)
    answer = submit(shop.api)
    request_id = shop.recorded(answer)
    assert len(provider.asked) == 2
    done = shop.replayed(request_id, POINT)
    assert done["different"] == [], done["different"]
    assert json.loads(done["replayed"]["answer"]["value"]["message"]) == [[200, "{}", 2], [200, "{}", 2]]
    shop.change("service.call('two')", "service.setRequestMethod('PUT').call('two')")
    changed = shop.replayed(request_id, POINT)
    assert "null" in changed["replayed"]["answer"]["value"]["message"]
    assert [note["error"] for note in changed["replayed"]["notes"] if note["kind"] == "http" and note.get("error")]
    assert len(provider.asked) == 2


def test_a_payment_is_replayed_without_its_card(make_api: MakeApi, tmp_path: Path, provider: Provider) -> None:
    point = "dw.order.payment.authorizeCreditCard"
    settings = {"services": services(provider)}
    body = CALLS.replace("NUMBER", "b.creditCardNumber + c")
    shop = Shop(make_api, tmp_path, {point: body}, **settings)
    answer = shop.pay()
    assert answer.status == 200, answer
    assert CARD in provider.asked[0].body and CODE in provider.asked[0].body
    done = shop.replayed(shop.recorded(answer), point)
    assert len(provider.asked) == 2
    assert done["different"] == [], done["different"]
    told = json.dumps(done)
    assert CARD not in told and CODE not in told and PASSWORD not in told


def test_what_a_provider_quotes_of_secrets_is_in_no_trace(make_api: MakeApi, tmp_path: Path) -> None:
    point = "dw.order.payment.authorizeCreditCard"
    with serving() as address:
        settings = {"services": json.dumps({"int_pay.http": {"url": address, "user": "shop", "password": PASSWORD}})}
        shop = Shop(make_api, tmp_path, {point: CALLS.replace("NUMBER", "b.creditCardNumber + ' ' + c")}, **settings)
        answer = shop.pay()
        assert answer.status == 200, answer
        request_id = shop.recorded(answer)
        done = json.dumps(shop.replayed(request_id, point)) + page(shop.api, f"/traces/{request_id}").text
    assert "/pay" in done
    assert CARD not in done and CODE not in done and PASSWORD not in done


OWN = """
from counterfoil.hooks import hook

@hook("app.risk", function="score")
def score(order, *, context):
    return 7

@hook("app.risk", function="level")
def level(order, *, context):
    return "low"

@hook("app.risk")
def any_of_it(order, *, function, context):
    return function + " of any"

@hook("dw.ocapi.shop.order.afterPOST")
async def after(order, *, context):
    await context.call_hook("app.risk", "level", order)
    context.custom["answer"] = await context.call_hook("app.payment.processor.mypay", "Authorize", order)
"""


def test_a_point_of_one_s_own_is_replayed_by_the_very_hook_that_ran(make_api: MakeApi, tmp_path: Path) -> None:
    file = tmp_path / "own.py"
    file.write_text(OWN)
    shop = Shop(make_api, tmp_path, {"app.payment.processor.mypay": ""}, hooks=str(file))
    shop.script.write_text(
        "exports.Handle = function () { return 'handled'; };"
        "exports.Authorize = function (order) { return 'authorised ' + order.orderNo; };"
    )
    answer = submit(shop.api)
    assert answer.status == 200, answer
    request_id = shop.recorded(answer)
    options = ("--hooks", str(file))
    first, second = (shop.replayed(request_id, "app.risk", "--number", number, *options) for number in "12")
    assert (first["different"], first["replayed"]["answer"]["value"]) == ([], "low")
    assert (second["different"], second["replayed"]["answer"]["value"]) == ([], "level of any")
    script = shop.replayed(request_id, "app.payment.processor.mypay", *options)
    assert (script["different"], script["replayed"]["answer"]["value"]) == ([], "authorised 00000001")
    shop.change("'authorised '", "'now '")
    changed = shop.replayed(request_id, "app.payment.processor.mypay", *options)
    assert [change["path"] for change in changed["different"]] == ["$.answer.value"]
