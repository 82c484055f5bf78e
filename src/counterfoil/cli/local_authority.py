"""The certificate authority of an emulator: made at the first start with ``--tls``, kept beside the store, used again.

Clients trust the authority once; the certificate it signs for the server is renewed when it runs out, and when
the names change.
"""

import ipaddress
import os
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import trustme
from cryptography import x509
from cryptography.exceptions import InvalidSignature

from counterfoil.config import SettingsError

_AUTHORITY = "authority.pem"
"""Key and certificate in one file, which is there whole or not at all."""
_TO_TRUST = "ca.pem"
_SERVER = "server.pem"
_LIFE = timedelta(days=397)
"""The longest that browsers take."""
_HOST_NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_RENEW = timedelta(days=30)


class LocalFiles(NamedTuple):
    """Where things are."""

    to_trust: Path
    """The authority's certificate, for clients."""
    server: Path
    """The server's key and certificate."""


def local_files(folder: Path, names: Sequence[str], now: datetime) -> LocalFiles:
    """Make what is missing in the folder, renew what has run out; SettingsError."""
    files = LocalFiles(folder / _TO_TRUST, folder / _SERVER)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / ".gitignore", b"*\n", 0o644)  # a key must not be committed by accident
        authority = _authority(folder / _AUTHORITY)
        _write(files.to_trust, authority.cert_pem.bytes(), 0o644)
        wanted = _distinct(names)
        if not _still_good(files.server, authority, wanted, now):
            _write(files.server, _signed(authority, wanted, now), 0o600)
    except OSError as error:
        raise SettingsError(
            f"cannot use {error.filename} for TLS: {error.strerror}; choose another --tls-folder"
        ) from None
    return files


def _authority(file: Path) -> trustme.CA:
    """Read the authority, or make it; who comes second takes that of the first."""
    if not file.exists():
        made = trustme.CA(organization_name="Counterfoil", organization_unit_name=f"local {secrets.token_hex(4)}")
        _write(file, made.private_key_pem.bytes() + made.cert_pem.bytes(), 0o600, replace=False)
    pem = file.read_bytes()
    try:
        return trustme.CA.from_pem(pem, pem)
    except ValueError:
        raise SettingsError(
            f"{file} is not the authority that --tls made; remove it to get a new one, which clients must trust anew"
        ) from None


def _signed(authority: trustme.CA, names: list[str], now: datetime) -> bytes:
    made = authority.issue_cert(
        *names,
        organization_name="Counterfoil",
        organization_unit_name="local server",
        not_before=now - timedelta(days=1),
        not_after=now + _LIFE,
    )
    return made.private_key_and_cert_chain_pem.bytes()


def _still_good(file: Path, authority: trustme.CA, names: list[str], now: datetime) -> bool:
    """Say whether a certificate is there, by this authority, for these names, and for a while yet."""
    if not file.exists():
        return False
    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
        certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority.cert_pem.bytes()))
        known = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return [str(name.value) for name in known] == names and certificate.not_valid_after_utc - now > _RENEW


def _distinct(names: Sequence[str]) -> list[str]:
    """Return names as a certificate holds them, each once."""
    return list(dict.fromkeys(_written(name) for name in names))


def _written(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        ascii_name = name.rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        ascii_name = ""
    if not _HOST_NAME.fullmatch(ascii_name):
        raise SettingsError(f"'{name}' is no host name that a certificate could hold; see --host and --hosts")
    return ascii_name


def _write(file: Path, content: bytes, mode: int, *, replace: bool = True) -> None:
    """Write a file whole: nobody sees a part of it, or with other rights."""
    if file.exists() and file.read_bytes() == content:
        return
    made = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as writer:
            writer.write(content)
        if replace:
            made.replace(file)
        else:
            _place(made, file)
    finally:
        made.unlink(missing_ok=True)


def _place(made: Path, file: Path) -> None:
    """Give a file its name unless another has it."""
    try:
        os.link(made, file)
    except FileExistsError:
        return
