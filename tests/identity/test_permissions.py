"""What settings grant: the compiled decision is that of the words of the reference, and the table of its cases."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.documents.ocapi_settings import SettingsDocument, VersionRange, read_settings
from counterfoil.http.routes import ROUTES
from counterfoil.identity.permissions import Pattern, Permissions, Refusal, Row
from counterfoil.versions import PUBLISHED, Version, parse_version

pytestmark = pytest.mark.fast
V23 = parse_version("23.1")


def document(*resources: dict[str, Any], client_id: str = "shop", **client: Any) -> SettingsDocument:
    whole = {"clients": [{"client_id": client_id, "resources": list(resources), **client}]}
    return read_settings(msgspec.json.encode(whole))


def entry(resource_id: str, *methods: str, **more: Any) -> dict[str, Any]:
    return {"resource_id": resource_id, "methods": methods or ["get"], **more}


def row(method: str, path: str) -> Row:
    return Row(method, path, tuple(path.strip("/").split("/")))


def granted_by(settings: SettingsDocument, wanted: Row, path: str, version: Version = V23) -> tuple[str, ...] | None:
    """The patterns that grant a call; None where it is refused."""
    client = Permissions([settings]).of("shop")
    assert client is not None
    decided = client.decide(wanted, version, tuple(path.strip("/").split("/")))
    return None if isinstance(decided, Refusal) else decided.entries


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/baskets", "/baskets", True),
        ("/baskets", "/baskets/1", False),
        ("/baskets/*", "/baskets/1", True),
        ("/baskets/*", "/baskets", False),
        ("/baskets/*", "/baskets/1/items", False),
        ("/baskets/{basket_id}/items", "/baskets/1/items", True),
        ("/baskets/**", "/baskets", True),
        ("/baskets/**", "/baskets/1/items/2", True),
        ("/**", "/anything/at/all", True),
        ("/**/items", "/baskets/1/items", True),
        ("/**/items", "/items", True),
        ("/**/items/**/x", "/a/items/b/x", True),
        ("/**/items/**/x", "/a/b/x", False),
        ("/products/tea-*", "/products/tea-01", True),
        ("/products/tea-*", "/products/mug-01", False),
        ("/products/tea-0?", "/products/tea-01", True),
        ("/Baskets", "/baskets", False),
        ("baskets/", "/baskets", True),
    ],
)
def test_a_pattern_fits_as_ant_does(pattern: str, path: str, fits: bool):
    assert Pattern(pattern).matches(tuple(path.strip("/").split("/"))) is fits


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("/**", "/*"),
        ("/**", "/**/items"),
        ("/*", "/baskets"),
        ("/baskets/**", "/baskets/*"),
        ("/baskets/*", "/baskets/*/items"),
        ("/baskets/*/items", "/baskets/b1/items"),
        ("/products/*", "/products/tea-*"),
        ("/products/tea-*", "/products/tea-01"),
        ("/*/x", "/baskets/**"),
    ],
)
def test_the_more_specific_of_two_patterns(less: str, more: str):
    assert Pattern(less).rank < Pattern(more).rank


def test_the_most_specific_entry_that_has_the_method_grants():
    settings = document(entry("/**", "get", "post"), entry("/baskets/*", "get"), entry("/baskets/b1", "patch"))
    assert granted_by(settings, row("GET", "/baskets/{id}"), "/baskets/b1") == ("/baskets/*",)
    assert granted_by(settings, row("PATCH", "/baskets/{id}"), "/baskets/b1") == ("/baskets/b1",)
    assert granted_by(settings, row("PATCH", "/baskets/{id}"), "/baskets/b2") is None
    assert granted_by(settings, row("POST", "/baskets"), "/baskets") == ("/**",)


def test_of_two_entries_alike_the_later_grants():
    settings = document(entry("/site", cache_time=1), entry("/site", cache_time=2))
    client = Permissions([settings]).of("shop")
    assert client is not None
    decided = client.decide(row("GET", "/site"), V23, ("site",))
    assert not isinstance(decided, Refusal)
    assert decided.cache_time == 2


def test_a_version_range_includes_its_beginning_and_not_its_end():
    settings = document(entry("/site", version_range=[{"until": "16.1"}, {"from": "18.1", "until": "23.1"}]))
    asked = {text: granted_by(settings, row("GET", "/site"), "/site", parse_version(text)) for text in TRIED}
    assert [text for text, granted in asked.items() if granted] == ["15.9", "18.1", "22.10"]


TRIED = ("15.9", "16.1", "17.8", "18.1", "22.10", "23.1", "24.5")


def test_each_of_several_ids_must_be_granted():
    settings = document(entry("/products/tea-*"), entry("/products/mug-01", read_attributes="(id)"))
    several = row("GET", "/products/({ids})")
    assert granted_by(settings, several, "/products/(tea-01,tea-02)") == ("/products/tea-*",)
    assert granted_by(settings, several, "/products/(tea-01,cup-01)") is None
    assert granted_by(settings, several, "/products/(tea-01, mug-01)") == ("/products/tea-*", "/products/mug-01")


def test_a_site_s_entry_of_a_client_stands_in_for_that_of_all_sites():
    everywhere, here = document(entry("/**")), document(entry("/site"))
    other = document(entry("/stores"), client_id="other")
    permissions = Permissions([everywhere, here, other])
    client = permissions.of("shop")
    assert client is not None
    assert isinstance(client.decide(row("GET", "/stores"), V23, ("stores",)), Refusal)
    assert permissions.of("other") is not None
    assert permissions.of("nobody") is None


def test_a_refusal_tells_what_the_client_may_do_there():
    client = Permissions([document(entry("/baskets/*", "get"))]).of("shop")
    assert client is not None
    assert client.decide(row("PATCH", "/baskets/{id}"), V23, ("baskets", "1")) == Refusal(True, False, True)
    assert client.decide(row("POST", "/orders"), V23, ("orders",)) == Refusal(False, False, False)


def test_names_of_response_headers_are_limited():
    headers = {"x-Foo": "1", "P3P": "2", "X-DW-Request-Base-Id": "3", "Set-Cookie": "4"}
    client = Permissions([document(response_headers=headers)], ["x-*", "P3P"]).of("shop")
    assert client is not None
    assert client.headers == [(b"x-foo", b"1"), (b"p3p", b"2")]


# The words of the reference, followed one by one for a single call.

IDS = ("1", "tea-01", "tea-02", "items", "baskets")
NAMES = st.sampled_from(["baskets", "orders", "items", "products", "tea-01", "1", "*", "**", "{id}", "tea-*"])
PATTERNS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))
VERSIONS = st.sampled_from(PUBLISHED)


@st.composite
def ranges(draw: st.DrawFn) -> dict[str, str]:
    first, last = draw(VERSIONS), draw(VERSIONS)
    if first < last:
        return {"from": str(first), "until": str(last)}
    return {draw(st.sampled_from(["from", "until"])): str(first)}


ENTRIES = st.builds(
    lambda resource_id, methods, cache_time, found: {
        "resource_id": resource_id,
        "methods": methods,
        "cache_time": cache_time,
        **({"version_range": found} if found else {}),
    },
    PATTERNS,
    st.lists(st.sampled_from(["get", "POST", "put", "patch", "delete"]), max_size=3),
    st.integers(0, 1000),
    st.lists(ranges(), max_size=2),
)


def as_expression(pattern: str) -> str:
    parts = []
    for part in pattern.strip("/").split("/"):
        if part == "**":
            parts.append("(?:/[^/]+)*")
        elif part == "*" or part.startswith("{"):
            parts.append("/[^/]+")
        else:
            parts.append("/" + re.escape(part).replace(r"\*", "[^/]*"))
    return "".join(parts)


def specificity(pattern: str) -> list[int]:
    kinds = []
    for part in pattern.strip("/").split("/"):
        kinds.append(0 if part == "**" else 1 if part == "*" or part.startswith("{") else 2 if "*" in part else 3)
    return kinds


def naively(settings: SettingsDocument, method: str, path: str, version: Version) -> tuple[str, int] | None:
    best = None
    for one in settings.clients[0].resources:
        inside = not one.version_range or any(within(found, version) for found in one.version_range)
        if not (inside and method.lower() in one.methods and re.fullmatch(as_expression(one.resource_id), path)):
            continue
        if best is None or specificity(one.resource_id) >= specificity(best.resource_id):
            best = one
    return None if best is None else (best.resource_id, best.cache_time)


def within(found: VersionRange, version: Version) -> bool:
    return (found.from_ is None or version >= found.from_) and (found.until is None or version < found.until)


SINGLE = [one.permission_row for one in ROUTES if "({" not in one.path and len(one.pattern) <= 5]


@given(st.lists(ENTRIES, max_size=6), st.sampled_from(SINGLE), VERSIONS, st.data())
def test_the_compiled_decision_is_that_of_the_words_of_the_reference(
    entries: list[dict[str, Any]], wanted: Row, version: Version, data: st.DataObject
):
    settings = document(*entries)
    client = Permissions([settings]).of("shop")
    assert client is not None
    for _ in range(2):  # the second time it is remembered
        segments = tuple(data.draw(st.sampled_from(IDS)) if "{" in part else part for part in wanted.pattern)
        decided = client.decide(wanted, version, segments)
        expected = naively(settings, wanted.method, "/" + "/".join(segments), version)
        found = None if isinstance(decided, Refusal) else (decided.entries[0], decided.cache_time)
        assert found == expected
