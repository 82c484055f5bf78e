"""OCAPI settings by command and by management port: what is said, and that a change holds with the next request."""

import json
from pathlib import Path

import httpx
import pytest
from tests.api import V23
from tests.cli.test_commands import say
from tests.servers import ServerProcess, run

from counterfoil.cli.management import DEMO_SECRET
from counterfoil.demo.accounts import CLIENT_ID

SECRET = {"Authorization": f"Bearer {DEMO_SECRET}"}
SITE = f"{V23}/site?client_id="
WRONG = '{\n  "clients": [\n    {"client_id": "a", "resources": [{"resource_id": "/b", "methods": ["gte"]}]}\n  ]\n}'


def status(server: ServerProcess, client_id: str = CLIENT_ID) -> int:
    return server.client.get(SITE + client_id).status_code


def test_a_command_is_in_force_with_the_next_request_of_every_process(demo_store: str) -> None:
    one, other = ServerProcess(demo_store), ServerProcess(demo_store)
    try:
        say("client", "add", "--client-id", "erp", "--store", demo_store)
        assert (status(one, "erp"), status(other, "erp")) == (403, 403)
        say("ocapi-settings", "grant", "erp", "--resource", "/site", "--methods", "get", "--store", demo_store)
        assert (status(one, "erp"), status(other, "erp")) == (200, 200)
        say("ocapi-settings", "remove", "erp", "--store", demo_store)
        assert (status(one, "erp"), status(other, "erp")) == (403, 403)
        assert (status(one), status(other)) == (200, 200)
    finally:
        one.stop()
        other.stop()


def test_settings_are_set_shown_and_removed(demo_store: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"_v": "24.5", "clients": [{"client_id": "erp", "resource": []}]}')
    said = say("ocapi-settings", "set", str(file), "--site", "RefArch", "--store", demo_store)
    assert "settings.json:1:49: 'resource' means nothing in a client; is 'resources' meant?" in said
    assert "nobody added the client 'erp'" in said
    shown = run("ocapi-settings", "show", "--site", "RefArch", "--store", demo_store).stdout
    assert json.loads(shown) == json.loads(file.read_text())
    say("ocapi-settings", "remove", "--site", "RefArch", "--store", demo_store)
    say("ocapi-settings", "show", "--site", "RefArch", "--store", demo_store, status=2)
    say("ocapi-settings", "remove", "--site", "RefArch", "--store", demo_store, status=2)
    say("ocapi-settings", "remove", "nobody", "--store", demo_store, status=2)
    assert CLIENT_ID in say("ocapi-settings", "show", "--store", demo_store)


def test_settings_that_are_wrong_are_pointed_at_and_change_nothing(demo_store: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(WRONG)
    for command in ("set", "check"):
        said = say("ocapi-settings", command, str(file), "--store", demo_store, status=1)
        assert "settings.json:3:72: 'gte' is no method" in said
    assert CLIENT_ID in say("ocapi-settings", "show", "--store", demo_store)
    assert "is 'get' meant?" in say(
        "ocapi-settings", "grant", "erp", "--methods", "gte", "--store", demo_store, status=1
    )
    assert "no site 'Nowhere'" in say(
        "ocapi-settings", "set", str(file), "--site", "Nowhere", "--store", demo_store, status=2
    )
    assert "'meta'" in say("ocapi-settings", "show", "--api", "meta", "--store", demo_store, status=2)


def test_a_client_is_granted_when_it_is_added_or_told_how(demo_store: str) -> None:
    told = say("client", "add", "--client-id", "erp", "--store", demo_store)
    assert "'counterfoil ocapi-settings grant erp' lets it" in told
    say("client", "add", "--client-id", "web", "--grant-all", "--store", demo_store)
    server = ServerProcess(demo_store)
    assert (status(server, "erp"), status(server, "web")) == (403, 200)
    server.stop()
    assert "client erp may call nothing: 'counterfoil ocapi-settings grant erp' lets it" in "".join(server.said)


@pytest.fixture
def servers(demo_store: str):
    """A server with a management port, and another on the same store."""
    managed, other = ServerProcess(demo_store, "--management-port", "0"), ServerProcess(demo_store)
    yield managed, other
    managed.stop()
    other.stop()


def management(server: ServerProcess) -> httpx.Client:
    line = next(line for line in server.said if "management pages on" in line)
    address = line.split("management pages on ")[1].split()[0].strip('"}')
    return httpx.Client(base_url=address, headers=SECRET, trust_env=False)


def test_what_is_put_on_the_management_port_is_in_force_in_every_process(
    servers: tuple[ServerProcess, ServerProcess],
) -> None:
    managed, other = servers
    port = management(managed)
    page = "/ocapi-settings/shop/-"
    before = port.get(page).json()
    assert status(other) == 200
    put = port.put(page, json={"clients": [{"client_id": "nobody"}]})
    assert (put.status_code, put.json()["clients"]) == (200, ["nobody"])
    assert "nobody added the client" in put.json()["findings"][0]["message"]
    assert (status(managed), status(other)) == (403, 403)
    assert port.put(page, json=before).status_code == 200
    assert (status(managed), status(other)) == (200, 200)

    wrong = port.put(page, content=WRONG)
    assert (wrong.status_code, wrong.json()["line"], wrong.json()["column"]) == (400, 3, 72)
    assert port.get(page).json() == before

    assert port.get("/ocapi-settings/shop/RefArch").status_code == 404
    assert port.put("/ocapi-settings/data/RefArch", json={"clients": []}).status_code == 200
    assert port.get("/ocapi-settings/data/RefArch").json() == {"clients": []}
    assert port.put("/ocapi-settings/shop/Nowhere", json={}).status_code == 404
    assert port.get("/ocapi-settings/meta/-").status_code == 404
    assert port.post(page).status_code == 405
    assert port.delete(page).json() == {"removed": True}
    assert (status(managed), status(other)) == (403, 403)
    assert port.delete(page).status_code == 404
    assert httpx.put(f"{port.base_url}{page}", json=before, trust_env=False).status_code == 401


def test_an_import_names_the_clients_that_are_still_to_be_added(demo_store: str, tmp_path: Path) -> None:
    settings = tmp_path / "archive" / "ocapi-settings" / "wapi_shop_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"clients": [{"client_id": "erp"}]}')
    said = say("import", str(tmp_path / "archive"), "--store", demo_store)
    assert "nobody added client erp" in said
    say("client", "add", "--client-id", "erp", "--store", demo_store)
    assert "nobody added" not in say("import", str(tmp_path / "archive"), "--store", demo_store)
