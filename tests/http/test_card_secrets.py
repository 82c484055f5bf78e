"""Card number and security code are found nowhere after a run: not in the database, its log, the logs or an answer."""

import json
import logging
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest
from tests.api import V15, V23, Answer, Api

from counterfoil.demo.payment_hook import DECLINED, THROWS

NUMBER = "4929123456781236"
"""A Visa number that passes the checksum."""
CODE = "7359"
LICENSE = "LIC8842199"


def card(number: str = NUMBER) -> dict[str, Any]:
    return {
        "payment_method_id": "CREDIT_CARD",
        "payment_card": {
            "card_type": "Visa",
            "expiration_month": 12,
            "expiration_year": 2030,
            "holder": "Jeff Lebowski",
            "number": number,
            "security_code": CODE,
        },
    }


def as_xml(document: dict[str, Any], version: str) -> bytes:
    """Write a request document as XML."""
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in document["payment_card"].items())
    return (
        f'<order_payment_instrument_request xmlns="http://www.demandware.com/xml/shop/{version}">'
        f"<payment_method_id>{document['payment_method_id']}</payment_method_id>"
        f"<payment_card>{fields}</payment_card></order_payment_instrument_request>"
    ).encode()


XML = {"Content-Type": "application/xml"}


class Watched:
    """A server whose answers are kept, as are its log lines at the finest level."""

    def __init__(self, api: Api, caplog: pytest.LogCaptureFixture) -> None:
        self.api = api
        self.agent = api.agent_token()
        self.order = api.order(self.agent)
        self.answers: list[Answer] = []
        self._caplog = caplog

    def send(self, method: str, path: str, body: Any, **options: Any) -> Answer:
        answer = self.api.call(method, path, body, **options)
        self.answers.append(answer)
        return answer

    def authorize(self, body: Any, *, xml: bool = False, **options: Any) -> Answer:
        """Call payment_authorize for a document, or for bytes as they are."""
        headers = {"x-dw-order-token": self.order["order_token"], **(XML if xml else {})}
        if xml and isinstance(body, dict):
            body = as_xml(body, "15.2")
        path = f"{V15}/orders/{self.order['order_no']}/payment_authorize"
        return self.send("POST", path, body, headers={**headers, **options.pop("headers", {})})

    def instrument(self, body: Any, *, xml: bool = False, patch: bool = False) -> Answer:
        """Call payment_instruments of the order for a document, or for bytes as they are."""
        if xml and isinstance(body, dict):
            body = as_xml(body, "23.1")
        path = f"{V23}/orders/{self.order['order_no']}/payment_instruments"
        if patch:
            path += "/" + self.order["payment_instruments"][0]["payment_instrument_id"]
        method = "PATCH" if patch else "POST"
        return self.send(method, path, body, token=self.agent, headers=XML if xml else {})

    def basket(self, body: Any, **options: Any) -> Answer:
        return self.send("POST", f"{V23}/baskets", body, token=self.agent, **options)

    def order_body(self, body: Any, **options: Any) -> Answer:
        return self.send("POST", f"{V23}/orders", body, token=self.agent, **options)

    def everything(self) -> dict[str, str]:
        """Return all that is written anywhere, by where it is."""
        found = {f"answer {n}": f"{answer.headers} {answer.text}" for n, answer in enumerate(self.answers)}
        records = [f"{record.getMessage()} {record.args} {record.exc_info}" for record in self._caplog.records]
        found["log"] = "\n".join([*records, self._caplog.text])
        store = self.api.settings.store
        if store.startswith("postgresql:"):
            return {**found, **self.api.run(tables(store))}
        files = Path(store).parent.glob(Path(store).name + "*")
        return {**found, **{file.name: file.read_bytes().decode("latin-1") for file in files}}

    def search(self) -> None:
        """Assert that the canaries are nowhere."""
        assert self.answers
        places = self.everything()
        assert len(places) > len(self.answers) + 3
        spaced = " ".join(NUMBER[n : n + 4] for n in range(0, 16, 4))
        quoted = (f'"{CODE}"', f"'{CODE}'", f">{CODE}<", f" {CODE}", f":{CODE}")
        canaries = (NUMBER, NUMBER[:12], spaced, LICENSE, *quoted)
        assert [f"{canary} in {place}" for place, text in places.items() for canary in canaries if canary in text] == []


async def tables(url: str) -> dict[str, str]:
    """Return every table of a database as text."""
    connection = await asyncpg.connect(url)
    names = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
    dump = {}
    for (name,) in names:
        rows = await connection.fetch(f"select * from {name}")
        dump[f"table {name}"] = "\n".join(_plain(value) for row in rows for value in row)
    await connection.close()
    return dump


def _plain(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


@pytest.fixture
def watched(api: Api, caplog: pytest.LogCaptureFixture) -> Iterator[Watched]:
    """A server that is searched for the canaries when the test is over."""
    caplog.set_level(logging.DEBUG)
    watched = Watched(api, caplog)
    yield watched
    watched.search()


FORMS = pytest.mark.parametrize("xml", [False, True], ids=["json", "xml"])


@FORMS
def test_of_an_authorised_card_the_mask_alone_is_kept(watched: Watched, xml: bool) -> None:
    answer = watched.authorize(card(), xml=xml)
    assert answer.status == 200, answer
    assert "************1236" in answer.text
    stored = [text for place, text in watched.everything().items() if not place.startswith("answer")]
    assert any("************1236" in text for text in stored), "the search would find what is stored"


@FORMS
@pytest.mark.parametrize("patch", [False, True], ids=["added", "changed"])
def test_of_a_card_on_a_payment_instrument_the_mask_alone_is_kept(watched: Watched, xml: bool, patch: bool) -> None:
    answer = watched.instrument(card(), xml=xml, patch=patch)
    assert answer.status == 200, answer
    assert "************1236" in answer.text


@FORMS
def test_nothing_is_kept_of_a_card_that_is_declined(watched: Watched, xml: bool) -> None:
    declined = card(DECLINED)
    for answer in (
        watched.authorize(declined, xml=xml),
        watched.instrument(declined, xml=xml),
        watched.instrument(declined, xml=xml, patch=True),
    ):
        assert answer.status == 400
        assert "HookStatusException" in answer.text
    assert all(DECLINED not in text for text in watched.everything().values())


@FORMS
def test_nothing_is_kept_of_a_card_whose_hook_throws(watched: Watched, xml: bool) -> None:
    throws = card(THROWS)
    for answer in (
        watched.authorize(throws, xml=xml),
        watched.instrument(throws, xml=xml),
        watched.instrument(throws, xml=xml, patch=True),
    ):
        assert answer.status == 500
        assert "HookInternalServerErrorException" in answer.text
    assert all(THROWS not in text for text in watched.everything().values())


def test_a_hook_that_quotes_the_card_in_its_error_gives_nothing_away(watched: Watched) -> None:
    def quote(_order: Any, *given: Any) -> None:
        request = given[-1]
        raise ValueError(f"{request} {request.payment_card.number} {request.payment_card.security_code}")

    hooks = watched.api.application.server.hooks
    for point in ("beforePaymentAuthorize", "payment_instrument.beforePOST", "payment_instrument.beforePATCH"):
        hooks.register(f"dw.ocapi.shop.order.{point}", quote)
    assert watched.authorize(card()).status == 500
    assert watched.instrument(card()).status == 500
    assert watched.instrument(card(), patch=True).status == 500


def test_a_card_hook_that_quotes_the_security_code_in_its_error_gives_nothing_away(
    make_api: Callable[..., Api], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    watched = Watched(make_api(demo_hook=False), caplog)
    seen: list[str | None] = []

    def quote(_order: Any, _instrument: Any, security_code: str | None) -> None:
        seen.append(security_code)
        raise ValueError(f"the code {security_code} is wrong")

    watched.api.application.server.hooks.register("dw.order.payment.authorizeCreditCard", quote)
    assert watched.instrument(card()).status == 500
    assert watched.instrument(card(), patch=True).status == 500
    assert seen == [CODE, CODE]
    watched.search()


BROKEN = [
    json.dumps(card()).encode()[:-1],
    json.dumps(card()).encode() + b"}",
    json.dumps(card()).replace('"number"', '"card_number"').encode(),
    json.dumps(card()).replace('"security_code"', '"cvc"').encode(),
    json.dumps(card()).replace(f'"{CODE}"', CODE + "5").encode(),
    json.dumps(card()).replace(f'"{CODE}"', f'"{CODE}{CODE}"').encode(),
    json.dumps(card()).replace(f'"{NUMBER}"', NUMBER).encode(),
    json.dumps(card()).replace(f'"{NUMBER}"', f'["{NUMBER}"]').encode(),
    json.dumps(card()).replace(f'"{NUMBER}"', f'{{"{NUMBER}": "{CODE}"}}').encode(),
    json.dumps(card()).replace("12,", f'"{NUMBER}",').encode(),
    json.dumps({**card(), "amount": NUMBER}).encode(),
    json.dumps({**card(), NUMBER: 1}).encode(),
    json.dumps({**card(), "c_number": {NUMBER: CODE}}).encode(),
    json.dumps({"_v": NUMBER, **card()}).encode(),
    json.dumps({**card(), "payment_bank_account": {"number": NUMBER, "drivers_license": LICENSE, "x": CODE}}).encode(),
    json.dumps(card()).encode("utf-16"),
    json.dumps(card()).encode().replace(b"Lebowski", b"\xff"),
    json.dumps(NUMBER).encode(),
    NUMBER.encode(),
]


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_a_fault_about_a_broken_body_never_repeats_it(watched: Watched, body: bytes) -> None:
    answers = [watched.authorize(body), watched.instrument(body), watched.instrument(body, patch=True)]
    assert {answer.status for answer in answers} == {400}, answers


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body[:-20],
        lambda body: body.replace(b"<number>", b"<cardnumber>").replace(b"</number>", b"</cardnumber>"),
        lambda body: body.replace(b"<number>", b"<number><x>").replace(b"</number>", b"</x></number>"),
        lambda body: b"<!DOCTYPE x [<!ENTITY y '" + NUMBER.encode() + b"'>]>" + body,
        lambda body: body.replace(b"<expiration_month>12", b"<expiration_month>" + NUMBER.encode() + b"x"),
        lambda body: body.replace(b"xmlns=", b"cvv='" + CODE.encode() + b"' xmlns="),
    ],
    ids=["cut off", "unknown element", "element in a text", "entity", "no number", "attribute"],
)
def test_a_fault_about_broken_xml_never_repeats_it(watched: Watched, change: Callable[[bytes], bytes]) -> None:
    answers = [
        watched.authorize(change(as_xml(card(), "15.2")), xml=True),
        watched.instrument(change(as_xml(card(), "23.1")), xml=True),
    ]
    assert all(answer.status < 500 for answer in answers), answers


def test_a_payment_method_that_does_not_exist_keeps_nothing(watched: Watched) -> None:
    unknown = {**card(), "payment_method_id": "CARRIER_PIGEON"}
    assert watched.authorize(unknown).fault == "InvalidPaymentMethodException"
    assert watched.instrument(unknown).fault == "InvalidPaymentMethodIdException"


def test_a_request_that_is_refused_before_its_body_is_read_keeps_nothing(watched: Watched) -> None:
    wrong = {"x-dw-order-token": "wrong"}
    assert watched.authorize(card(), headers=wrong).status == 401
    path = f"{V23}/orders/{watched.order['order_no']}/payment_instruments"
    assert watched.send("POST", path, card()).status == 401
    assert watched.send("POST", path.replace(watched.order["order_no"], "1"), card(), token=watched.agent).status == 404


def test_a_basket_refuses_a_card_number_and_repeats_nothing(watched: Watched) -> None:
    """Only the payment_instruments resources take a number: lifecycle page, section 7.2."""
    document = {"payment_instruments": [card()]}
    answer = watched.basket(document)
    assert (answer.status, answer.fault) == (400, "UnknownPropertyException")
    assert watched.order_body({"basket_id": "x", **document}).status in (400, 404)
    assert watched.basket({"payment_instruments": [{**card(), "payment_card": NUMBER}]}).status == 400


@pytest.mark.parametrize("place", ["masked_number", "number_last_digits"])
def test_a_basket_takes_over_no_mask_of_a_client(watched: Watched, place: str) -> None:
    instrument = {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa", place: NUMBER}}
    answer = watched.basket({"payment_instruments": [instrument]})
    assert answer.status == 200
    assert place not in answer.json["payment_instruments"][0]["payment_card"]


def test_the_debug_log_of_a_whole_flow_has_no_secret(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    asyncio_logger = logging.getLogger("asyncio")
    asyncio_logger.debug("the capture works")
    watched.authorize({**card(), "amount": float(Decimal(watched.order["order_total"]))})
    assert "the capture works" in caplog.text
    assert watched.order["order_token"] not in caplog.text
    assert watched.agent not in caplog.text
