"""Cases of faults of the server itself: what is broken, hooks, repeated requests, connections."""

import contextlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import apsw
import pytest
from tests.api import V23
from tests.http.fault_cases import XML, Ask, Reply, alone, ask, case
from tests.http.fault_scene import Scene, at_work
from tests.http.raw import Connection
from tests.http.test_store_failures import SEVER

from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.hooks import Status
from counterfoil.store import sqlite
from counterfoil.store.records import StoreUnavailable

FORMS = {"json": {}, "xml": {"Accept": XML, "Content-Type": ""}}
"""The headers of requests in each format: a key stands for a request in one of them."""
READ_BASKET = "dw.ocapi.shop.basket.beforeGET"
NOTHING = ask("GET", "/baskets/nothing", by="agent")
MUG = f"{V23}/products/mug-01?client_id={CLIENT_ID}"


@contextlib.contextmanager
def unavailable(scene: Scene) -> Iterator[None]:
    """Lock the file, or let nobody into the database."""
    scene.token("agent")
    store = scene.api.settings.store
    if not store.startswith("postgres"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite, "WRITER_WAITS_SECONDS", 0)
            other = apsw.Connection(store)
            other.execute("begin immediate")
            yield
            other.execute("rollback")
            other.close()
        return
    server = scene.request.getfixturevalue("postgres_server")
    name = urlsplit(store.partition("@")[2]).path.strip("/") or store.partition("@/")[2].partition("?")[0]
    server.execute(f'alter database "{name}" allow_connections false')
    server.execute(SEVER.format(name))
    yield
    server.execute(f'alter database "{name}" allow_connections true')


@contextlib.contextmanager
def unforeseen(scene: Scene) -> Iterator[None]:
    """Let the store answer what nobody expects."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scene.api.application.server.store, "opening", None)
        yield


def _answer_lost(scene: Scene) -> None:
    """Requests in each format that were carried out, and whose answers the store did not keep."""
    path = f"{V23}/customers/{scene.name('xenia_id')}/addresses"

    async def refuse(*_: Any) -> None:
        raise StoreUnavailable

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scene.api.application.server.store, "complete_claim", refuse)
        for form, more in FORMS.items():
            headers = {"Idempotency-Key": f"lost-{form}", **more}
            body = {**ADDRESS, "address_id": form}
            assert scene.api.post(path, body, token=scene.token("xenia"), headers=headers).status == 200


def _used_key(scene: Scene) -> None:
    scene.api.post(f"{V23}/baskets", token=scene.token("stranger"), headers={"Idempotency-Key": "used"})


def keys_in_use(scene: Scene) -> contextlib.AbstractContextManager[None]:
    """Requests with a key, one in each format, that are at work as long as the context lasts."""
    headers = [{"Idempotency-Key": f"work-{form}", **more} for form, more in FORMS.items()]
    return at_work(scene, "dw.ocapi.shop.basket.beforePOST", "POST", f"{V23}/baskets", *headers)


def _wrong_password(scene: Scene) -> None:
    scene.api.post(f"{V23}/customers/password_reset", RESET)


def _raises(scene: Scene) -> None:
    def hook(*_: Any) -> None:
        raise RuntimeError

    scene.hook(READ_BASKET, hook)


def _refuses(scene: Scene) -> None:
    scene.hook(READ_BASKET, lambda *_: Status(Status.ERROR, "NO-BASKETS", "Not today."))


def _opened_circuit(scene: Scene) -> None:
    _raises(scene)
    for _ in range(51):
        scene.api.get(f"{V23}/baskets/nothing", token=scene.token("agent"))


ADDRESS = {"address_id": "{form}", "last_name": "Gold", "city": "Boston", "country_code": "US"}
RESET = {"identification": "nobody@example.com", "type": "login"}


def connection(*lines: str, options: tuple[str, ...] = (), busy: bool = False, url: str = MUG) -> Ask:
    """What a connection sends to a server process; the answer is all there is of it."""

    def talk(scene: Scene, more: dict[str, str]) -> Reply:
        if busy:
            scene.keep_busy(options, f"GET {MUG} HTTP/1.1\r\nHost: shop\r\n\r\n".encode())
        own = Connection(scene.server(options))
        own.send("\r\n".join([lines[0].format(url=url), *_written(more), *lines[1:]]).encode())
        answer = own.answer()
        own.close()
        head = answer.head.decode("latin-1").split("\r\n")[1:]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head)}
        return Reply(answer.status, headers, answer.body)

    return talk


def _written(headers: dict[str, str]) -> list[str]:
    return [f"{name}: {value}" for name, value in headers.items()]


CASES = [
    alone(
        "STORE_UNAVAILABLE",
        503,
        "ServiceUnavailableException",
        {},
        "The store cannot take the request at the moment. Please try again.",
        ask("POST", "/baskets", by="agent"),
        unavailable,
    ),
    alone(
        "INTERNAL_SERVER_ERROR",
        500,
        "InternalServerErrorException",
        {"requestId": "{request_id}"},
        "An internal error occurred. Please name the request id '{request_id}' when you report it.",
        ask("GET", "/products/mug-01"),
        unforeseen,
    ),
    alone(
        "HOOK_INTERNAL_SERVER_ERROR",
        500,
        "HookInternalServerErrorException",
        {"extensionPoint": "dw.ocapi.shop.basket.beforeGET"},
        "An error occurred in ExtensionPoint 'dw.ocapi.shop.basket.beforeGET'.",
        NOTHING,
        _raises,
    ),
    alone(
        "HOOK_STATUS",
        400,
        "HookStatusException",
        {
            "extensionPoint": "dw.ocapi.shop.basket.beforeGET",
            "statusCode": "NO-BASKETS",
            "statusMessage": "Not today.",
            "statusDetails": {},
        },
        "An error occurred in ExtensionPoint 'dw.ocapi.shop.basket.beforeGET'.",
        NOTHING,
        _refuses,
    ),
    alone(
        "HOOK_CIRCUIT_BREAKER",
        503,
        "HookCircuitBreakerException",
        {"extensionPoint": "dw.ocapi.shop.basket.beforeGET"},
        "The hooks of ExtensionPoint 'dw.ocapi.shop.basket.beforeGET' failed too often and are not run at the moment.",
        NOTHING,
        _opened_circuit,
    ),
    case(
        "INVALID_IDEMPOTENCY_KEY",
        400,
        "InvalidIdempotencyKeyException",
        {},
        "The header 'Idempotency-Key' has to be 1 to 255 printable ASCII characters.",
        ask("POST", "/baskets", by="agent", Idempotency_Key="x" * 256),
    ),
    alone(
        "IDEMPOTENCY_KEY_IN_USE",
        409,
        "IdempotencyKeyInUseException",
        {},
        "A request with this 'Idempotency-Key' is being processed. Please try again later.",
        ask("POST", "/baskets", by="agent", Idempotency_Key="work-{form}"),
        keys_in_use,
    ),
    alone(
        "IDEMPOTENCY_ANSWER_LOST",
        409,
        "IdempotencyAnswerLostException",
        {},
        "The request with this 'Idempotency-Key' was carried out, but its answer is not known."
        " Please read the resource.",
        ask("POST", "/customers/{xenia_id}/addresses", ADDRESS, by="xenia", Idempotency_Key="lost-{form}"),
        _answer_lost,
    ),
    case(
        "IDEMPOTENCY_KEY_REUSED",
        422,
        "IdempotencyKeyReusedException",
        {},
        "The 'Idempotency-Key' was used for another request.",
        ask("POST", "/baskets", {"currency": "USD"}, by="stranger", Idempotency_Key="used"),
        _used_key,
    ),
    alone(
        "REQUEST_ENTITY_TOO_LARGE",
        413,
        "RequestEntityTooLargeException",
        {},
        "The request body is too large.",
        ask("POST", "/baskets", {"c_x": "x" * 2000}, by="agent"),
        max_body_bytes=2000,
    ),
    alone(
        "TOO_MANY_REQUESTS",
        429,
        "TooManyRequestsException",
        {},
        "Too many requests. Please try again later.",
        ask("POST", "/customers/password_reset", RESET),
        _wrong_password,
        token_failures_per_minute=1,
    ),
]
CONNECTIONS = [
    case(
        "MALFORMED_REQUEST",
        400,
        "MalformedRequestException",
        {},
        "The request is not well-formed HTTP/1.1.",
        connection("GET {url} HTTP/1.1", "Host: shop", "Content-Length: 1", "Content-Length: 2", "", ""),
    ),
    case(
        "REQUEST_TIMEOUT",
        408,
        "RequestTimeoutException",
        {},
        "The request was not sent within its time.",
        connection("POST {url} HTTP/1.1", "Host: shop", "Content-Length: 1", "", "", options=("--body-seconds", "0.2")),
    ),
    case(
        "REQUEST_PATH_TOO_LONG",
        414,
        "RequestPathTooLongException",
        {},
        "The URL of the request is too long.",
        connection("GET {url} HTTP/1.1", "Host: shop", "", "", url=MUG + "&x=" + "y" * 9000),
    ),
    case(
        "REQUEST_HEADERS_TOO_LARGE",
        431,
        "RequestHeadersTooLargeException",
        {},
        "The headers of the request are too many or too large.",
        connection("GET {url} HTTP/1.1", "Host: shop", *(f"x-{n}: y" for n in range(100)), "", ""),
    ),
    case(
        "TOO_MANY_CONNECTIONS",
        503,
        "ServiceUnavailableException",
        {},
        "The server has as many connections as it takes. Please try again.",
        connection("GET {url} HTTP/1.1", "Host: shop", "", "", options=("--max-connections", "1"), busy=True),
    ),
]
