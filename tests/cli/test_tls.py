"""Certificates: what the local authority makes and renews, and what is said of files that do not fit."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from counterfoil.cli.local_authority import local_files
from counterfoil.cli.tls import check_certificate, folder_of
from counterfoil.config import Settings, SettingsError, load

pytestmark = pytest.mark.fast

NAMES = ["localhost", "127.0.0.1", "::1"]
NOW = datetime(2026, 6, 15, tzinfo=UTC)


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def names_of(file: Path) -> list[str]:
    found = read(file).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in found]


def test_the_authority_is_made_once_and_its_keys_are_for_the_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "on the way"
    files = local_files(folder, NAMES, NOW)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert set(before) == {".gitignore", "authority.pem", "ca.pem", "server.pem"}
    for name in ("authority.pem", "server.pem"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert b"PRIVATE" not in files.to_trust.read_bytes()
    assert local_files(folder, NAMES, NOW + timedelta(days=300)) == files
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_the_certificate_is_renewed_before_it_runs_out(tmp_path: Path) -> None:
    files = local_files(tmp_path, NAMES, NOW)
    authority, old = files.to_trust.read_bytes(), read(files.server)
    later = NOW + timedelta(days=390)
    local_files(tmp_path, NAMES, later)
    renewed = read(files.server)
    assert old.not_valid_after_utc - later < timedelta(days=30) < renewed.not_valid_after_utc - later
    renewed.verify_directly_issued_by(read(files.to_trust))
    assert files.to_trust.read_bytes() == authority


def test_the_certificate_is_renewed_when_the_names_change(tmp_path: Path) -> None:
    files = local_files(tmp_path, NAMES, NOW)
    authority = files.to_trust.read_bytes()
    local_files(tmp_path, [*NAMES, "Shop.Test.", "0:0::1", "bücher.test"], NOW)
    assert names_of(files.server) == [*NAMES, "shop.test", "xn--bcher-kva.test"]
    kept = files.server.read_bytes()
    local_files(tmp_path, [*NAMES, "shop.test", "bücher.test"], NOW)
    assert files.server.read_bytes() == kept
    assert files.to_trust.read_bytes() == authority


def test_a_certificate_of_another_authority_is_replaced(tmp_path: Path) -> None:
    files = local_files(tmp_path, NAMES, NOW)
    other = local_files(tmp_path / "other", NAMES, NOW)
    files.server.write_bytes(other.server.read_bytes())
    local_files(tmp_path, NAMES, NOW)
    read(files.server).verify_directly_issued_by(read(files.to_trust))
    for broken in (b"", b"no certificate"):
        files.server.write_bytes(broken)
        local_files(tmp_path, NAMES, NOW)
        assert names_of(files.server) == NAMES


def test_servers_that_start_together_share_one_authority(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: local_files(tmp_path, NAMES, NOW), range(4)))
    read(made[0].server).verify_directly_issued_by(read(made[0].to_trust))
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".") and file.suffix != ""] == []


def test_an_authority_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    local_files(tmp_path, NAMES, NOW)
    (tmp_path / "authority.pem").write_bytes(b"damaged")
    with pytest.raises(SettingsError, match="remove it to get a new one"):
        local_files(tmp_path, NAMES, NOW)
    assert (tmp_path / "authority.pem").read_bytes() == b"damaged"


def test_names_and_folders_that_cannot_be_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--hosts"):
        local_files(tmp_path, ["no name at all"], NOW)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SettingsError, match="--tls-folder"):
        local_files(tmp_path / "file", NAMES, NOW)


def test_the_authority_lies_beside_the_store_or_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for store in (f"{tmp_path}/a.db", f"sqlite:{tmp_path}/a.db", f"sqlite://{tmp_path}/a.db"):
        assert folder_of(Settings(store=store)) == tmp_path / "counterfoil-tls"
    assert folder_of(Settings(store="postgresql://host/shop")) == tmp_path / "data/counterfoil-tls"
    assert folder_of(Settings(tls_folder=f"{tmp_path}/there")) == tmp_path / "there"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"tls": True, "mode": "service"}, "tls is for emulators"),
        ({"tls": True, "tls_cert": "c", "tls_key": "k"}, "give one of them"),
        ({"tls_cert": "c"}, "belong together"),
    ],
    ids=["service", "two certificates", "no key"],
)
def test_settings_that_contradict_each_other_are_refused(given: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load(given, environment={})


@pytest.fixture
def owned(tmp_path: Path) -> dict[str, str]:
    """A certificate of one's own, its key with and without password, and another key."""
    authority = trustme.CA()
    made, other = authority.issue_cert("localhost"), authority.issue_cert("localhost")
    key = serialization.load_pem_private_key(made.private_key_pem.bytes(), None)
    locked = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"open")
    )
    contents = {
        "cert": made.cert_chain_pems[0].bytes(),
        "key": made.private_key_pem.bytes(),
        "locked": locked,
        "other": other.private_key_pem.bytes(),
        "text": b"neither",
    }
    for name, content in contents.items():
        (tmp_path / f"{name}.pem").write_bytes(content)
    return {name: str(tmp_path / f"{name}.pem") for name in (*contents, "missing")}


@pytest.mark.parametrize(
    ("cert", "key", "password", "says"),
    [
        ("cert", "other", "", "is not the key of"),
        ("cert", "missing", "", "cannot read tls_key"),
        ("missing", "key", "", "cannot read tls_cert"),
        ("text", "key", "", "in PEM form"),
        ("cert", "text", "", "in PEM form"),
        ("key", "cert", "", "in PEM form"),
        ("cert", "locked", "", "has a password; give tls_key_password"),
        ("cert", "locked", "shut", "does not open"),
    ],
)
def test_what_does_not_fit_together_is_said(
    owned: dict[str, str], cert: str, key: str, password: str, says: str
) -> None:
    with pytest.raises(SettingsError, match=says) as refused:
        check_certificate(Settings(tls_cert=owned[cert], tls_key=owned[key], tls_key_password=password))
    assert "shut" not in str(refused.value)


@pytest.mark.parametrize(("key", "password"), [("key", ""), ("key", "not needed"), ("locked", "open")])
def test_a_certificate_and_its_key_are_taken(owned: dict[str, str], key: str, password: str) -> None:
    check_certificate(Settings(tls_cert=owned["cert"], tls_key=owned[key], tls_key_password=password))
    check_certificate(Settings())
