"""The header x-explain of faults: every row has it, it says what helps, and it tells nobody what is not his."""

from typing import Any

import pytest
from tests.api import V15, V23, Api, basic
from tests.conftest import MakeApi

from counterfoil import faults
from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.faults import Fault, FaultType
from counterfoil.faults.fault import fault_row
from counterfoil.http.answers import Sender, make_fault
from counterfoil.http.exchange import Exchange
from counterfoil.http.explanations import EXPLANATIONS
from counterfoil.http.paths import read_path
from counterfoil.http.refusals import refusal
from counterfoil.http.request import read_request
from counterfoil.http.routes import find_route
from counterfoil.identity.caller import Caller
from counterfoil.shop.unasked_call import unasked

pytestmark = pytest.mark.fast
CARD = "4111111111111111"
HOSTILE = f"x\r\nSet-Cookie: a=b\x00 é\U0001f600 {CARD} " + "y" * 3000


class Wire:
    """What a sender sent."""

    def __init__(self) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    async def send(self, message: Any) -> None:
        self.headers += message.get("headers", [])
        self.body += message.get("body", b"")

    @property
    def lines(self) -> list[bytes]:
        return [value for name, value in self.headers if name == b"x-explain"]


def request_of(path: str, headers: dict[str, str]) -> Any:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "http_version": "1.1",
        "method": "PATCH",
        "scheme": "https",
        "path": path,
        "headers": raw,
        "query_string": b"",
    }
    return read_request(scope, "request-1", behind_proxy=False)


def nothing_known(api: Api, headers: dict[str, str]) -> Exchange:
    """A request of which nothing is known yet."""
    return Exchange(request_of("/", headers), api.application.server)


def all_known(api: Api, headers: dict[str, str]) -> Exchange:
    """A request that came to its resource function."""
    exchange = Exchange(request_of("/s/RefArch/dw/shop/v23_1/baskets/b-1", headers), api.application.server)
    exchange.address = read_path(exchange.request.path, exchange.request.segments)

    async def load() -> None:
        opening = await api.application.server.store.opening(None)
        exchange.state = await api.application.states.at(opening.revision)
        exchange.site = await exchange.state.site("RefArch")

    api.run(load())
    assert exchange.state is not None and exchange.site is not None
    exchange.method = "PATCH"
    exchange.route, _ = find_route("PATCH", exchange.address.resource, exchange.version, exchange.request.path)
    exchange.caller = Caller(client_id=CLIENT_ID)
    exchange.call = unasked(api.application.server, exchange.state, exchange.site)
    return exchange


def hostile(kind: FaultType) -> Fault:
    return kind(**dict.fromkeys(kind.arguments, HOSTILE))


def sent(api: Api, fault: Fault, exchange: Exchange) -> Wire:
    wire = Wire()
    api.run(Sender(wire.send, exchange).fault(fault))
    return wire


@pytest.mark.parametrize("known", [nothing_known, all_known])
def test_every_fault_is_explained_in_one_line_of_plain_text(api: Api, known: Any) -> None:
    for kind in faults.TABLE.values():
        (line,) = sent(api, hostile(kind), known(api, {})).lines
        text = line.decode("ascii")
        assert text.isprintable() and 10 < len(text) <= 1000, (kind.name, text)
        assert CARD not in text, kind.name


@pytest.mark.parametrize("known", [nothing_known, all_known])
def test_an_explanation_changes_neither_the_body_nor_the_other_headers(api: Api, known: Any) -> None:
    for kind in faults.TABLE.values():
        plain, explained = (sent(api, hostile(kind), known(api, {"x-explain": wish})) for wish in "01")
        assert plain.lines == [] and plain.body == explained.body
        assert plain.headers == [header for header in explained.headers if header[0] != b"x-explain"]


def test_every_row_says_what_it_means_and_what_to_do_about_it() -> None:
    usual = {FaultType("ANY", (), (faults.FaultRow("", status, ""),)).remedy for status in range(400, 600)}
    silent = [kind.name for kind in faults.TABLE.values() if kind.remedy in usual or not kind.meaning]
    assert silent == []
    assert [kind.name for kind in faults.TABLE.values() if not kind.remedy.isascii()] == []


def test_every_explanation_belongs_to_a_row() -> None:
    assert set(EXPLANATIONS) - set(faults.TABLE) == set()


def test_a_row_without_texts_says_what_its_status_usually_means() -> None:
    kind = fault_row("A_ROW_OF_A_TEST", 403, "TestException", "No.")
    del faults.TABLE[kind.name]
    assert (kind.meaning, kind.remedy) != ("", "")


def test_two_rows_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="BASKET_NOT_FOUND"):
        fault_row("BASKET_NOT_FOUND", 404, "TestException", "No.")


def test_a_service_explains_only_on_request(make_api: MakeApi) -> None:
    api = make_api(mode="service", behind_tls_proxy=True)
    headers = {"x-forwarded-proto": "https"}
    assert "x-explain" not in api.get(f"{V23}/nothing", headers=headers).headers
    answer = api.get(f"{V23}/nothing", headers={**headers, "x-explain": "1"})
    assert answer.headers["x-explain"].startswith(faults.RESOURCE_PATH_NOT_FOUND.remedy)


def test_a_service_says_nothing_about_a_request_of_an_unknown_client(make_api: MakeApi) -> None:
    api = make_api(mode="service", behind_tls_proxy=True)
    headers = {"x-forwarded-proto": "https", "x-explain": "1"}
    answer = api.get("/s/RefArc/dw/shop/v23_1/site", headers=headers)
    assert answer.headers["x-explain"] == faults.UNKNOWN_SITE.remedy


def test_errors_of_the_token_endpoint_are_explained(api: Api) -> None:
    answer = api.post("/dw/oauth2/access_token?grant_type=client_credentials")
    assert answer.status == 401
    assert "Authorization: Basic" in answer.headers["x-explain"]
    wrong = {"Authorization": basic("nobody", "nothing")}
    answers = [
        api.post("/dw/oauth2/access_token?grant_type=client_credentials", headers=wrong),
        api.post("/dw/oauth2/access_token?grant_type=client_credentials", headers=wrong),
    ]
    assert len({answer.headers["x-explain"] for answer in answers}) == 1


def test_what_is_refused_before_there_is_a_request_is_explained_too() -> None:
    fault = faults.REQUEST_TIMEOUT()
    line = b"x-explain: " + fault.kind.remedy.encode()
    assert line in refusal(fault, b"/", (), (), explains=True)
    assert line in refusal(fault, b"/", [(b"x-explain", b"1")], ())
    assert line not in refusal(fault, b"/", [(b"x-explain", b"0")], (), explains=True)
    assert line not in refusal(fault, b"/", (), ())


def test_a_repeated_fault_is_explained_again(api: Api, agent: str) -> None:
    kept = make_fault(faults.HOOK_STATUS(extension_point="x"), faults_version(), "json")
    wire = Wire()
    api.run(Sender(wire.send, all_known(api, {})).made(kept))
    assert wire.lines == [faults.HOOK_STATUS.remedy.encode()]


def faults_version() -> Any:
    return read_path("/dw/shop/v23_1", ["dw", "shop", "v23_1"]).version


def test_a_foreign_order_and_none_are_explained_alike(api: Api) -> None:
    owner = api.customer("credentials", "x@gmail.com", "Earl-Grey-1")
    stranger = api.customer("credentials", "ada@example.com", "Assam-tea-2")
    order_no, missing_no = api.order(owner)["order_no"], "99999999"
    for root in (V15, V23):
        for path in ("", "/payment_methods", "/notes"):
            foreign = api.get(f"{root}/orders/{order_no}{path}", token=stranger)
            missing = api.get(f"{root}/orders/{missing_no}{path}", token=stranger)
            ours = {name: value for name, value in foreign.headers.items() if name != "x-dw-request-base-id"}
            theirs = {name: value for name, value in missing.headers.items() if name != "x-dw-request-base-id"}
            assert ours == theirs
            assert foreign.text.replace(order_no, missing_no) == missing.text
