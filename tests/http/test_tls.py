"""https as served: versions of TLS, certificates of one's own, the local authority from start to start."""

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import trustme
from cryptography.hazmat.primitives import serialization
from tests.api import V23
from tests.http.conftest import copy_demo
from tests.servers import NotStartedError, ServerProcess, read

from counterfoil.demo.accounts import CLIENT_ID

MUG = f"{V23}/products/mug-01?client_id={CLIENT_ID}"
LOCAL = "counterfoil-tls"


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store with the demo site; the engine is of no account here."""
    return copy_demo(request, "sqlite", tmp_path)


def trusting(file: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(file))


def client_of(server: ServerProcess, file: Path) -> httpx.Client:
    origin = server.origin.replace("127.0.0.1", "localhost")
    return httpx.Client(base_url=origin, verify=trusting(file), trust_env=False)


def shown_certificate(server: ServerProcess, name: str, context: ssl.SSLContext) -> bytes:
    """Connect as if by this name and return the certificate that is shown."""
    parts = urlsplit(server.origin)
    with (
        socket.create_connection((parts.hostname, parts.port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname=name) as connection,
    ):
        shown = connection.getpeercert(binary_form=True)
    assert shown
    return shown


def test_the_local_authority_is_used_again_and_signs_new_names(store: str, tmp_path: Path) -> None:
    server = ServerProcess(store, "--tls")
    trusted = tmp_path / LOCAL / "ca.pem"
    context = trusting(trusted)
    kept = trusted.read_bytes()
    first = {shown_certificate(server, name, context) for name in ("localhost", "127.0.0.1", "::1")}
    assert len(first) == 1
    with pytest.raises(ssl.SSLCertVerificationError):
        shown_certificate(server, "shop.test", context)
    server.stop()

    again = ServerProcess(store, "--tls")
    assert {shown_certificate(again, "localhost", context)} == first
    again.stop()

    named = ServerProcess(store, "--tls", "--hosts", "shop.test, localhost")
    assert {shown_certificate(named, name, context) for name in ("shop.test", "localhost")} != first
    named.stop()
    assert trusted.read_bytes() == kept


def test_links_begin_with_https(store: str, tmp_path: Path) -> None:
    server = ServerProcess(store, "--tls")
    with client_of(server, tmp_path / LOCAL / "ca.pem") as client:
        asked = client.post(f"{V23}/customers/auth?client_id={CLIENT_ID}", json={"type": "guest"})
        token = asked.headers["authorization"]
        basket = read(client.post(f"{V23}/baskets", headers={"Authorization": token}))
    assert basket["notes"]["link"].startswith(f"{client.base_url}".rstrip("/") + V23)
    server.stop()


def test_several_processes_show_the_certificate_that_their_parent_made(store: str, tmp_path: Path) -> None:
    server = ServerProcess(store, "--processes", "2", COUNTERFOIL_TLS="true")
    context = trusting(tmp_path / LOCAL / "ca.pem")
    assert len({shown_certificate(server, "localhost", context) for _ in range(8)}) == 1
    with client_of(server, tmp_path / LOCAL / "ca.pem") as client:
        assert read(client.get(MUG))["id"] == "mug-01"
    server.stop()


@pytest.mark.parametrize(
    ("version", "taken"),
    [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)],
    ids=["1.1", "1.2", "1.3"],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1")
def test_tls_1_2_is_the_oldest_spoken(store: str, tmp_path: Path, version: ssl.TLSVersion, taken: bool) -> None:
    server = ServerProcess(store, "--tls")
    context = trusting(tmp_path / LOCAL / "ca.pem")
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    if taken:
        assert shown_certificate(server, "localhost", context)
    else:
        with pytest.raises(OSError, match=r"(?i)protocol|alert|eof|reset"):
            shown_certificate(server, "localhost", context)
    server.stop()


def test_plain_http_to_the_port_of_https_harms_nobody(store: str, tmp_path: Path) -> None:
    server = ServerProcess(store, "--tls")
    parts = urlsplit(server.origin)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        while piece := plain.recv(4096):
            assert b"200" not in piece
    with client_of(server, tmp_path / LOCAL / "ca.pem") as client:
        assert client.get(MUG).status_code == 200
    server.stop()


@pytest.fixture
def owned(tmp_path: Path) -> Callable[[trustme.KeyType, bytes], tuple[Path, Path, Path]]:
    """Makes authority, chain and key as an operator has them."""

    def make(kind: trustme.KeyType, password: bytes) -> tuple[Path, Path, Path]:
        root = trustme.CA()
        issued = root.create_child_ca().issue_cert("localhost", key_type=kind)
        key = serialization.load_pem_private_key(issued.private_key_pem.bytes(), None)
        locked = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        files = tmp_path / "root.pem", tmp_path / "fullchain.pem", tmp_path / "key.pem"
        root.cert_pem.write_to_path(files[0])
        files[1].write_bytes(b"".join(part.bytes() for part in issued.cert_chain_pems))
        files[2].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
        return files

    return make


@pytest.mark.parametrize(
    ("kind", "password"), [(trustme.KeyType.RSA, ""), (trustme.KeyType.ECDSA, "sesame")], ids=["RSA", "with password"]
)
def test_a_certificate_of_ones_own_is_shown_with_its_chain(
    store: str, owned: Callable[[trustme.KeyType, bytes], tuple[Path, Path, Path]], kind: trustme.KeyType, password: str
) -> None:
    root, chain, key = owned(kind, password.encode())
    given = {"COUNTERFOIL_TLS_KEY_PASSWORD": password} if password else {}
    server = ServerProcess(store, "--tls-cert", str(chain), "--tls-key", str(key), **given)
    with client_of(server, root) as client:
        assert read(client.get(MUG))["id"] == "mug-01"
    server.stop()
    assert not [line for line in server.said if password and password in line]


def test_a_key_whose_password_is_missing_stops_the_start_without_a_question(
    store: str, owned: Callable[[trustme.KeyType, bytes], tuple[Path, Path, Path]]
) -> None:
    _, chain, key = owned(trustme.KeyType.ECDSA, b"sesame")
    with pytest.raises(NotStartedError, match="give tls_key_password"):
        ServerProcess(store, "--tls-cert", str(chain), "--tls-key", str(key))


def test_a_renewed_certificate_is_shown_without_a_restart(
    store: str, owned: Callable[[trustme.KeyType, bytes], tuple[Path, Path, Path]]
) -> None:
    root, chain, key = owned(trustme.KeyType.RSA, b"")
    server = ServerProcess(store, "--tls-cert", str(chain), "--tls-key", str(key))
    old = trusting(root)
    kept = shown_certificate(server, "localhost", old)
    with client_of(server, root) as client:
        assert client.get(MUG).status_code == 200
        former = key.read_bytes()
        root, chain, key = owned(trustme.KeyType.ECDSA, b"")
        renewed = key.read_bytes()
        key.write_bytes(former)  # only one of the two is there yet
        assert shown_certificate(server, "localhost", old) == kept
        key.write_bytes(renewed)
        shown = shown_certificate(server, "localhost", trusting(root))
        assert shown != kept
        chain.unlink()
        assert shown_certificate(server, "localhost", trusting(root)) == shown
        assert client.get(MUG).status_code == 200
    server.stop()
    said = [line for line in server.said if "the certificate " in line]
    assert ["not renewed" in line for line in said] == [True, False, True], said


@pytest.mark.parametrize("sent", [b"", b"\x16\x03\x01\x02\x00\x01"], ids=["nothing", "half a greeting"])
def test_a_handshake_that_is_not_finished_has_its_time(store: str, sent: bytes) -> None:
    server = ServerProcess(store, "--tls", "--header-seconds", "0.3")
    parts = urlsplit(server.origin)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as plain:
        plain.sendall(sent)
        assert plain.recv(1) == b""
    server.stop()


def test_who_does_not_say_goodbye_is_not_waited_for_long(store: str, tmp_path: Path) -> None:
    server = ServerProcess(store, "--tls", "--header-seconds", "0.3")
    context = trusting(tmp_path / LOCAL / "ca.pem")
    parts = urlsplit(server.origin)
    plain = socket.create_connection((parts.hostname, parts.port), timeout=20)
    connection = context.wrap_socket(plain, server_hostname="localhost")
    connection.sendall(f"GET {MUG} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    received = b""
    while piece := connection.recv(65536):
        received += piece
    assert received.startswith(b"HTTP/1.1 200")
    with socket.socket(fileno=connection.detach()) as left:
        left.settimeout(20)
        assert left.recv(1) == b""
    server.stop()
