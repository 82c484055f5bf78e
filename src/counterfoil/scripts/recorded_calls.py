"""Calls of scripts in a replay: answered as they were answered then, in that order; nobody is called."""

import base64
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit


class RecordedCalls:
    """What was called then, as notes of it; stands in for the client of a worker."""

    def __init__(self, notes: Sequence[dict[str, Any]], note: Callable[[dict[str, Any]], None]) -> None:
        self._left = list(notes)
        self._note = note
        self._texts: list[str] = []

    def body(self, index: int) -> str:
        """Return the bytes of an answer, as Base64."""
        return base64.b64encode(self._texts[index].encode()).decode()

    def send(self, request: dict[str, Any], _left: float) -> dict[str, Any]:
        """Return what was answered then; what was not called then has no answer."""
        parts = urlsplit(str(request["url"]))
        place = parts.netloc.rpartition("@")[2], parts.path
        for note in self._left:
            called = urlsplit(note["url"])
            if note["method"] == request["method"] and (called.netloc, called.path) == place:
                self._left.remove(note)
                self._note(note)
                self._texts.append(note["answer"].get("text") or "")
                answer = {**note["answer"], "body": len(self._texts) - 1}
                return answer if not answer.get("left_out") else _refused("its answer was too large to be recorded")
        answer = _refused(f"{request['method']} {''.join(place)} was not called when this was recorded")
        told = {name: request.get(name) for name in ("service", "method")}
        url = f"{parts.scheme}://{''.join(place)}"
        self._note(
            {"kind": "http", **told, "url": url, "status": 0, "error": answer["error"], "answer": answer, "ms": 0}
        )
        return answer


def _refused(why: str) -> dict[str, Any]:
    return {"status": 0, "error": why, "reason": "refused"}
