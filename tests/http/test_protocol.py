"""HTTP on a real connection: answers come whole and at once, whatever the method, and a request is one log line."""

import json
import socket
from urllib.parse import urlsplit

from tests.api import V23
from tests.servers import ServerProcess, read


def talk(server: ServerProcess, request: bytes, until: bytes) -> bytes:
    """Send bytes and return what comes, up to a mark; the connection's end or silence fails the test."""
    parts = urlsplit(server.origin)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        connection.sendall(request)
        received = b""
        while until not in received:
            piece = connection.recv(65536)
            assert piece, received
            received += piece
    return received


def test_answers_come_whole(served_store: str) -> None:
    server = ServerProcess(served_store)
    product = f"{V23}/products/mug-01?client_id={'a' * 30}"
    get = f"GET {product} HTTP/1.1\r\nHost: shop\r\n\r\n".encode()
    pipelined = talk(server, get + get.replace(b"mug-01", b"tea-01"), b'"tea-01"')
    assert pipelined.count(b"HTTP/1.1 200") == 2
    head = get.replace(b"GET", b"HEAD") + get.replace(b"mug-01", b"tea-01")
    assert talk(server, head, b'"tea-01"').count(b'"id"') == 1, "no body between the answers"
    asked = f"POST {V23}/customers/auth?client_id={'a' * 30} HTTP/1.1\r\nHost: shop\r\nExpect: 100-continue\r\n"
    asked += "Content-Type: application/json\r\nContent-Length: 16\r\n\r\n"
    assert b"100 Continue" in talk(server, asked.encode(), b"\r\n\r\n")
    server.stop()


def test_a_request_is_one_line_of_json_without_its_query(served_store: str) -> None:
    server = ServerProcess(served_store)
    token = server.agent_token()
    read(server.client.get(f"{V23}/products/mug-01?client_id={'a' * 30}&c_secret=hidden"))
    server.stop()
    lines = [json.loads(line) for line in server.said if line.startswith("{")]
    shown = [(line["method"], line["path"], line["status"]) for line in lines]
    assert shown == [("POST", "/dw/oauth2/access_token", 200), ("GET", f"{V23}/products/mug-01", 200)]
    assert len({line["request_id"] for line in lines}) == 2
    assert not [line for line in server.said if token in line or "hidden" in line]
