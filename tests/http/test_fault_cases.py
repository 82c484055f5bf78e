"""Every row of the table of faults is obtained over HTTP: status, arguments, message; as XML; explained and not."""

import contextlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.conftest import MakeApi
from tests.http import (
    fault_cases_of_access,
    fault_cases_of_baskets,
    fault_cases_of_batches,
    fault_cases_of_customers,
    fault_cases_of_discounts,
    fault_cases_of_documents,
    fault_cases_of_orders,
    fault_cases_of_servers,
)
from tests.http.fault_cases import XML, Case, Reply, filled
from tests.http.fault_scene import Scene
from tests.http.global_faults import GLOBAL

from counterfoil import faults
from counterfoil.documents.json import decode
from counterfoil.http.explanations.near import LONGEST

FAMILIES = (
    fault_cases_of_access,
    fault_cases_of_documents,
    fault_cases_of_baskets,
    fault_cases_of_discounts,
    fault_cases_of_orders,
    fault_cases_of_customers,
    fault_cases_of_batches,
    fault_cases_of_servers,
)
CASES = [each for family in FAMILIES for each in family.CASES]
CONNECTIONS = fault_cases_of_servers.CONNECTIONS
UNHEARD = {"TOO_MANY_CONNECTIONS"}
"""Answered before anything of the request is read, so always in JSON, and explained as the server does by itself."""
SECRETS = ("Earl-Grey-1", "Silver-Needle-9", "Assam-tea-2", "demo-access-key", "not.a.token", "argon2")


def name(each: Any) -> str:
    return f"{each.row}-{each.type}" if isinstance(each, Case) else str(each)


@pytest.fixture(scope="module")
def scene(
    shared_store: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Scene]:
    """The shop in which most cases are played one after the other."""
    api = Api(shared_store)
    yield Scene(api, tmp_path_factory.mktemp("scene"), request)
    breaches = api.breaches()
    api.close()
    assert breaches == []


@pytest.fixture(scope="module")
def wire(
    sqlite_demo: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Scene]:
    """Server processes, for what only a connection can do."""
    path = tmp_path_factory.mktemp("wire")
    store = path / "demo.db"
    store.write_bytes(sqlite_demo.read_bytes())
    api = Api(str(store))
    scene = Scene(api, path, request)
    yield scene
    scene.stop()
    api.close()


def test_every_row_has_its_case() -> None:
    wanted = {(name, row.type) for name, kind in faults.TABLE.items() for row in kind.rows}
    assert {(each.row, each.type) for each in (*CASES, *CONNECTIONS)} == wanted


@pytest.mark.parametrize(("fault", "status", "arguments"), GLOBAL)
def test_every_fault_of_the_platform_page_is_a_row_with_its_arguments(fault: str, status: int, arguments: str) -> None:
    rows = [(row, kind) for kind in faults.TABLE.values() for row in kind.rows if row.type == fault]
    assert status in {row.status for row, _ in rows}
    assert any(set(arguments.split()) <= set(kind.wire_names()) for _, kind in rows)


@pytest.mark.parametrize("each", [each for each in CASES if each.settings is None], ids=name)
def test_a_fault_is_answered_as_documented(scene: Scene, each: Case) -> None:
    check(scene, each)


@pytest.mark.parametrize("each", [each for each in CASES if each.settings is not None], ids=name)
def test_a_fault_that_needs_other_circumstances_is_answered_as_documented(
    make_api: MakeApi, tmp_path: Path, request: pytest.FixtureRequest, each: Case
) -> None:
    check(Scene(make_api(**(each.settings or {})), tmp_path, request), each)


@pytest.mark.parametrize("each", CONNECTIONS, ids=name)
def test_a_fault_of_a_connection_is_answered_as_documented(wire: Scene, each: Case) -> None:
    check(wire, each)


def check(scene: Scene, each: Case) -> None:
    """Obtain a fault explained, unexplained and as XML, and compare it with what it has to be."""
    before = each.before(scene) if each.before is not None else None
    with before if before is not None else contextlib.nullcontext():
        explained = each.ask(scene, {"x-explain": "1"})
        silent = each.ask(scene, {"x-explain": "0"})
        as_xml = each.ask(scene, {"x-explain": "1", "Accept": XML})
    fault = decode(explained.content)["fault"]
    assert (explained.status, fault["type"]) == (each.status, each.type), explained
    scene.named["request_id"] = explained.headers.get("x-dw-request-base-id", "")
    arguments, message = filled(scene, each.arguments), filled(scene, each.message)
    assert (fault.get("arguments"), fault["message"]) == (arguments, message)
    assert set(arguments or {}) <= set(faults.TABLE[each.row].wire_names())
    check_explanation(explained, each)
    if each.row not in UNHEARD:
        check_silence(explained, silent)
        scene.named["request_id"] = as_xml.headers.get("x-dw-request-base-id", "")
        check_xml(as_xml, each, filled(scene, each.arguments))


def check_explanation(explained: Reply, each: Case) -> None:
    text = explained.headers["x-explain"]
    assert text.isascii() and text.isprintable() and len(text) <= LONGEST
    assert text.startswith(faults.TABLE[each.row].remedy), "the fault is of another row"
    assert not [secret for secret in SECRETS if secret in text]


def check_silence(explained: Reply, silent: Reply) -> None:
    assert "x-explain" not in silent.headers
    assert without_id(silent) == without_id(explained)


def without_id(reply: Reply) -> bytes:
    """Return a body without the id of its request, which is another for each."""
    return reply.content.replace(reply.headers.get("x-dw-request-base-id", "-").encode(), b"")


def check_xml(as_xml: Reply, each: Case, arguments: dict[str, Any] | None) -> None:
    assert as_xml.status == each.status, as_xml
    assert as_xml.headers["content-type"] == "application/xml;charset=UTF-8"
    plain = {re.sub(r"\{.*\}", "", element.tag): element for element in ET.fromstring(as_xml.content).iter()}
    assert (plain["type"].text, bool(plain["message"].text)) == (each.type, True)
    entries = {entry.attrib["key"]: entry.text or "" for entry in plain.get("arguments", ())}
    assert set(entries) == set(arguments or {})
    same = {key: value for key, value in (arguments or {}).items() if isinstance(value, str) and "{" not in value}
    assert entries | same == entries


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("/s/RefArch/dw/shop/v15_2/products/100%zz", "15.2"),
        ("/s/RefArch/dw/shop/v21_3/products/(mug-01", "21.3"),
        ("/s/-/dw/shop/v17_4/site", "17.4"),
        ("/s/RefArch/dw/data/v22_10/sites", "22.10"),
        ("/dw/data/v19_5/sites", "19.5"),
        ("/s/RefArch/dw/shop/v23_7/site", "24.5"),
        ("/s/RefArch/dw/shop/23_1/site", "24.5"),
        ("/nowhere", "24.5"),
    ],
)
def test_a_fault_has_the_version_of_the_url_where_it_names_one_that_is_there(
    scene: Scene, path: str, version: str
) -> None:
    answer = scene.api.get(path)
    assert answer.json["_v"] == version
    assert ("arguments" in answer.json["fault"]) == (version != "15.2")
    in_xml = scene.api.get(path, headers={"Accept": XML})
    assert f"<_v>{version}</_v>" in in_xml.text


def test_arguments_are_typed_where_the_settings_want_it_so(make_api: MakeApi) -> None:
    api = make_api(typed_fault_arguments=True)
    answer = api.get(f"{V23}/incognito")
    path = {"type": "string", "value": f"{V23}/incognito"}
    assert answer.json["fault"]["arguments"] == {"path": path}
    in_xml = api.get(f"{V23}/incognito", headers={"Accept": XML}).text
    assert '<entry key="path"><entry key="type">string</entry>' in in_xml
    agent, body = api.agent_token(), {"_resource_state": "ab" * 32}
    order = api.order(agent)
    answer = api.patch(f"{V23}/orders/{order['order_no']}", body, token=agent)
    assert answer.arguments["client"] == {"type": "string", "value": "ab" * 32}
