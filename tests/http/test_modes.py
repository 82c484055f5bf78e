"""Emulator and service: what each refuses, and the secrets each starts with."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.api import V15, V23, Api, basic
from tests.servers import NotStartedError, ServerProcess, run

from counterfoil.ambient import SystemAmbient
from counterfoil.cli.server import check_address, make_ambient
from counterfoil.config import Settings, SettingsError
from counterfoil.demo.accounts import ACCESS_KEY, AGENT, CLIENT_ID, CLIENT_PASSWORD

SERVICE = ("--mode", "service", "--behind-tls-proxy")
GRANT = "urn%3Ademandware%3Aparams%3Aoauth%3Agrant-type%3Aclient-id%3Adwsid%3Adwsecuretoken"


def serve(*options: str) -> str:
    """Start a server that must refuse to start, and return what it says."""
    done = run("serve", "--port", "0", *options)
    assert done.returncode not in (0, -15), done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def test_a_service_refuses_default_secrets(served_store: str) -> None:
    said = serve("--store", served_store, *SERVICE)
    assert "default secrets" in said
    assert AGENT in said
    assert CLIENT_ID in said
    assert "roll" in said


def test_a_service_starts_once_the_secrets_are_rolled(served_store: str) -> None:
    secrets = {}
    for kind, name in (("client", CLIENT_ID), ("agent", AGENT)):
        rolled = run(kind, "roll", name, "--store", served_store)
        assert rolled.returncode == 0, rolled.stderr
        secrets[kind] = rolled.stdout.split("\n")[0].split()[-1]
    server = ServerProcess(served_store, *SERVICE, "--demo-client", "accepted")
    path = f"/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={GRANT}"
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop.example.com"}
    old = {"Authorization": basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD), **https}
    new = {"Authorization": basic(AGENT, secrets["agent"], secrets["client"]), **https}
    assert server.client.post(path, headers=old).status_code == 401
    assert server.client.post(path, headers=new).status_code == 200
    plain = server.client.post(path, headers={"Authorization": new["Authorization"]})
    assert (plain.status_code, plain.json()["fault"]["type"]) == (403, "SecureCommunicationRequiredException")
    server.stop()
    assert not [line for line in server.said if secrets["agent"] in line or secrets["client"] in line]


def test_a_service_starts_without_demo_data(tmp_path: Path) -> None:
    server = ServerProcess(str(tmp_path / "empty.db"), *SERVICE)
    answer = server.client.get(f"{V23}/products/mug-01", headers={"X-Forwarded-Proto": "https"})
    assert (answer.status_code, answer.json()["fault"]["type"]) == (404, "UnknownSiteException")
    server.stop()
    accounts = sqlite3.connect(tmp_path / "empty.db").execute("select count(*) from shop_data where kind = 'client'")
    assert accounts.fetchone() == (0,)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--mode", "service"), "service mode needs TLS"),
        ((*SERVICE, "--seed", "7"), "service mode refuses"),
        ((*SERVICE, "--clock", "2026-01-01T00:00:00Z"), "service mode refuses"),
        ((*SERVICE, "--log-level", "debug"), "refuses debug output"),
        (("--host", "0.0.0.0"), "--allow-remote"),
        (("--host", "::"), "--allow-remote"),
        (("--host", "shop.example.com"), "--allow-remote"),
        (("--mode", "production"), "use emulator or service"),
        (("--clock", "noon"), "2026-01-01T00:00:00Z"),
        (("--hooks", "missing.py"), "there is no file, folder or package of hooks missing.py"),
        (("--tls-cert", "cert.pem"), "tls_cert and tls_key belong together"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else " ".join(value),
)
def test_a_server_that_would_be_unsafe_or_unclear_does_not_start(
    tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    assert says in serve("--store", str(tmp_path / "new.db"), *options)


@pytest.mark.fast
@pytest.mark.parametrize(
    "settings",
    [
        Settings(host="0.0.0.0"),
        Settings(host="192.168.1.2"),
        Settings(host="localhost.example.com"),
        Settings(mode="service"),
    ],
    ids=["any", "other machine", "like localhost", "service without TLS"],
)
def test_an_address_that_is_not_safe_is_refused(settings: Settings) -> None:
    with pytest.raises(SettingsError):
        check_address(settings)


@pytest.mark.fast
@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(host="localhost"),
        Settings(host="::1"),
        Settings(host="127.8.9.10"),
        Settings(host="0.0.0.0", allow_remote=True),
        Settings(mode="service", behind_tls_proxy=True, host="0.0.0.0"),
        Settings(mode="service", tls_cert="c", tls_key="k"),
    ],
    ids=["default", "localhost", "IPv6", "loopback", "allowed", "proxy", "TLS"],
)
def test_a_safe_address_is_taken(settings: Settings) -> None:
    check_address(settings)


@pytest.mark.fast
def test_only_an_emulator_has_a_clock_of_its_own() -> None:
    assert make_ambient(Settings(clock="2026-01-01T00:00:00Z")).now() == 1767225600000
    assert isinstance(make_ambient(Settings(mode="service")), SystemAmbient)
    for given in ({"clock": "2026-01-01T00:00:00Z"}, {"seed": 1}):
        with pytest.raises(SettingsError):
            make_ambient(Settings(mode="service", **given))


def test_an_open_emulator_gets_secrets_of_its_own_that_are_shown_once(tmp_path: Path) -> None:
    store = str(tmp_path / "open.db")
    options = ("--allow-remote", "--host", "127.0.0.1")
    server = ServerProcess(store, *options)
    said = "".join(server.said)
    password = re.search(rf"client {CLIENT_ID}\s+password\s+(\S+)", said)
    access_key = re.search(rf"agent\s+{AGENT}\s+access key\s+(\S+)", said)
    assert password is not None
    assert access_key is not None
    path = f"/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={GRANT}"
    old = {"Authorization": basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)}
    new = {"Authorization": basic(AGENT, access_key[1], password[1])}
    assert server.client.post(path, headers=old).status_code == 401
    assert server.client.post(path, headers=new).status_code == 200
    server.stop()
    for file in tmp_path.iterdir():
        assert password[1].encode() not in file.read_bytes()

    again = ServerProcess(store, *options)
    assert "access key" not in "".join(again.said)
    assert again.client.post(path, headers=new).status_code == 200
    again.stop()


def test_opening_an_emulator_replaces_the_secrets_it_had(served_store: str) -> None:
    server = ServerProcess(served_store, "--allow-remote")
    assert "access key" in "".join(server.said)
    path = f"/dw/oauth2/access_token?client_id={CLIENT_ID}&grant_type={GRANT}"
    old = {"Authorization": basic(AGENT, ACCESS_KEY, CLIENT_PASSWORD)}
    assert server.client.post(path, headers=old).status_code == 401
    server.stop()


def test_a_service_takes_no_plain_request(make_api: Callable[..., Api]) -> None:
    api = make_api(mode="service", behind_tls_proxy=True)
    for method, path in (
        ("GET", f"{V23}/products/mug-01"),
        ("GET", f"{V15}/orders"),
        ("POST", f"{V23}/customers/auth"),
        ("POST", "/dw/oauth2/access_token"),
    ):
        answer = api.call(method, path)
        assert (answer.status, answer.fault) == (403, "SecureCommunicationRequiredException")
    for proto in ("http", "https, http", "nonsense"):
        answer = api.get(f"{V23}/products/mug-01", headers={"X-Forwarded-Proto": proto})
        assert answer.status == (200 if proto.startswith("https") else 403)


def test_a_proxy_says_how_the_client_came(make_api: Callable[..., Api]) -> None:
    api = make_api(mode="service", behind_tls_proxy=True)
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop.example.com"}
    auth = api.post(f"{V23}/customers/auth", {"type": "guest"}, headers=https)
    token = auth.headers["authorization"].removeprefix("Bearer ")
    basket = api.post(f"{V23}/baskets", token=token, headers=https)
    assert basket.json["notes"]["link"].startswith(f"https://shop.example.com{V23}/baskets/")
    session = api.post(f"{V23}/sessions", token=token, headers=https)
    assert all("Secure" in cookie for cookie in session.headers.get_list("set-cookie"))


def test_without_a_proxy_forwarded_headers_are_nobodys_word(api: Api) -> None:
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example.com"}
    basket = api.post(f"{V23}/baskets", token=api.customer(), headers=https)
    assert basket.json["notes"]["link"].startswith("http://127.0.0.1:8080/")


def test_a_service_wants_a_client_id_of_old_versions_too(make_api: Callable[..., Api]) -> None:
    api = make_api(mode="service", behind_tls_proxy=True)
    answer = api.get(f"{V15}/orders", headers={"X-Forwarded-Proto": "https", "x-dw-client-id": None})
    assert (answer.status, answer.fault) == (400, "MissingClientIdException")


def test_a_service_has_no_demo_hook(make_api: Callable[..., Api]) -> None:
    api = make_api(mode="service", behind_tls_proxy=True)
    sources = {entry.source for _, entry in api.application.server.hooks.listing()}
    assert sources == {"counterfoil"}


def test_a_server_that_cannot_reach_its_database_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotStartedError, match="the store cannot be used"):
        ServerProcess(f"postgresql://postgres@/none?host={tmp_path}")
