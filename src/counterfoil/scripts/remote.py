"""Remote hooks: a point is answered by a service of the shop's own, over HTTPS, signed, with retries and a deadline.

The service gets a POST for each call of the hook and answers it with 200 and a JSON object, or with 204 for nothing to
say. A call that is repeated has the same id, so that a service need not do a thing twice.
"""

import asyncio
import hashlib
import hmac
import logging
import os
import time
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3
from msgspec import Struct, ValidationError, convert

from counterfoil.documents.properties import Document
from counterfoil.hooks.context import Context
from counterfoil.hooks.loader import HookFileError
from counterfoil.hooks.names import UnknownPointError, check_name
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.registry import Registry
from counterfoil.hooks.status import Status
from counterfoil.hooks.watch import Watch
from counterfoil.scripts.arguments import decode, encode, plain, take_back_plain

log = logging.getLogger("counterfoil.hooks")

SIGNATURE = "x-counterfoil-signature"
_LARGEST = 2**20
_AGAIN = {429, 502, 503, 504}
_PAUSE_SECONDS = 0.2
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class RemoteHook(Struct, kw_only=True, forbid_unknown_fields=True):
    """A row ``[[hook]]`` of the file of remote hooks."""

    point: str
    url: str
    secret: str = ""
    secret_env: str = ""
    """The environment variable that holds the secret, in its place."""
    seconds: float = 10.0
    """For all attempts together."""
    retries: int = 2
    ca: str = ""
    """A file of certificates (PEM) to trust, for a service with an authority of its own."""


class _File(Struct, forbid_unknown_fields=True):
    hook: list[RemoteHook] = []


class RemoteHookError(Exception):
    """A service that did not answer as it should; the message says why."""


def read(file: str) -> list[RemoteHook]:
    """Return the rows of a file of remote hooks; HookFileError."""
    try:
        rows = convert(tomllib.loads(Path(file).read_text(encoding="utf-8")), _File).hook
    except OSError as error:
        raise HookFileError(f"{file} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise HookFileError(f"{file}: {error}; a row is [[hook]] with point, url and secret or secret_env") from None
    for row in rows:
        _check(file, row)
    return rows


def _check(file: str, row: RemoteHook) -> None:
    try:
        check_name(row.point)
    except UnknownPointError as error:
        raise HookFileError(f"{file}: {error}") from None
    parts = urlsplit(row.url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise HookFileError(f"{file}: {row.point} is called over https only (plain http on this machine alone)")
    if row.secret_env and not _secret(row, os.environ):
        raise HookFileError(f"{file}: {row.point} has no secret yet: set the environment variable {row.secret_env}")
    if not _secret(row, os.environ):
        raise HookFileError(f"{file}: {row.point} needs a secret, or secret_env, to sign its calls with")


def _secret(row: RemoteHook, environ: Mapping[str, str]) -> str:
    return row.secret or environ.get(row.secret_env, "")


class Remote:
    """A remote hook as a function for the registry."""

    def __init__(self, row: RemoteHook) -> None:
        self._row = row
        self._secret = _secret(row, os.environ).encode()
        self._names = BY_NAME[row.point].arguments if row.point in BY_NAME else ()
        self._pool = urllib3.PoolManager(num_pools=1, maxsize=32, retries=False, ca_certs=row.ca or None)
        self.__module__ = __name__

    async def __call__(self, *arguments: Any, context: Context) -> Any:
        """Ask the service; RemoteHookError when it does not answer as it should."""
        call_id = context.new_id()
        shown = zip(self._argument_names(arguments), arguments, strict=True)
        call = {
            "id": call_id,
            "point": self._row.point,
            "request": context.host.facts() if context.host is not None else {},
            "arguments": {name: _shown(one) for name, one in shown},
            "custom": context.custom,
        }
        async with asyncio.timeout(self._row.seconds):
            answer = await self._ask(encode(call), call_id, context.now // 1000, context.watch)
        return self._taken(answer, arguments, context)

    def _argument_names(self, arguments: tuple[Any, ...]) -> list[str]:
        return [self._names[at] if at < len(self._names) else f"argument_{at}" for at in range(len(arguments))]

    async def _ask(self, body: bytes, call_id: str, instant: int, watch: Watch | None) -> dict[str, Any]:
        signed = hmac.new(self._secret, b"%d." % instant + body, hashlib.sha256).hexdigest()
        headers = {
            "content-type": "application/json",
            "accept": "application/json",
            "x-counterfoil-call": call_id,
            SIGNATURE: f"t={instant},v1={signed}",
        }
        for attempt in range(self._row.retries + 1):
            began = time.perf_counter()
            try:
                status, content = await asyncio.to_thread(self._post, body, headers)
            except urllib3.exceptions.HTTPError as error:
                reason = type(error).__name__
                self._note(watch, began, error=reason)
            else:
                self._note(watch, began, status=status)
                if status not in _AGAIN:
                    return self._read(status, content)
                reason = f"status {status}"
            log.warning("remote hook %s: %s, attempt %d", self._row.point, reason, attempt + 1)
            if attempt < self._row.retries:
                await asyncio.sleep(_PAUSE_SECONDS * 2**attempt)
        raise RemoteHookError(f"{self._row.point}: the service did not answer ({reason})")

    def _note(self, watch: Watch | None, began: float, **told: Any) -> None:
        if watch is not None:
            milliseconds = round((time.perf_counter() - began) * 1000, 1)
            watch.noted(
                {"kind": "http", "method": "POST", "url": self._row.url.partition("?")[0], **told, "ms": milliseconds}
            )

    def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        answer = self._pool.request(
            "POST",
            self._row.url,
            body=body,
            headers=headers,
            redirect=False,
            preload_content=False,
            timeout=urllib3.Timeout(total=self._row.seconds),
        )
        try:
            return answer.status, answer.read(_LARGEST + 1)
        finally:
            answer.release_conn()

    def _read(self, status: int, content: bytes) -> dict[str, Any]:
        if status == 204:
            return {}
        if status != 200:
            raise RemoteHookError(f"{self._row.point}: the service answered with status {status}")
        if len(content) > _LARGEST:
            raise RemoteHookError(f"{self._row.point}: the service's answer is larger than {_LARGEST} bytes")
        try:
            answer = decode(content)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise RemoteHookError(f"{self._row.point}: the service's answer is no JSON object")
        return answer

    def _taken(self, answer: dict[str, Any], arguments: tuple[Any, ...], context: Context) -> Any:
        custom, documents = answer.get("custom"), answer.get("arguments") or {}
        if isinstance(custom, dict):
            context.custom.clear()
            context.custom.update(custom)
        for name, argument in zip(self._argument_names(arguments), arguments, strict=True):
            if isinstance(documents, dict) and name in documents:
                take_back_plain(argument, documents[name])
        return _answered(answer)


def _shown(argument: Any) -> Any:
    if isinstance(argument, Document):
        return plain(argument)
    if isinstance(argument, list | tuple):
        return [_shown(one) for one in argument]
    return argument if isinstance(argument, dict | str | int | bool | Decimal | None) else str(argument)


def _answered(answer: dict[str, Any]) -> Any:
    """Return the Status of an answer, or its value for points that ask for one, such as an order number."""
    status = answer.get("status")
    if status is None:
        return answer.get("value")
    if not isinstance(status, dict):
        raise RemoteHookError('a status is an object: {"status": 0 or 1, "code": …, "message": …, "details": …}')
    details = status.get("details")
    return Status(
        Status.ERROR if status.get("status") in (1, "error", "ERROR") else Status.OK,
        _text(status.get("code")),
        _text(status.get("message")),
        details=details if isinstance(details, dict) else None,
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def register_remote(registry: Registry, file: str) -> list[str]:
    """Register the rows of a file and return their points; HookFileError."""
    rows = read(file)
    for row in rows:
        registry.register(row.point, Remote(row), source=f"remote {urlsplit(row.url).netloc}")
    return [row.point for row in rows]


def verify(secret: str, header: str, body: bytes) -> bool:
    """Say whether a call was signed with the secret; for services written in Python. Check the age of ``t`` as well."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    instant = parts.get("t", "")
    expected = hmac.new(secret.encode(), f"{instant}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts.get("v1", ""))


__all__ = ["SIGNATURE", "Remote", "RemoteHook", "RemoteHookError", "read", "register_remote", "verify"]
