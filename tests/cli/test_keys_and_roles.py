"""Keys, roles, addresses and public keys by command, beside a server that runs."""

import datetime
import re
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from tests.api import V23, Api
from tests.cli.test_commands import say
from tests.servers import run

from counterfoil.ambient import SystemAmbient

KEY_ID = re.compile(r"[A-Za-z0-9_-]{43}")


def served(store: str) -> Api:
    """A server whose clock is that of the commands."""
    api = Api(store)
    api.clock.instant = SystemAmbient().now()
    return api


def test_a_key_is_rotated_and_nobody_is_logged_out(demo_store: str) -> None:
    api = served(demo_store)
    token = api.agent_token()
    assert " signs " in say("key", "list", "--store", demo_store)
    rotated = say("key", "rotate", "--store", demo_store)
    assert "signs from" in rotated
    assert "retires at" in rotated
    listed = run("key", "list", "--store", demo_store).stdout.splitlines()
    assert [line.split()[1] for line in listed] == ["next", "signs"]
    assert len({KEY_ID.match(line)[0] for line in listed}) == 2  # type: ignore[index]
    said = say("key", "retire", listed[1].split()[0], "--store", demo_store, status=2)
    assert "may be alive until" in said
    assert api.get(f"{V23}/products/mug-01", token=token).status == 200
    assert len(api.get("/.well-known/jwks.json").json["keys"]) == 2
    api.close()


def test_a_key_that_others_have_seen_is_gone_at_once(demo_store: str) -> None:
    api = served(demo_store)
    token = api.agent_token()
    key_id = say("key", "list", "--store", demo_store).split()[0]
    assert "this key signs" in say("key", "retire", key_id[:9], "--store", demo_store, status=2)
    said = say("key", "retire", key_id[:9], "--at-once", "--store", demo_store)
    assert f"removed key {key_id}" in said
    assert api.get(f"{V23}/products/mug-01", token=token).fault == "InvalidAccessTokenException"
    api.clock.instant = SystemAmbient().now()
    assert api.get(f"{V23}/products/mug-01", token=api.agent_token()).status == 200
    api.close()


def test_a_key_that_is_not_there_is_named(demo_store: str) -> None:
    for key_id in ("nobody", "", "-x"):
        assert "0 keys begin with" in say("key", "retire", key_id, "--store", demo_store, status=2)


def test_roles_are_added_listed_changed_and_removed(demo_store: str) -> None:
    store = ("--store", demo_store)
    say("role", "add", "Finder", "--permission", "Search_Orders", *store)
    assert "there is a role Finder" in say("role", "add", "Finder", *store, status=2)
    assert "no permission Fly" in say("role", "add", "Pilot", "--permission", "Fly", *store, status=2)
    assert "permissions none" in say("agent", "add", "eva", "--permission", "", "--role", "Finder", *store)
    assert "Finder Search_Orders eva" in say("role", "list", *store)
    assert "name the permissions" in say("role", "change", "Finder", *store, status=2)
    assert "permissions none" in say("role", "change", "Finder", "--permission", "", *store)
    assert "there is no role" in say("role", "change", "Nobody", "--permission", "", *store, status=2)
    assert "removed role Finder" in say("role", "remove", "Finder", *store)
    assert "there is no role Finder" in say("role", "remove", "Finder", *store, status=2)


def test_accounts_are_bound_to_addresses_and_disabled(demo_store: str) -> None:
    store = ("--store", demo_store)
    say("client", "add", "--client-id", "erp", "--ip-range", "10.0.0.0/8", *store)
    assert "10.0.0.0/8" in say("client", "list", *store)
    assert "write an address" in say("client", "change", "erp", "--ip-range", "here", *store, status=2)
    assert "ip ranges all enabled no" in say("client", "change", "erp", "--ip-range", "", "--disable", *store)
    assert "enabled yes" in say("client", "change", "erp", "--enable", *store)
    assert "192.0.2.7" in say("agent", "add", "eva", "--ip-range", "192.0.2.7", *store)
    assert "192.0.2.7 no" in say("agent", "change", "eva", "--disable", *store) + say("agent", "list", *store)
    assert "there is no client nobody" in say("client", "change", "nobody", "--enable", *store, status=2)


def test_a_client_gets_the_key_of_a_certificate(demo_store: str, tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "erp")])
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now.replace(year=2036))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    file = tmp_path / "erp.crt"
    file.write_bytes(certificate)
    store = ("--store", demo_store)
    say("client", "add", "--client-id", "erp", "--public-key", str(file), *store)
    assert "assertions yes" in say("client", "change", "erp", "--enable", *store)
    assert "assertions no" in say("client", "change", "erp", "--public-key", "", *store)
    file.write_text("nonsense")
    assert "no public key" in say("client", "change", "erp", "--public-key", str(file), *store, status=2)
    assert "cannot read" in say("client", "change", "erp", "--public-key", str(tmp_path / "no.crt"), *store, status=2)
