"""Cases of faults of batches, and of their parts."""

from typing import Any

from tests.api import V23
from tests.http.fault_cases import Ask, Reply, alone, case
from tests.http.fault_scene import Scene
from tests.http.test_batch import READ, get, parts_of, send


def batch(*parts: Any, query: str = "", **headers: str | None) -> Ask:
    """A batch that is refused as a whole."""

    def ask(scene: Scene, more: dict[str, str]) -> Reply:
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        given = parts or (get("site"),)
        answer = send(scene.api, *given, url=f"/s/RefArch/dw/batch{query}", headers={**READ, **own, **more})
        return Reply(answer.status, answer.headers, answer.content)

    return ask


def part(**headers: str) -> Ask:
    """A batch of which one part is refused."""

    def ask(scene: Scene, more: dict[str, str]) -> Reply:
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        base = {"x-dw-http-method": "GET", "x-dw-resource-path-extension": "site", "x-dw-resource-path": V23}
        (found,) = parts_of(send(scene.api, ({**base, **own, **more}, b""), headers={"x-dw-content-id": "one"}))
        return Reply(found.status, found.headers, found.content)

    return ask


CASES = [
    case(
        "ILLEGAL_CONTENT_TYPE",
        400,
        "IllegalContentTypeException",
        {},
        "A batch has to be of the content type 'multipart/mixed' with a boundary.",
        batch(Content_Type="multipart/mixed"),
    ),
    case(
        "ILLEGAL_QUERY_STRING",
        400,
        "IllegalQueryStringException",
        {},
        "The query string of the batch or of a part could not be read.",
        batch(query="?locale=%zz"),
    ),
    case(
        "INVALID_REQUEST_BODY",
        400,
        "InvalidRequestBodyException",
        {},
        "The body of the batch could not be read.",
        batch(Content_Type="multipart/mixed; boundary=other"),
    ),
    case(
        "INVALID_TOKEN",
        401,
        "InvalidTokenException",
        {},
        "The access token of the batch is not valid.",
        batch(Authorization="Bearer abc"),
    ),
    alone(
        "BATCH_ENTITY_TOO_LARGE",
        400,
        "RequestEntityTooLargeException",
        {},
        "The body of the batch is too large.",
        batch((READ, b"x" * 2000)),
        max_body_bytes=2000,
    ),
    case(
        "INVALID_HTTP_METHOD",
        400,
        "InvalidHttpMethodException",
        {"method": "TRACE"},
        "The HTTP method 'TRACE' of a part is not known.",
        part(x_dw_http_method="TRACE"),
    ),
    case(
        "MISSING_HTTP_METHOD",
        400,
        "MissingHttpMethodException",
        {},
        "The header 'x-dw-http-method' is missing.",
        part(x_dw_http_method=""),
    ),
    case(
        "MISSING_RESOURCE_PATH",
        400,
        "MissingResourcePathException",
        {},
        "The header 'x-dw-resource-path' is missing.",
        part(x_dw_resource_path=""),
    ),
    case(
        "RESOURCE_PATH_NOT_ALLOWED",
        400,
        "ResourcePathNotAllowedException",
        {"path": "/s/RefArch/dw/shop/v23_1/products/(mug-01,tea-01)"},
        "The resource '/s/RefArch/dw/shop/v23_1/products/(mug-01,tea-01)' is not allowed in a batch.",
        part(x_dw_resource_path_extension="products/(mug-01,tea-01)"),
    ),
    case(
        "UNKNOWN_SITE_ID",
        400,
        "UnknownSiteIdException",
        {"siteId": "Nowhere"},
        "The site id 'Nowhere' is unknown.",
        part(x_dw_resource_path="/s/Nowhere/dw/shop/v23_1"),
    ),
]
