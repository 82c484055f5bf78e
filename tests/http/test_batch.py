"""Batches: several requests in one, what parts inherit, how each is answered, and what refuses a part or all of it."""

import json
import re
from typing import Any, NamedTuple

import pytest
from tests.api import SHOP, V15, V23, Answer, Api
from tests.conftest import MakeApi
from tests.http.granted import client, entry, put
from tests.http.test_faults import check

from counterfoil.demo.accounts import CLIENT_ID
from counterfoil.demo.walk import basket_document

BATCH = "/s/RefArch/dw/batch"
MARK = "23dh3f9f4"
READ = {"x-dw-http-method": "GET", "x-dw-resource-path": f"{V23}/"}


class Part(NamedTuple):
    """A part of an answer."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def fault(self) -> tuple[int, str]:
        return self.status, self.json["fault"]["type"]


def body(*parts: tuple[dict[str, str], bytes | dict[str, Any]], mark: str = MARK) -> bytes:
    """Write parts as the platform's page shows them."""
    written = b""
    for headers, content in parts:
        data = content if isinstance(content, bytes) else json.dumps(content, default=float).encode()
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        written += f"--{mark}\r\n{head}\r\n".encode() + data + b"\r\n"
    return written + f"--{mark}--\r\n".encode()


def send(api: Api, *parts: tuple[dict[str, str], bytes | dict[str, Any]], **options: Any) -> Answer:
    """Send a batch."""
    headers = {"Content-Type": f"multipart/mixed; boundary={MARK}", **options.pop("headers", {})}
    return api.post(options.pop("url", BATCH), body(*parts), headers=headers, **options)


def parts_of(answer: Answer) -> list[Part]:
    """Take an answer apart."""
    assert answer.status == 200, answer
    found = re.fullmatch(r'multipart/mixed; boundary="?([^"]+)"?', answer.headers["content-type"])
    assert found is not None
    pieces = (b"\r\n" + answer.content).split(b"\r\n--" + found[1].encode())
    assert (pieces[0], pieces[-1].strip()) == (b"", b"--")
    parts = []
    for piece in pieces[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n"))
        parts.append(Part(int(headers["x-dw-status-code"]), headers, content))
    return parts


def get(extension: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """Make a part that reads."""
    own = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"x-dw-resource-path-extension": extension, **own}, b""


def test_each_part_is_answered_in_its_order_with_its_id(api: Api) -> None:
    answer = send(
        api, get("products/mug-01", x_dw_content_id="one"), get("products/none", x_dw_content_id="two"), headers=READ
    )
    one, two = parts_of(answer)
    assert (one.status, one.headers["x-dw-content-id"], one.json["id"]) == (200, "one", "mug-01")
    assert one.headers["content-type"] == "application/json;charset=UTF-8"
    assert one.headers["x-dw-version-status"] == "deprecated"
    assert (two.fault, two.headers["x-dw-content-id"]) == ((404, "ProductNotFoundException"), "two")
    assert answer.headers["cache-control"] == "max-age=0,no-cache,no-store,must-revalidate"
    assert "x-dw-request-base-id" in answer.headers
    assert "x-dw-request-base-id" not in one.headers


def test_an_order_is_placed_in_one_batch_whose_parts_differ_in_method_and_version(api: Api, agent: str) -> None:
    basket = api.basket(agent)["basket_id"]
    answer = send(
        api,
        ({"x-dw-http-method": "PATCH", "x-dw-resource-path-extension": f"baskets/{basket}"}, {"c_giftNote": "hello"}),
        ({"x-dw-http-method": "POST", "x-dw-resource-path-extension": "orders"}, {"basket_id": basket}),
        ({"x-dw-http-method": "GET", "x-dw-resource-path": V15, "x-dw-resource-path-extension": "orders"}, b""),
        headers={"x-dw-resource-path": V23},
        token=agent,
    )
    changed, ordered, listed = parts_of(answer)
    assert ordered.status == 200, ordered
    assert ordered.json["status"] == "created"
    assert (listed.status, listed.json["_v"]) == (200, "15.2")
    assert changed.status in (200, 400)


def test_parts_do_not_share_a_transaction(api: Api, agent: str) -> None:
    new = {"x-dw-http-method": "POST", "x-dw-resource-path-extension": "baskets"}
    first, broken, last = parts_of(
        send(api, (new, basket_document()), (new, b"{"), (new, {}), headers={"x-dw-resource-path": V23}, token=agent)
    )
    assert (first.status, broken.fault, last.status) == (200, (400, "BodyDecodingException"), 200)
    assert api.get(f"{V23}/baskets/{first.json['basket_id']}", token=agent).status == 200


def test_headers_and_parameters_are_inherited_unless_a_part_has_its_own(api: Api, agent: str) -> None:
    order = api.order(agent)["order_no"]
    guest = f"Bearer {api.customer()}"
    mine, foreign, expanded, xml = parts_of(
        send(
            api,
            get(f"orders/{order}"),
            get(f"orders/{order}", Authorization=guest),
            get("products/mug-01?expand=prices"),
            get("products/mug-01?format=xml"),
            headers=READ,
            url=f"{BATCH}?locale=default&expand=images&callback=show",
            token=agent,
        )
    )
    assert (mine.status, foreign.fault) == (200, (404, "OrderNotFoundException"))
    assert ("price" in expanded.json, "image_groups" in expanded.json) == (True, False)
    assert b"<image_groups>" in xml.content
    assert xml.headers["content-type"].startswith("application/xml")


def test_a_part_may_be_another_client_by_header_or_parameter(api: Api) -> None:
    for part in (get("products/mug-01", x_dw_client_id="nobody"), get("products/mug-01?client_id=nobody")):
        own, other = parts_of(
            send(api, get("products/mug-01"), part, headers=READ, url=f"{BATCH}?client_id={CLIENT_ID}")
        )
        assert (own.status, other.fault) == (200, (401, "UnknownClientIdException"))
    (alone,) = parts_of(
        send(api, get(f"products/mug-01?client_id={CLIENT_ID}"), headers={**READ, "x-dw-client-id": None})
    )
    assert alone.status == 200


def test_the_site_is_that_of_the_path_else_that_of_the_batch(api: Api) -> None:
    headers = {**READ, "x-dw-resource-path": "/dw/shop/v23_1"}
    assert parts_of(send(api, get("site"), headers=headers, url="/s/RefArchEU/dw/batch"))[0].json["id"] == "RefArchEU"
    assert parts_of(send(api, get("site"), headers=READ, url="/s/RefArchEU/dw/batch"))[0].json["id"] == "RefArch"
    assert parts_of(send(api, get("site"), headers=headers, url="/dw/batch"))[0].json["id"] == "RefArch"
    elsewhere = get("site", x_dw_resource_path="/s/Nowhere/dw/shop/v23_1")
    assert parts_of(send(api, get("site"), elsewhere, headers=headers))[1].fault == (400, "UnknownSiteIdException")
    check(
        send(api, get("site"), headers=headers, url="/s/Nowhere/dw/batch"),
        400,
        "UnknownSiteIdException",
        {"siteId": "Nowhere"},
    )


PARTS: list[tuple[dict[str, str], int, str]] = [
    ({"x-dw-http-method": ""}, 400, "MissingHttpMethodException"),
    ({"x-dw-http-method": "TRACE"}, 400, "InvalidHttpMethodException"),
    ({"x-dw-resource-path": ""}, 400, "MissingResourcePathException"),
    ({"x-dw-resource-path-extension": "products/(mug-01,tea-01)"}, 400, "ResourcePathNotAllowedException"),
    ({"x-dw-resource-path-extension": "products/%28mug-01%29"}, 400, "ResourcePathNotAllowedException"),
    ({"x-dw-resource-path": BATCH, "x-dw-resource-path-extension": ""}, 400, "ResourcePathNotAllowedException"),
    (
        {"x-dw-resource-path": "/dw/oauth2/access_token", "x-dw-resource-path-extension": ""},
        400,
        "ResourcePathNotAllowedException",
    ),
    (
        {"x-dw-resource-path": "/dw/meta/v1/rest", "x-dw-resource-path-extension": "shop"},
        400,
        "ResourcePathNotAllowedException",
    ),
    ({"x-dw-resource-path-extension": "products/mug 01"}, 400, "ResourcePathException"),
    ({"x-dw-resource-path-extension": "products/%zz"}, 400, "ResourcePathException"),
    ({"x-dw-resource-path-extension": "products/mug-01?expand=%zz"}, 400, "IllegalQueryStringException"),
    ({"x-dw-resource-path-extension": "products/mug-01?expand=%ff"}, 400, "IllegalQueryStringException"),
    ({"x-dw-resource-path": f"{SHOP}/v99_1"}, 404, "VersionNotFoundException"),
    ({"x-dw-resource-path": SHOP}, 400, "InvalidVersionException"),
    ({"x-dw-http-method": "DELETE"}, 405, "MethodNotAllowedException"),
    ({"Authorization": "Digest abc"}, 401, "InvalidAuthorizationHeaderException"),
    ({"Authorization": "Bearer abc"}, 401, "InvalidAccessTokenException"),
]


@pytest.mark.parametrize(("headers", "status", "fault"), PARTS, ids=lambda value: str(value)[:60])
def test_what_is_wrong_with_a_part_is_its_answer(api: Api, headers: dict[str, str], status: int, fault: str) -> None:
    wrong = {"x-dw-resource-path-extension": "products/mug-01", **READ, "x-dw-content-id": "w", **headers}
    right = {**READ, "x-dw-resource-path-extension": "products/tea-01"}
    first, second = parts_of(send(api, ({name: text for name, text in wrong.items() if text}, b""), (right, b"")))
    assert (first.fault, first.headers["x-dw-content-id"]) == ((status, fault), "w"), first
    assert second.status == 200


@pytest.mark.parametrize(
    ("headers", "query", "status", "fault"),
    [
        ({"Content-Type": "application/json"}, "", 400, "IllegalContentTypeException"),
        ({"Content-Type": "multipart/mixed"}, "", 400, "IllegalContentTypeException"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, "", 400, "IllegalContentTypeException"),
        (
            {"Content-Type": 'multipart/mixed; boundary="a<b"'},
            "",
            400,
            "IllegalContentTypeException",
        ),
        ({"Content-Type": "multipart/mixed; boundary=other"}, "", 400, "InvalidRequestBodyException"),
        ({}, "?locale=%zz", 400, "IllegalQueryStringException"),
        ({}, "?locale=%ff", 400, "IllegalQueryStringException"),
        ({"x-dw-client-id": None}, "", 400, "MissingClientIdException"),
        ({"x-dw-client-id": "nobody"}, "", 401, "UnknownClientIdException"),
        ({"Authorization": "Digest abc"}, "", 401, "InvalidAuthorizationHeaderException"),
        ({"Authorization": "Bearer abc"}, "", 401, "InvalidTokenException"),
        ({"Authorization": "Bearer abc", "x-dw-client-id": None}, "", 401, "InvalidTokenException"),
        ({"Origin": "https://evil.example"}, "", 401, "UnauthorizedOriginException"),
    ],
)
def test_what_is_wrong_with_the_batch_refuses_it_whole(
    api: Api, headers: dict[str, str | None], query: str, status: int, fault: str
) -> None:
    answer = send(api, get("products/mug-01"), headers={**READ, **headers}, url=BATCH + query)
    check(answer, status, fault)
    assert answer.json["_v"] == "23.1", "the version of the base path"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_a_batch_is_posted(api: Api, method: str) -> None:
    answer = api.call(method, BATCH)
    assert (answer.status, answer.headers["allow"]) == (405, "POST, OPTIONS")
    options = api.call("OPTIONS", "/dw/batch")
    assert (options.status, options.headers["allow"]) == (204, "POST, OPTIONS")


def test_a_page_may_ask_before_it_sends_a_batch(api: Api) -> None:
    put(api, client(entry("/**", read_attributes="(**)"), allowed_origins=["https://shop.example"]))
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    answer = api.call("OPTIONS", f"{BATCH}?client_id={CLIENT_ID}", headers=asked)
    assert (answer.status, answer.headers["access-control-allow-methods"]) == (204, "POST")
    answer = send(api, get("products/mug-01"), headers={**READ, "Origin": "https://shop.example"})
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert parts_of(answer)[0].json["id"] == "mug-01"


def test_a_batch_has_limits(make_api: MakeApi) -> None:
    api = make_api(batch_parts=2, max_body_bytes=2000)
    assert len(parts_of(send(api, get("site"), get("site"), headers=READ))) == 2
    answer = send(api, get("site"), get("site"), get("site"), headers=READ)
    check(answer, 400, "QuotaExceededException")
    assert "2 parts" in answer.arguments["msg"]
    check(send(api, (READ, b"x" * 2000), headers=READ), 400, "RequestEntityTooLargeException", {})
    many = make_api(max_body_bytes=2000)
    url = f"{BATCH}?expand=images,prices,availability,variations,promotions"
    parts = parts_of(send(many, *[get("products/mug-01")] * 22, headers=READ, url=url))
    assert parts[0].status == 200
    assert parts[-1].fault == (400, "QuotaExceededException"), "answers have a limit too"


def test_fifty_parts_and_no_more(api: Api) -> None:
    assert len(parts_of(send(api, *[get("products/mug-01")] * 50, headers=READ))) == 50
    check(send(api, *[get("products/mug-01")] * 51, headers=READ), 400, "QuotaExceededException")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"--23dh3f9f4--\r\n",
        b"--23dh3f9f4\r\n\r\n",
        b"--23dh3f9f4\r\nx-dw-content-id: a\r\n\r\n{}",
        b"--23dh3f9f4\r\nno header\r\n\r\n\r\n--23dh3f9f4--",
        b"--23dh3f9f4\r\na\x00b: c\r\n\r\n\r\n--23dh3f9f4--",
        b"--23dh3f9f4\r\na: b\x00\r\n\r\n\r\n--23dh3f9f4--",
        b"--23dh3f9f4\r\nContent-Transfer-Encoding: gzip\r\n\r\n\r\n--23dh3f9f4--",
        b"--23dh3f9f4\r\nContent-Transfer-Encoding: base64\r\n\r\n%\r\n--23dh3f9f4--",
        b"--23dh3f9f4\r\n" + b"a: b\r\n" * 101 + b"\r\n\r\n--23dh3f9f4--",
        b"\xff" * 1000,
    ],
)
def test_a_body_that_is_not_made_of_parts_is_refused(api: Api, content: bytes) -> None:
    headers = {**READ, "Content-Type": f"multipart/mixed; boundary={MARK}"}
    check(api.post(BATCH, content, headers=headers), 400, "InvalidRequestBodyException", {})


@pytest.mark.parametrize("line", [b"\r\n", b"\n"])
@pytest.mark.parametrize("mark", ["x", "a b'()+_,-./:=?c"])
def test_parts_are_found_however_they_are_written(api: Api, line: bytes, mark: str) -> None:
    lines = [
        b"a preamble",
        b"--" + mark.encode() + b" \t",
        b"x-dw-resource-path-extension:",
        b" products/mug-01",
        b"",
        b"--" + mark.encode(),
        b"x-dw-http-method: post",
        b"x-dw-resource-path-extension: customers/auth",
        b"Content-Transfer-Encoding: base64",
        b"",
        b"eyJ0eXBlIjoi",
        b"Z3Vlc3QifQ==",
        b"--" + mark.encode() + b"--",
        b"an epilogue",
    ]
    headers = {**READ, "Content-Type": f'Multipart/Mixed; charset=utf-8; BOUNDARY="{mark}"'}
    read, signed = parts_of(api.post(BATCH, line.join(lines), headers=headers))
    assert (read.json["id"], signed.json["auth_type"]) == ("mug-01", "guest")
    assert signed.headers["authorization"].startswith("Bearer ")


def test_an_idempotency_key_belongs_to_a_part(api: Api, agent: str) -> None:
    new = {"x-dw-http-method": "POST", "x-dw-resource-path-extension": "baskets"}
    named = {**new, "Idempotency-Key": "one"}
    headers = {"x-dw-resource-path": V23, "Idempotency-Key": "all"}
    first, again, other = parts_of(send(api, (named, {}), (named, {}), (new, {}), headers=headers, token=agent))
    assert first.json["basket_id"] == again.json["basket_id"] != other.json["basket_id"]
    assert again.headers["idempotency-replayed"] == "true"


def test_put_is_no_verb_of_the_wire_in_a_batch(make_api: MakeApi) -> None:
    api = make_api(refuse_real_put=True)
    agent = api.agent_token()
    basket = api.basket(agent)["basket_id"]
    headers = {"x-dw-http-method": "PUT", "x-dw-resource-path": f"{V23}/orders/B-1"}
    (part,) = parts_of(send(api, (headers, {"basket_id": basket}), token=agent))
    assert (part.status, part.json["order_no"]) == (201, "B-1")
    assert part.headers["location"].endswith("/orders/B-1")


def test_head_and_options_are_methods_of_parts(api: Api) -> None:
    head, options = parts_of(
        send(
            api,
            get("products/mug-01", x_dw_http_method="HEAD"),
            get("products/mug-01", x_dw_http_method="OPTIONS"),
            headers=READ,
        )
    )
    assert (head.status, head.content) == (200, b"")
    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
