"""A kept trace as people and programs look at it: values in place, and what each hook changed."""

from typing import Any

from counterfoil.store.trace_row import TraceRow
from counterfoil.timestamps import date_time
from counterfoil.traces.difference import differences
from counterfoil.traces.pack import unpack


def summary(row: TraceRow) -> dict[str, Any]:
    """Return a trace in a line."""
    return {
        "request_id": row.request_id,
        "time": date_time(row.recorded // 1000),
        "site": row.site_id,
        "method": row.method,
        "path": row.path,
        "status": row.status,
        "ms": row.took / 1000,
        "hooks": row.hooks,
        "outcome": row.outcome,
    }


def view(row: TraceRow) -> dict[str, Any]:
    """Return a whole trace."""
    packed = unpack(row.body)
    request, documents = packed["request"], packed["documents"]
    told = {
        "api": request["api"],
        "client_id": request["client_id"],
        "fault": request["fault"],
        "query": documents[packed["query"]["document"]],
    }
    return {**summary(row), **told, "points": [_point(point, documents) for point in packed["points"]]}


def _point(point: dict[str, Any], documents: list[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {name: point[name] for name in ("point", "at_ms", "ms") if name in point}
    shown["hooks"] = [_hook(hook, documents) for hook in point["hooks"]]
    return _ended(shown, point, documents)


def _hook(hook: dict[str, Any], documents: list[Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        name: hook[name] for name in ("source", "default", "ran", "why", "at_ms", "ms", "inside") if name in hook
    }
    if "before" in hook:
        shown["arguments"] = [_value(one, documents) for one in hook["before"]]
        shown["changes"] = list(_changes(hook, documents))
    if "custom" in hook:
        shown["request_custom"] = documents[hook["custom"]["document"]]
    if hook.get("notes"):
        shown["notes"] = [{name: _inner(value, documents) for name, value in note.items()} for note in hook["notes"]]
    if "inner" in hook:
        shown["points"] = [_point(point, documents) for point in hook["inner"]]
    return _ended(shown, hook, documents)


def _ended(shown: dict[str, Any], what: dict[str, Any], documents: list[Any]) -> dict[str, Any]:
    if "answer" in what:
        shown["answer"] = _value(what["answer"], documents)
    if "error" in what:
        shown["error"] = what["error"]
    return shown


def _changes(hook: dict[str, Any], documents: list[Any]) -> Any:
    for number, (before, after) in enumerate(zip(hook["before"], hook["after"], strict=True)):
        if before["document"] != after["document"]:
            for change in differences(documents[before["document"]], documents[after["document"]]):
                yield {"argument": number, **change.plain()}


def _inner(value: Any, documents: list[Any]) -> Any:
    if isinstance(value, dict) and value.keys() >= {"kind", "document"} and isinstance(value["document"], int):
        return documents[value["document"]]
    return value


def _value(reference: dict[str, Any], documents: list[Any]) -> dict[str, Any]:
    shown = {"type": reference["kind"], "value": documents[reference["document"]]}
    if "owner" in reference:
        shown["part_of_argument"] = reference["owner"]
    return shown
