"""The management pages in a browser: who may look, what a trace looks like, and that nothing shown is ever run."""

import base64
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from tests.api import V23, Api
from tests.conftest import MakeApi

from counterfoil.management.app import Management

SECRET = "s3cret:with a colon"
POINT = "dw.ocapi.shop.order.afterPOST"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
EVIL = "</pre><script>alert(1)</script><img src=x onerror='alert(2)'>"
KNOWN = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "nav",
        "a",
        "h1",
        "h2",
        "p",
        "section",
        "span",
        "strong",
        "code",
    ),
    *("pre", "table", "tr", "th", "td", "div", "i", "details", "summary", "ul", "li"),
}
KNOWN_ATTRIBUTES = {"lang", "charset", "name", "content", "href", "class", "style", "open"}


def basic(password: str, user: str = "anybody") -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def ask(api: Api, path: str, authorization: str | bytes, method: str = "GET", accept: str = BROWSER) -> httpx.Response:
    app = Management(api.application.server, api.application.states, SECRET)
    headers = {"Authorization": authorization, "Accept": accept}

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://management") as client:
            return await client.request(method, path, headers=headers)

    answer: httpx.Response = api.run(send())
    return answer


class Outline(HTMLParser):
    """What a page is made of: it has to be well nested, of elements that do nothing but show."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in KNOWN
        assert {name for name, _ in attrs} <= KNOWN_ATTRIBUTES
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture
def traced(make_api: Callable[..., Api], tmp_path: Path) -> Api:
    """A shop with hooks at three points, one of which says something evil, and a request that met them."""
    file = tmp_path / "mine.py"
    file.write_text(
        "import logging\nfrom counterfoil.hooks import Status, hook\n\n"
        f"@hook('{POINT}')\ndef marks(order):\n    order.custom['c_note'] = {EVIL!r}\n"
        f"    logging.getLogger('shop').warning({EVIL!r})\n    return Status(Status.OK, 'MARKED', {EVIL!r})\n\n"
        f"@hook('{POINT}')\ndef never(order):\n    pass\n\n"
        "@hook('dw.ocapi.shop.order.modifyPOSTResponse')\ndef fails(order, document):\n"
        f"    raise ValueError({EVIL!r})\n"
    )
    api = make_api(hooks=str(file))
    token = api.agent_token()
    basket = api.basket(token)
    assert api.post(f"{V23}/orders", {"basket_id": basket["basket_id"]}, token=token).status == 500
    return api


def test_a_browser_is_asked_for_a_password_and_opens_the_pages_with_the_secret(api: Api) -> None:
    refused = ask(api, "/", "")
    assert refused.status_code == 401
    assert [value.split()[0] for value in refused.headers.get_list("www-authenticate")] == ["Bearer", "Basic"]
    shown = ask(api, "/", basic(SECRET))
    assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html;charset=UTF-8")
    assert {"/traces", "/health", "/notices"} <= set(Outline(shown.text).links)


@pytest.mark.parametrize(
    "authorization",
    [
        "Basic",
        "Basic !!!",
        "Basic \u00e9".encode("latin-1"),
        "Basic " + base64.b64encode(b"nocolon").decode(),
        basic("wrong"),
        basic(""),
        "Digest x",
        "Bearer",
    ],
)
def test_what_is_no_password_opens_nothing(api: Api, authorization: str | bytes) -> None:
    assert ask(api, "/traces", authorization).status_code == 401


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_a_password_is_for_looking_only(api: Api, method: str) -> None:
    """A browser sends it with whatever another site's page makes it send."""
    assert ask(api, "/ocapi-settings/shop/-", basic(SECRET), method).status_code == 401
    assert ask(api, "/ocapi-settings/shop/-", basic(SECRET)).status_code == 200


def test_a_page_runs_and_loads_nothing(api: Api) -> None:
    headers = ask(api, "/", basic(SECRET)).headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_the_newest_traces_are_a_table_with_links(traced: Api) -> None:
    outline = Outline(ask(traced, "/traces", basic(SECRET)).text)
    [request] = [link for link in outline.links if link.startswith("/traces/")]
    assert "HOOK_INTERNAL_SERVER_ERROR at dw.ocapi.shop.order.modifyPOSTResponse" in outline.text
    assert "/v23_1/orders" in "".join(Outline(ask(traced, request, basic(SECRET)).text).text)


def test_a_trace_shows_points_hooks_and_changes_and_what_they_say_as_text(traced: Api) -> None:
    page = ask(traced, "/traces/last", basic(SECRET)).text
    text = "".join(Outline(page).text)
    assert "<script>alert" not in page
    assert EVIL in text
    for said in (POINT, "Status OK MARKED", "not run, a hook before it has answered", "$.c_note", "raised ValueError"):
        assert said in text


def test_without_traces_a_page_says_how_to_come_by_some(make_api: MakeApi) -> None:
    assert "counterfoil hooks list" in "".join(Outline(ask(make_api(), "/traces", basic(SECRET)).text).text)
    unknown = ask(make_api(), "/traces/last", basic(SECRET))
    assert unknown.status_code == 404
    assert "there is no trace yet" in "".join(Outline(unknown.text).text)


def test_a_page_without_a_form_of_its_own_shows_its_text(api: Api) -> None:
    token = api.agent_token()
    basket_id = api.basket(token)["basket_id"]
    path = f"/explain/RefArch/baskets/{basket_id}"
    shown = "".join(Outline(ask(api, path, basic(SECRET)).text).text)
    assert ask(api, path, basic(SECRET), accept="text/plain").text in shown
    assert ask(api, path, basic(SECRET), accept="*/*").headers["content-type"] == "application/json"
