"""Remote hooks: a service of one's own answers a point over HTTPS, and proves by the signature who asks."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import trustme
from tests.api import V23, Api

from counterfoil.hooks.loader import HookFileError
from counterfoil.hooks.registry import Registry
from counterfoil.scripts.remote import SIGNATURE, register_remote, verify
from counterfoil.traces.find import find
from counterfoil.traces.view import view

SECRET = "between us"
AFTER = "dw.ocapi.shop.order.afterPOST"


class Asked(NamedTuple):
    """A call that came."""

    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)


class Service:
    """A service over HTTPS whose answers are given one after the other; the last one again and again."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[Asked] = []
        self.answers: list[tuple[int, bytes]] = [(204, b"")]
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                service.asked.append(Asked({name.lower(): value for name, value in self.headers.items()}, body))
                status, content = service.answers[0] if len(service.answers) == 1 else service.answers.pop(0)
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                self.send_header("content-length", str(len(content)))
                if status == 302:
                    self.send_header("location", "https://localhost:1/elsewhere")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        authority = trustme.CA()
        self.ca = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_port}/hooks"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, document: Any, status: int = 200) -> None:
        self.answers = [(status, json.dumps(document).encode())]

    def row(self, point: str = AFTER, **more: Any) -> str:
        """Return a row of the file of remote hooks."""
        values = {"point": point, "url": self.url, "secret": SECRET, "ca": str(self.ca), "seconds": 10.0, **more}
        lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
        return "\n".join(["[[hook]]", *lines, ""])


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def make_remote(make_api: Callable[..., Api], tmp_path: Path) -> Callable[..., Api]:
    def make(*rows: str, **settings: Any) -> Api:
        file = tmp_path / "remote.toml"
        file.write_text("\n".join(rows))
        return make_api(remote_hooks=str(file), **settings)

    return make


def submit(api: Api) -> Any:
    token = api.agent_token()
    return api.post(f"{V23}/orders", {"basket_id": api.basket(token)["basket_id"]}, token=token)


def test_a_service_is_told_and_may_change_what_it_is_told(service: Service, make_remote: Callable[..., Api]) -> None:
    api = make_remote(service.row(), service.row("dw.ocapi.shop.order.modifyPOSTResponse"))

    service.answers = [
        (200, json.dumps({"custom": {"seen": 7}}).encode()),
        (200, json.dumps({"arguments": {"document": {"order_no": "shown", "c_x": 1}}}).encode()),
    ]
    answer = submit(api)
    assert answer.status == 200, answer
    assert (answer.json["order_no"], answer.json["c_x"]) == ("shown", 1)
    first, second = (one.document for one in service.asked)
    assert first["point"] == AFTER
    assert first["arguments"]["order"]["order_no"] == second["arguments"]["order"]["order_no"]
    assert second["custom"] == {"seen": 7}
    assert first["request"]["site"] == "RefArch"


def test_what_it_changes_of_an_order_is_kept(service: Service, make_remote: Callable[..., Api]) -> None:
    api = make_remote(service.row())

    class Echo(list[Any]):
        def __getitem__(self, at: Any) -> Any:
            order = service.asked[-1].document["arguments"]["order"]
            return (200, json.dumps({"arguments": {"order": {**order, "c_note": "from afar"}}}).encode())

        def __len__(self) -> int:
            return 1

    service.answers = Echo()
    order = submit(api).json
    kept = api.get(f"{V23}/orders/{order['order_no']}", token=api.agent_token()).json
    assert kept["c_note"] == "from afar"
    assert kept["order_total"] == order["order_total"]


def test_its_calls_are_in_the_trace_of_the_request(service: Service, make_remote: Callable[..., Api]) -> None:
    api = make_remote(service.row())
    service.answers = [(503, b""), (204, b"")]
    assert submit(api).status == 200
    recorder = api.application.server.traces
    assert recorder is not None
    api.run(recorder.flush())
    shown = view(api.run(find(api.application.server.store, "last")))
    (hook,) = next(point for point in shown["points"] if point["point"] == AFTER)["hooks"]
    assert [(call["method"], call["status"]) for call in hook["notes"] if call["kind"] == "http"] == [
        ("POST", 503),
        ("POST", 204),
    ]


def test_each_call_is_signed(service: Service, make_remote: Callable[..., Api]) -> None:
    submit(make_remote(service.row()))
    asked = service.asked[0]
    assert verify(SECRET, asked.headers[SIGNATURE], asked.body)
    assert not verify("another", asked.headers[SIGNATURE], asked.body)
    assert not verify(SECRET, asked.headers[SIGNATURE], asked.body + b" ")


def test_an_error_refuses_the_request(service: Service, make_remote: Callable[..., Api]) -> None:
    service.answer({"status": {"status": 1, "code": "FRAUD", "message": "no", "details": {"score": 99}}})
    answer = submit(make_remote(service.row()))
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    assert answer.arguments["statusCode"] == "FRAUD"
    assert answer.arguments["statusDetails"] == {"score": 99}


def test_a_value_is_the_answer_of_points_that_ask_for_one(service: Service, make_remote: Callable[..., Api]) -> None:
    service.answer({"value": "MINE-1"})
    assert submit(make_remote(service.row("dw.order.createOrderNo"))).json["order_no"] == "MINE-1"


def test_a_call_is_repeated_under_the_same_id(service: Service, make_remote: Callable[..., Api]) -> None:
    service.answers = [(503, b""), (0, b""), (204, b"")]
    assert submit(make_remote(service.row())).status == 200
    assert len(service.asked) == 3
    assert len({asked.headers["x-counterfoil-call"] for asked in service.asked}) == 1


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (500, b""),
        (404, b"{}"),
        (302, b""),
        (200, b"no json"),
        (200, b"[]"),
        (200, b'{"status": 1}'),
        (503, b""),
        (0, b""),
    ],
)
def test_an_answer_that_is_none_is_the_fault_of_a_hook(
    service: Service, make_remote: Callable[..., Api], status: int, content: bytes
) -> None:
    service.answers = [(status, content)]
    answer = submit(make_remote(service.row(retries=0)))
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")


def test_a_service_without_a_certificate_we_trust_is_told_nothing(
    service: Service, make_remote: Callable[..., Api]
) -> None:
    assert submit(make_remote(service.row(ca="", retries=0))).status == 500
    assert service.asked == []


def test_an_order_that_comes_back_broken_is_not_kept(service: Service, make_remote: Callable[..., Api]) -> None:
    service.answer({"arguments": {"order": {"product_items": "none"}}})
    answer = submit(make_remote(service.row()))
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("[[hook]]\npoint = 1", "a row is [[hook]] with point, url and secret"),
        ("[hook", "remote.toml:"),
        (f'[[hook]]\npoint = "{AFTER}"\nurl = "http://example.com/"\nsecret = "x"', "over https only"),
        (f'[[hook]]\npoint = "{AFTER}"\nurl = "https://example.com/"', "needs a secret"),
        (
            f'[[hook]]\npoint = "{AFTER}"\nurl = "https://example.com/"\nsecret_env = "NOT_SET"',
            "set the environment variable NOT_SET",
        ),
        ('[[hook]]\npoint = "nowhere"\nurl = "https://example.com/"\nsecret = "x"', "no extension point 'nowhere'"),
        (
            '[[hook]]\npoint = "dw.order.calculat"\nurl = "https://example.com/"\nsecret = "x"',
            "did you mean dw.order.calculate",
        ),
        (f'[[hook]]\npoint = "{AFTER}"\nurl = "https://example.com/"\nsecret = "x"\ncolour = "red"', "colour"),
    ],
)
def test_a_file_that_is_wrong_is_refused_before_anything_is_served(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "remote.toml"
    file.write_text(row)
    with pytest.raises(HookFileError) as refused:
        register_remote(Registry(), str(file))
    assert said in str(refused.value)
