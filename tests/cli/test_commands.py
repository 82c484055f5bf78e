"""The commands as a user types them: what they print, what they leave in the store, and how they end."""

import asyncio
import hashlib
import re
from pathlib import Path

from tests.api import V23, Api, basic
from tests.servers import run

from counterfoil.documents import stored
from counterfoil.documents.order import Order
from counterfoil.hooks.points import POINTS
from counterfoil.shop.order_store import token_digest
from counterfoil.store.engines import open_store
from counterfoil.store.records import BasketColumns, OrderColumns

DEMO_SITE = Path(__file__).parent.parent.parent / "src" / "counterfoil" / "demo" / "site"
GRANT = "client_credentials"


def say(*arguments: str, status: int = 0) -> str:
    """Run a command that must end with a status, and return all it says on one line."""
    done = run(*arguments)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return " ".join((done.stdout + done.stderr).split())


def token_status(store: str, client_id: str, password: str) -> int:
    """Ask for a token with client credentials."""
    api = Api(store)
    headers = {"Authorization": basic(client_id, password)}
    status = api.post(f"/dw/oauth2/access_token?grant_type={GRANT}", headers=headers).status
    api.close()
    return status


def test_a_client_is_added_listed_rolled_and_removed(demo_store: str) -> None:
    added = run("client", "add", "--client-id", "erp", "--name", "the ERP", "--store", demo_store)
    password = added.stdout.split("password")[1].split()[0]
    assert token_status(demo_store, "erp", password) == 200
    assert "the ERP" in say("client", "list", "--store", demo_store)

    rolled = run("client", "roll", "erp", "--store", demo_store).stdout.split("password")[1].split()[0]
    assert token_status(demo_store, "erp", password) == 401
    assert token_status(demo_store, "erp", rolled) == 200

    assert "removed" in say("client", "remove", "erp", "--store", demo_store)
    assert token_status(demo_store, "erp", rolled) == 401
    assert "there is no client erp" in say("client", "remove", "erp", "--store", demo_store, status=2)


def test_an_agent_has_the_permissions_and_sites_that_were_named(demo_store: str) -> None:
    options = ("--permission", "Create_Order_On_Behalf_Of", "--site", "RefArchEU", "--store", demo_store)
    key = run("agent", "add", "eva@example.com", *options).stdout.split("access key")[1].split()[0]
    assert "RefArchEU" in say("agent", "list", "--store", demo_store)
    api = Api(demo_store)
    token = api.agent_token("eva@example.com", key)
    assert api.post("/s/RefArchEU/dw/shop/v23_1/baskets", token=token).status == 200
    assert api.post(f"{V23}/baskets", token=token).fault == "UserAccessForbiddenException"
    api.close()


def test_an_account_that_exists_and_a_permission_that_does_not_are_refused(demo_store: str) -> None:
    assert "roll" in say("agent", "add", "agent@example.com", "--store", demo_store, status=2)
    said = say("agent", "add", "x", "--permission", "Fly", "--store", demo_store, status=2)
    assert "Create_Order_On_Behalf_Of" in said


def test_an_agent_gets_roles_and_other_permissions(demo_store: str) -> None:
    said = say("agent", "add", "clerk", "--role", "Clerk", "--role", "Trainee", "--store", demo_store)
    assert "Clerk, Trainee" in said
    said = say("agent", "change", "clerk", "--permission", "Adjust_Item_Price", "--role", "", "--store", demo_store)
    assert "permissions Adjust_Item_Price" in said
    assert "roles none" in said
    listed = say("agent", "list", "--store", demo_store)
    assert "CustomerService" in listed
    assert "Trainee" not in listed
    assert "there is no agent nobody" in say("agent", "change", "nobody", "--store", demo_store, status=2)
    assert "Adjust_Order_Price" in say(
        "agent", "change", "clerk", "--permission", "Fly", "--store", demo_store, status=2
    )


def test_an_archive_is_imported_and_again_without_a_change(store_url: str) -> None:
    first = say("import", str(DEMO_SITE), "--store", store_url)
    assert "product 38 0 0 0" in first
    assert "product 0 0 38 0" in say("import", str(DEMO_SITE), "--store", store_url)
    assert "0 breaches" in say("verify", "--store", store_url)


def test_what_is_no_archive_is_named(store_url: str, tmp_path: Path) -> None:
    assert "cannot be imported" in say("import", str(tmp_path / "none.zip"), "--store", store_url, status=2)


def test_verify_finds_an_order_whose_parts_are_not_its_total(store_url: str) -> None:
    """An order is written past the API: a total without parts, and a property for a security code."""

    async def write() -> None:
        store = await open_store(store_url)
        order = Order(order_no="1", status="created", order_total="9.00", taxation="net")  # type: ignore[arg-type]
        body = stored.encode(order).replace(b"{", b'{"security_code":"123",', 1)
        await store.insert_basket(BasketColumns("S", "b", "c", 0, 1, 2**50), b"{}")
        columns = OrderColumns("S", "1", "b", 1, 1, status="created", token_digest=token_digest("t"))
        await store.submit(columns, body, 1)
        await store.close()

    asyncio.run(write())
    said = say("verify", "--store", store_url, status=1)
    assert "order_total is 9.00, its parts add up to 0" in said
    assert "security code" in said


def test_the_demo_performs_the_main_job_and_ends(tmp_path: Path) -> None:
    done = run("demo", "--once", "--port", "0")
    assert done.returncode == 0, done.stdout + done.stderr
    for part in ("/dw/oauth2/access_token", "/v23_1/baskets", "/v23_1/orders", "/payment_authorize"):
        assert f"{part}" in done.stdout
    assert "Order 00000001 exists" in done.stdout
    assert done.stdout.count("curl -s") == 3
    store = re.search(r"(/\S+demo\.db)", done.stdout)
    assert "4111111111111111" not in done.stdout
    assert store is not None
    assert not Path(store[1]).parent.exists()


def test_the_demo_speaks_https_on_request() -> None:
    done = run("demo", "--once", "--port", "0", "--tls")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "POST https://127.0.0.1:" in done.stdout
    assert len(re.findall(r"curl -s --cacert /\S+/counterfoil-tls/ca\.pem ", done.stdout)) == 3
    assert "http://" not in done.stdout


def test_every_command_has_help() -> None:
    said = say("--help")
    for name in ("serve", "demo", "import", "migrate", "verify", "client", "agent", "routes", "points", "settings"):
        assert name in said
        assert "Usage" in say(name, "--help")


def test_points_routes_and_settings_are_listed_whole_or_by_a_word() -> None:
    """Names are never cut, however narrow the terminal: they are there to be copied."""
    whole = say("points")
    assert [point.name for point in POINTS if f"{point.name} (" not in whole] == []
    assert "dw.ocapi.shop.basket.beforeSubmit (basket)" in say("points", "submit")
    assert "afterPOST" not in say("points", "submit")
    assert "GET /orders/{order_no}/notes" in say("routes", "notes")
    assert "--hook-seconds 30 COUNTERFOIL_HOOK_SECONDS" in say("settings", "hook_seconds")
    for command in ("points", "routes", "settings"):
        assert "has 'nosuchword' in its name" in say(command, "nosuchword", status=2)


def test_secrets_are_not_in_the_store(demo_store: str) -> None:
    secret = "a-secret-of-the-erp"
    say("client", "add", "--client-id", "erp", "--password", secret, "--store", demo_store)

    async def rows() -> list[bytes]:
        store = await open_store(demo_store)
        found = [body for _, _, body in await store.shop_rows("client")]
        await store.close()
        return found

    kept = b"".join(asyncio.run(rows()))
    assert secret.encode() not in kept
    assert hashlib.sha256(secret.encode()).hexdigest().encode() not in kept
