"""A trace as it is kept: JSON without secrets, each document once, compressed."""

import base64
import binascii
import contextlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from counterfoil.documents.scrub import scrub_json, scrub_text
from counterfoil.store.trace_row import TraceRow
from counterfoil.traces.capture import Captured
from counterfoil.traces.mask import mask
from counterfoil.traces.trace import Chain, Hook, Trace

LONGEST_TEXT = 4000
LARGEST = 8 * 2**20
"""Of all documents of a trace; what comes after is left out."""
_SAFE_KINDS = ("Order", "Basket")
"""Documents as they are stored, which have no property for a secret."""
_LEVEL = 1
_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder()


class Finished(msgspec.Struct, frozen=True):
    """What is known of a request when it is over."""

    request_id: str
    site_id: str
    method: str
    path: str
    api: str
    """The version that was called."""
    status: int
    fault: str
    client_id: str
    now: int
    query: Mapping[str, str]
    recorded: int
    took: int
    """Microseconds."""
    began: int
    """As the clock of the traces tells it."""


def pack(trace: Trace, finished: Finished) -> TraceRow:
    """Return the row of a trace."""
    packing = _Packing(trace, finished.began)
    points = [packing.chain(chain) for chain in trace.points]
    path = packing.text(finished.path)
    request = {
        "id": finished.request_id,
        "site": finished.site_id,
        "method": finished.method,
        "path": path,
        "api": finished.api,
        "status": finished.status,
        "fault": finished.fault,
        "client_id": finished.client_id,
        "now": finished.now,
        "ms": finished.took / 1000,
    }
    query = packing.keep(Captured("object", _encoder.encode(dict(finished.query))))
    body = _encoder.encode({"request": request, "query": query, "points": points, "documents": packing.documents})
    return TraceRow(
        finished.site_id, finished.request_id, finished.recorded, finished.took, finished.method, path, finished.status,
        trace.own, outcome_of(points), zlib.compress(body, _LEVEL),
    )  # fmt: skip


def unpack(body: bytes) -> dict[str, Any]:
    """Return what was packed."""
    plain: dict[str, Any] = msgspec.json.Decoder(dict[str, Any]).decode(zlib.decompress(body))
    return plain


def outcome_of(points: list[dict[str, Any]]) -> str:
    """Return in a word what became of the hooks."""
    for point in points:
        error = point.get("error")
        if error is not None:
            return f"{error.get('fault') or error['type']} at {point['point']}"
    return "OK"


class _Packing:
    """What is written of one trace."""

    def __init__(self, trace: Trace, began: int) -> None:
        self._began = began
        self._masked: dict[Captured, bytes] = {}
        self._secrets = self._learnt(trace)
        self._known: dict[bytes, int] = {}
        self._size = 0
        self.documents: list[msgspec.Raw] = []

    def _learnt(self, trace: Trace) -> list[str]:
        """Return all secrets of a request, masking on the way what says what they are."""
        secrets = {*trace.secrets, *_secrets_of(trace.headers)}
        for captured in (*trace.sent, *_captured_in(trace.points)):
            if captured not in self._masked:
                self._masked[captured] = mask(captured, secrets)
        return list(secrets)

    def text(self, text: str) -> str:
        return scrub_text(text, self._secrets, longest=LONGEST_TEXT)

    def keep(self, captured: Captured) -> dict[str, Any]:
        """Refer to a value, which is written once."""
        masked = self._masked.get(captured, captured.text)
        found = self._known.get(masked)
        if found is None:
            found = self._known[masked] = len(self.documents)
            self._size += len(masked)
            text = masked.decode() if self._size <= LARGEST else '"left out: the trace is too large"'
            clean = scrub_json(text, self._secrets, named=captured.kind not in _SAFE_KINDS)
            self.documents.append(msgspec.Raw(clean.encode()))
        reference: dict[str, Any] = {"kind": captured.kind, "document": found}
        if captured.owner >= 0:
            reference["owner"] = captured.owner
        return reference

    def chain(self, chain: Chain | str) -> dict[str, Any]:
        if isinstance(chain, str):
            return {"point": chain, "hooks": []}
        made: dict[str, Any] = {
            "point": chain.point,
            "at_ms": self._since(chain.began),
            "ms": _ms(chain.ended - chain.began),
            "hooks": [self._hook(hook) for hook in chain.hooks],
        }
        return self._ended(made, chain)

    def _hook(self, hook: Hook) -> dict[str, Any]:
        made: dict[str, Any] = {"source": hook.source, "default": hook.default, "ran": not hook.why}
        if hook.why:
            made["why"] = hook.why
            return made
        made |= {"at_ms": self._since(hook.began), "ms": _ms(hook.ended - hook.began), "inside": hook.inside}
        if not hook.default:
            made["before"] = [self.keep(one) for one in hook.before]
            made["after"] = [self.keep(one) for one in hook.after]
        for name in ("facts", "custom"):
            captured = getattr(hook, name)
            if captured is not None:
                made[name] = self.keep(captured)
        if hook.seed:
            made["seed"] = hook.seed
        made["notes"] = [self._note(note) for note in hook.notes]
        if hook.left_out:
            made["notes"].append({"kind": "left_out", "count": hook.left_out})
        if hook.inner:
            made["inner"] = [self.chain(chain) for chain in hook.inner]
        return self._ended(made, hook)

    def _ended(self, made: dict[str, Any], what: Chain | Hook) -> dict[str, Any]:
        if what.answer is not None:
            made["answer"] = self.keep(what.answer)
        if what.error is not None:
            made["error"] = {**what.error, "message": self.text(what.error["message"])}
        return made

    def _note(self, note: dict[str, Any] | bytes) -> dict[str, Any]:
        plain: dict[str, Any] = _decoder.decode(note) if isinstance(note, bytes) else note
        return {name: self._plain(value) for name, value in plain.items()}

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Captured):
            return self.keep(value)
        if isinstance(value, dict | list):
            return msgspec.Raw(scrub_json(_encoder.encode(value).decode(), self._secrets).encode())
        return value

    def _since(self, instant: int) -> float:
        return _ms(instant - self._began)


def _captured_in(points: Sequence[Chain | str]) -> Iterator[Captured]:
    """Go through all values of these points that may hold what their class says is secret."""
    for chain in points:
        if isinstance(chain, str):
            continue
        if chain.answer is not None:
            yield chain.answer
        for hook in chain.hooks:
            yield from hook.before
            yield from hook.after
            yield from (one for one in (hook.answer, hook.facts, hook.custom) if one is not None)
            for note in hook.notes:
                if not isinstance(note, bytes):
                    yield from (one for one in note.values() if isinstance(one, Captured))
            yield from _captured_in(hook.inner)


def _ms(nanoseconds: int) -> float:
    return round(nanoseconds / 1e6, 3)


def _secrets_of(headers: Mapping[str, str]) -> list[str]:
    """Return the secrets that a request carries in its headers."""
    found = [headers[name] for name in ("x-dw-order-token",) if headers.get(name)]
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if value:
        found.append(value.strip())
    if scheme.lower() == "basic":
        with contextlib.suppress(ValueError, binascii.Error):
            found += base64.b64decode(value).decode("utf-8", "replace").split(":")[1:]
    for cookie in headers.get("cookie", "").split(";"):
        secret = cookie.partition("=")[2].strip()
        if secret:
            found.append(secret)
    return [secret for secret in found if secret]
