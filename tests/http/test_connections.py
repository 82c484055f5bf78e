"""What a connection may send and how long it may take, and what is refused before it is a request."""

from collections import deque
from collections.abc import Iterator

import pytest
from tests.api import V15, V23
from tests.fuzz.connection import opened
from tests.http.conftest import copy_demo
from tests.http.raw import Connection, RawAnswer, talk
from tests.servers import ServerProcess

from counterfoil.demo.accounts import CLIENT_ID

MUG = f"{V23}/products/mug-01?client_id={CLIENT_ID}".encode()
AUTH = f"{V23}/customers/auth?client_id={CLIENT_ID}".encode()
HOST = b"Host: shop\r\n"
GET = b"GET %b HTTP/1.1\r\n" % MUG
READ = GET + HOST + b"\r\n"
LAST = GET + HOST + b"Connection: close\r\n\r\n"
GUEST = b'{"type":"guest"}'
POST = b"POST %b HTTP/1.1\r\n" % AUTH + HOST + b"Content-Type: application/json\r\n"
LONG = 60_000
MOST_ASKED = 40_000_000


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server with limits as they are by default, but a short rest: tests wait for the connection's end."""
    store = copy_demo(request, "sqlite", tmp_path_factory.mktemp("connections"))
    running = ServerProcess(store, "--keep-alive-seconds", "0.2")
    yield running
    running.stop()
    complaints = [line for line in running.said if "Traceback" in line or "unforeseen" in line]
    assert complaints == []


@pytest.fixture(scope="module")
def hasty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server with little patience."""
    store = copy_demo(request, "sqlite", tmp_path_factory.mktemp("hasty"))
    times = ("--header-seconds", "0.2", "--body-seconds", "0.2", "--keep-alive-seconds", "0.2")
    running = ServerProcess(store, *times)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that takes two connections at once."""
    store = copy_demo(request, "sqlite", tmp_path_factory.mktemp("few"))
    running = ServerProcess(store, "--max-connections", "2")
    yield running
    running.stop()
    assert [line for line in running.said if "Traceback" in line or "unforeseen" in line] == []


def shown(answers: list[RawAnswer]) -> list[tuple[int, str]]:
    return [(answer.status, answer.fault) for answer in answers]


@pytest.mark.parametrize(
    ("request_line", "headers"),
    [
        (GET, HOST + HOST),
        (GET, HOST + b"host: evil\r\n"),
        (GET, b"Host: evil\r\n" + HOST),
        (GET, b""),
        (GET, b"Host:\r\n"),
        (GET, b"Host: shop/evil\r\n"),
        (GET, b"Host: a b\r\n"),
        (GET, b"Host: shop@evil\r\n"),
        (GET, b"Host: shop:80:80\r\n"),
        (GET, b"Host: shop:port\r\n"),
        (GET, b"Host: sh\xf6p\r\n"),
        (b"GET http://evil%b HTTP/1.1\r\n" % MUG, HOST),
        (b"GET http://user@shop%b HTTP/1.1\r\n" % MUG, HOST),
    ],
)
def test_a_request_names_one_host(server: ServerProcess, request_line: bytes, headers: bytes) -> None:
    (answer,) = talk(server, request_line + headers + b"Connection: close\r\n\r\n")
    assert (answer.status, answer.fault) == (400, "InvalidHostHeaderException")


@pytest.mark.parametrize(
    "request_bytes",
    [
        LAST,
        b"GET http://shop%b HTTP/1.1\r\n" % MUG + HOST + b"Connection: close\r\n\r\n",
        b"GET http://SHOP:8080%b HTTP/1.1\r\nHost: shop:8080\r\nConnection: close\r\n\r\n" % MUG,
        GET + b"Host: [::1]:8080\r\nConnection: close\r\n\r\n",
        GET.replace(b"1.1", b"1.0") + b"\r\n",
    ],
    ids=["name", "whole URL", "whole URL with port", "IPv6", "HTTP/1.0 without"],
)
def test_a_host_that_is_named_once_is_taken(server: ServerProcess, request_bytes: bytes) -> None:
    assert [answer.status for answer in talk(server, request_bytes)] == [200]


@pytest.mark.parametrize(
    ("sent", "status", "fault"),
    [
        (GET + HOST + b"".join(b"x-%d: y\r\n" % n for n in range(100)), 431, "RequestHeadersTooLargeException"),
        (GET + HOST + b"x: " + b"y" * LONG + b"\r\n", 431, "RequestHeadersTooLargeException"),
        (GET + HOST + b"x" * LONG + b": y\r\n", 431, "RequestHeadersTooLargeException"),
        (GET + HOST + b"x: " + b"y" * 4_000_000 + b"\r\n", 431, "RequestHeadersTooLargeException"),
        (b"GET /" + b"y" * 9000 + b" HTTP/1.1\r\n" + HOST, 414, "RequestPathTooLongException"),
        (b"GET /" + b"y" * 1_000_000 + b" HTTP/1.1\r\n" + HOST, 414, "RequestPathTooLongException"),
    ],
    ids=["many", "long value", "long name", "endless value", "long URL", "endless URL"],
)
def test_a_head_has_its_limits(server: ServerProcess, sent: bytes, status: int, fault: str) -> None:
    assert shown(talk(server, sent + b"\r\n")) == [(status, fault)]
    pieces = [sent[n : n + 10_000] for n in range(0, len(sent), 10_000)]
    assert shown(talk(server, *pieces, b"\r\n")) == [(status, fault)]


def test_a_head_within_its_limits_is_read_in_whatever_pieces(server: ServerProcess) -> None:
    headers = b"".join(b"x-%d: %b\r\n" % (n, b"y" * 300) for n in range(90))
    whole = GET + HOST + b"Connection: close\r\n" + headers + b"\r\n"
    assert talk(server, whole)[0].status == 200
    assert talk(server, *(whole[n : n + 1000] for n in range(0, len(whole), 1000)))[0].status == 200
    body = b'{"c_text":"%b"}' % (b"y" * LONG)
    big = b"POST %b HTTP/1.1\r\n" % AUTH + HOST + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
    assert shown(talk(server, READ + big)) == [(200, ""), (400, "UnknownPropertyException")]


@pytest.mark.parametrize(
    "sent",
    [
        GET + HOST + b"a b: c\r\n\r\n",
        GET + HOST + b"\x00: c\r\n\r\n",
        GET + HOST + b"a: b\n\r\n\x01",
        GET.replace(b"1.1", b"9.9") + HOST + b"\r\n",
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}   x",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 0x10\r\n\r\n",
        POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_with_a_fault_and_ends_the_connection(
    server: ServerProcess, sent: bytes
) -> None:
    assert shown(talk(server, sent + READ)) == [(400, "MalformedRequestException")]


def test_a_refusal_is_in_the_version_and_format_of_the_request(server: ServerProcess) -> None:
    bad = HOST + b"a b: c\r\n\r\n"
    (old,) = talk(server, f"GET {V15}/orders HTTP/1.1\r\n".encode() + bad)
    assert old.body.startswith(b'{"_v":"15.2","fault":{"type":"MalformedRequestException"')
    for asked in (b"format=xml HTTP/1.1\r\n", b"x=1 HTTP/1.1\r\nAccept: application/xml\r\n"):
        (xml,) = talk(server, b"GET %b&" % MUG + asked + bad)
        assert b"\r\ncontent-type: application/xml;charset=UTF-8" in xml.head
        assert b"<type>MalformedRequestException</type>" in xml.body
    for header in (b"x-dw-request-base-id: ", b"connection: close", b"cache-control: max-age=0,no-cache", b"date: "):
        assert header in old.head


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\x01", b"hello\r\n\r\n", b"\x00", b"GET products HTTP/1.1\r\n"])
def test_what_is_no_http_is_answered_in_plain_text(server: ServerProcess, sent: bytes) -> None:
    (answer,) = talk(server, sent)
    assert (answer.status, answer.body) == (400, b"This is not HTTP/1.1.")


@pytest.mark.parametrize(
    ("sent", "status", "fault"),
    [
        (b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", 400, "ResourcePathException"),
        (b"CONNECT shop:80 HTTP/1.1\r\n" + HOST + b"\r\n", 405, "MethodNotAllowedException"),
    ],
    ids=["star", "CONNECT"],
)
def test_urls_that_are_no_paths_are_refused(server: ServerProcess, sent: bytes, status: int, fault: str) -> None:
    assert shown(talk(server, sent)) == [(status, fault)]


def test_a_refusal_comes_after_the_answers_to_what_was_asked_before(server: ServerProcess) -> None:
    answers = talk(server, READ + READ + GET + HOST + b"a b: c\r\n\r\n" + READ)
    assert [answer.status for answer in answers] == [200, 200, 400]
    assert answers[2].fault == "MalformedRequestException"


def test_a_queued_request_with_a_broken_body_is_never_begun(server: ServerProcess) -> None:
    answers = talk(server, READ + POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n")
    assert [answer.status for answer in answers] == [200, 400]


def test_trailers_are_no_headers(server: ServerProcess) -> None:
    chunked = POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n" + GUEST + b"\r\n0\r\n"
    (answer,) = talk(server, chunked + b"Host: evil\r\nAuthorization: Bearer no\r\nContent-Encoding: gzip\r\n\r\n")
    assert answer.status == 200, answer
    flood = [b"x: " + b"y" * 10_000 for _ in range(60)]
    assert shown(talk(server, chunked, *flood)) == [(431, "RequestHeadersTooLargeException")]
    many = b"".join(b"x-%d: y\r\n" % n for n in range(200))
    assert shown(talk(server, chunked + many)) == [(431, "RequestHeadersTooLargeException")]


def test_an_offer_of_another_protocol_is_passed_over_and_the_body_kept(server: ServerProcess) -> None:
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
    answers = talk(server, POST + offer + b"Content-Length: 16\r\n\r\n" + GUEST + GET + HOST + offer + b"\r\n" + LAST)
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert b"authorization: Bearer" in answers[0].head
    socket = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"
    assert [answer.status for answer in talk(server, GET + HOST + socket)] == [200]


@pytest.mark.parametrize("encoding", [b"gzip", b"deflate", b"br", b"identity, gzip", b"x-gzip"])
def test_a_compressed_body_is_refused_unread(server: ServerProcess, encoding: bytes) -> None:
    connection = Connection(server)
    connection.send(POST + b"Content-Encoding: %b\r\nContent-Length: 1000000\r\n\r\n" % encoding)
    answer = connection.answer()
    assert (answer.status, answer.fault) == (415, "UnsupportedContentTypeException")
    connection.close()


def test_identity_is_no_encoding(server: ServerProcess) -> None:
    (answer,) = talk(server, POST + b"Content-Encoding: identity\r\nContent-Length: 16\r\n\r\n" + GUEST)
    assert answer.status == 200


def test_a_silent_connection_is_closed_without_a_word(hasty: ServerProcess) -> None:
    assert talk(hasty) == []
    assert talk(hasty, b"\r\n\r\n") == []


@pytest.mark.parametrize(
    "sent",
    [b"GE", GET, GET + HOST + b"x: y", POST + b"Content-Length: 100\r\n\r\n{", POST + b"Content-Length: 1\r\n\r\n"],
    ids=["half a line", "a line", "half a head", "half a body", "no body"],
)
def test_who_is_too_slow_is_told_so(hasty: ServerProcess, sent: bytes) -> None:
    assert shown(talk(hasty, sent)) == [(408, "RequestTimeoutException")]
    first, late = talk(hasty, READ + sent)
    assert (first.status, late.status) == (200, 408)


def test_a_connection_rests_between_requests_and_then_ends(hasty: ServerProcess) -> None:
    connection = Connection(hasty)
    for _ in range(3):
        connection.send(READ)
        assert connection.answer().status == 200
    assert connection.rest() == []


def test_a_body_that_is_refused_is_read_for_a_while_and_no_longer(hasty: ServerProcess) -> None:
    connection = Connection(hasty)
    connection.send(POST + b"Content-Length: 100000000\r\n\r\n" + b"x" * 100_000)
    assert connection.answer().status == 413
    assert connection.rest() == []


def test_a_request_that_is_answered_before_it_is_whole_does_not_end_the_connection(server: ServerProcess) -> None:
    connection = Connection(server)
    connection.send(b"POST /nowhere HTTP/1.1\r\n" + HOST + b"Content-Length: 100\r\n\r\n")
    assert connection.answer().status == 404
    connection.send(b"x" * 60)
    connection.send(b"x" * 40 + LAST)
    assert [answer.status for answer in connection.rest()] == [200]


def test_a_large_body_adds_to_its_time(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each byte gives more time than the test can take; without them the first deadline would end it."""
    store = copy_demo(request, "sqlite", tmp_path_factory.mktemp("slow"))
    server = ServerProcess(store, "--body-seconds", "1", "--body-bytes-per-second", "1")
    connection, waiting = Connection(server), Connection(server)
    connection.send(POST + b"Content-Length: 16\r\n\r\n")
    waiting.send(POST + b"Content-Length: 16\r\n\r\n")
    connection.send(GUEST[:12])
    assert shown(waiting.rest()) == [(408, "RequestTimeoutException")]
    connection.send(GUEST[12:])
    assert connection.answer().status == 200
    server.stop()


def test_connections_above_the_limit_are_told_to_come_again(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = copy_demo(request, "sqlite", tmp_path_factory.mktemp("few"))
    server = ServerProcess(store, "--max-connections", "2")
    first, second = Connection(server), Connection(server)
    for connection in (first, second):
        connection.send(READ)
        assert connection.answer().status == 200
    (refused,) = talk(server, READ)
    assert (refused.status, refused.fault) == (503, "ServiceUnavailableException")
    assert b"\r\nretry-after: 1" in refused.head
    first.send(LAST)
    assert [answer.status for answer in first.rest()] == [200]
    third = Connection(server)
    third.send(READ)
    assert third.answer().status == 200
    server.stop()


def test_only_names_of_the_setting_are_hosts_where_there_are_some(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = copy_demo(request, "sqlite", tmp_path_factory.mktemp("named"))
    server = ServerProcess(store, "--hosts", "Shop.Test, other.test", "--keep-alive-seconds", "0.2")
    for host in (b"shop.test", b"SHOP.test:8080", b"shop.test.", b"other.test", b"localhost:1", b"[::1]:80"):
        assert talk(server, GET + b"Host: %b\r\n\r\n" % host)[0].status == 200, host
    for host in (b"evil.test", b"shop.test.evil", b"127.0.0.2", b"[::2]"):
        assert shown(talk(server, GET + b"Host: %b\r\n\r\n" % host)) == [(400, "InvalidHostHeaderException")], host
    server.stop()


def test_who_does_not_read_is_not_answered_without_end(hasty: ServerProcess) -> None:
    """The client asks and never reads: what is on the way is bounded, and then the connection is cut off."""
    connection = Connection(hasty)
    asked, asking = 0, READ * 500
    with pytest.raises(OSError, match=r"reset|pipe"):
        while asked < MOST_ASKED:
            connection.socket.sendall(asking)
            asked += len(asking)
    connection.close()
    assert talk(hasty, LAST)[0].status == 200


def test_who_reads_late_gets_every_answer(server: ServerProcess) -> None:
    """More requests than the server takes at a time, and more answers than are on the way, before the first is read."""
    connection = Connection(server)
    connection.send(READ * 3000 + LAST)
    received = bytearray()
    while piece := connection.socket.recv(1 << 20):
        received += piece
    assert received.count(b"HTTP/1.1 200 OK\r\n") == received.count(b'"id":"mug-01"') == 3001
    connection.close()


def test_of_many_small_requests_that_come_together_some_hundreds_are_read_before_their_turn() -> None:
    connection, loop, transport = opened()
    connection.data_received(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 3000)
    assert len(connection.pipeline) < 1000
    loop.work()
    assert transport.written.count(b"HTTP/1.1 ") == 3000
    assert connection.pipeline == deque()


def test_a_body_that_waits_for_its_turn_has_its_time_from_then_on(server: ServerProcess) -> None:
    """The head comes with what is asked before it, the body in two pieces, one before and one behind the answers."""
    connection = Connection(server)
    head = POST + b"Connection: close\r\nContent-Length: 16\r\n\r\n"
    connection.send(READ * 20 + head + GUEST[:5])
    for _ in range(20):
        assert connection.answer().status == 200
    connection.send(GUEST[5:])
    assert [answer.status for answer in connection.rest()] == [200]


@pytest.mark.parametrize(
    "sent",
    [b"", b"GE", GET, POST + b"Content-Length: 100\r\n\r\n{", READ, READ * 50, b"\x16\x03\x01"],
    ids=["nothing", "half a line", "half a head", "half a body", "before its answer", "before many", "no HTTP"],
)
def test_a_connection_that_is_cut_off_leaves_nothing_behind(few: ServerProcess, sent: bytes) -> None:
    """More than the server takes at once, one after the other: each must be given up for the next to be taken."""
    for _ in range(4):
        connection = Connection(few)
        connection.send(sent)
        connection.cut_off()
    # The server may hear of a new connection before it hears that an old one is gone.
    answers = (talk(few, LAST)[0] for _ in range(100))
    assert any(answer.status == 200 for answer in answers)
