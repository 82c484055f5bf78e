"""TLS of the server: which certificate it shows, and how connections are taken."""

import dataclasses
import logging
import os
import shlex
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from counterfoil.cli.options import err
from counterfoil.config import Settings, SettingsError, names_in

log = logging.getLogger("counterfoil.server")

_FOLDER = "counterfoil-tls"


def with_local_certificate(settings: Settings) -> Settings:
    """Give an emulator with ``--tls`` the certificate of its local authority, and print how to trust it."""
    if not settings.tls:
        return settings
    from counterfoil.cli.local_authority import local_files  # noqa: PLC0415  servers without it need not load it

    names = ["localhost", "127.0.0.1", "::1", *_named(settings)]
    files = local_files(folder_of(settings), names, datetime.now(UTC))
    trusted = shlex.quote(str(files.to_trust))
    err.print(f"https with a local authority; clients trust it by:\n  {trust_line(trusted)}", markup=False)
    server = str(files.server)
    return dataclasses.replace(settings, tls=False, tls_cert=server, tls_key=server)


def trust_line(path: str) -> str:
    """Return the line for a shell whose curl, Node and Python shall trust a certificate."""
    return f"ca={path}; export CURL_CA_BUNDLE=$ca SSL_CERT_FILE=$ca NODE_EXTRA_CA_CERTS=$ca"


def folder_of(settings: Settings) -> Path:
    """Return where the authority is kept: beside the SQLite file, else with the user's data."""
    if settings.tls_folder:
        return Path(settings.tls_folder).absolute()
    if settings.store.startswith(("postgresql://", "postgres://")):
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
        return Path(data).absolute() / _FOLDER
    return Path(settings.store.removeprefix("sqlite:").removeprefix("//")).absolute().parent / _FOLDER


def _named(settings: Settings) -> list[str]:
    every = ("0.0.0.0", "::", "")  # noqa: S104  addresses that are no name
    return [name for name in (settings.host, *names_in(settings.hosts)) if name not in every]


def check_certificate(settings: Settings) -> None:
    """Read certificate and key before anything is served; SettingsError says what is wrong with them."""
    if settings.tls_cert:
        server_context(settings.tls_cert, settings.tls_key, settings.tls_key_password)


def context_of(uvicorn_config: Any, _default: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """Make the context of a server process, as uvicorn asks for it."""
    return Renewed(
        uvicorn_config.ssl_certfile, uvicorn_config.ssl_keyfile, uvicorn_config.ssl_keyfile_password or ""
    ).first


class Renewed:
    """The contexts of a server whose certificate is renewed while it runs.

    Each handshake looks whether the files are still those that were read, which takes microseconds of its millisecond.
    """

    def __init__(self, certificate: str, key: str, password: str) -> None:
        self._certificate, self._key, self._password = certificate, key, password
        self._seen = self._look()
        self.first = self._newest = server_context(certificate, key, password)
        self.first.sni_callback = self._choose

    def _choose(self, connection: ssl.SSLObject, _name: str | None, _first: ssl.SSLContext) -> None:
        seen = self._look()
        if seen != self._seen:
            self._seen = seen
            self._read()
        if self._newest is not self.first:
            connection.context = self._newest

    def _read(self) -> None:
        """Read the files; while they do not fit together, such as between the writing of the two, keep the old."""
        try:
            self._newest = server_context(self._certificate, self._key, self._password)
            log.info("the certificate of %s is shown from now on", self._certificate)
        except SettingsError as error:
            log.warning("the certificate was not renewed: %s", error)

    def _look(self) -> list[tuple[int, ...] | None]:
        return [_state(file) for file in (self._certificate, self._key)]


def _state(file: str) -> tuple[int, ...] | None:
    """Return what changes with a file, through links; None where it cannot be seen."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def server_context(certificate: str, key: str, password: str) -> ssl.SSLContext:
    """Return how connections are taken: TLS 1.2 at least, HTTP/1.1; SettingsError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_alpn_protocols(["http/1.1"])
    _readable("tls_cert", certificate)
    encrypted = b"ENCRYPTED" in _readable("tls_key", key)
    if encrypted and not password:
        raise SettingsError(f"tls_key {key} has a password; give tls_key_password, best by its environment variable")
    try:
        context.load_cert_chain(certificate, key, password=password)
    except ssl.SSLError as error:
        raise SettingsError(_reason(error, certificate, key, encrypted=encrypted)) from None
    return context


def _readable(name: str, file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise SettingsError(f"cannot read {name} {file}: {error.strerror}") from None


def _reason(error: ssl.SSLError, certificate: str, key: str, *, encrypted: bool) -> str:
    if error.reason == "KEY_VALUES_MISMATCH":
        return f"tls_key {key} is not the key of tls_cert {certificate}"
    if encrypted:
        return f"tls_key_password does not open tls_key {key}"
    return f"tls_cert {certificate} and tls_key {key} are not a certificate and its key in PEM form"
