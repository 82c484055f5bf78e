"""A trace as lines of a terminal: points in their order, hooks below them, what each did below that."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from counterfoil.traces.difference import MISSING, Change

_LONGEST = 110
WHY = {
    "version": "this version of the API has no such point",
    "switched off": "hooks of API calls are switched off",
    "chain ended": "a hook before it has answered",
    "other function": "another function of the point was called",
    "circuit open": "the circuit is open after too many failures",
    "failed": "a hook before it failed",
}
"""Why a hook was not run, in words."""


def written(trace: dict[str, Any]) -> str:
    """Write a trace."""
    fault = f" {trace['fault']}" if trace["fault"] else ""
    head = [
        f"{trace['method']} {trace['path']}",
        f"{trace['status']}{fault}  {trace['ms']:.1f} ms  {trace['time']}",
        f"request {trace['request_id']}  site {trace['site']}  version {trace['api']}",
        *([f"client {trace['client_id']}"] if trace["client_id"] else ()),
        "",
    ]
    lines = [line for point in trace["points"] for line in _point(point)]
    return "\n".join([*head, *lines, ""])


def listed(traces: Sequence[dict[str, Any]]) -> str:
    """Write two lines for each trace, and one more for a fault."""
    if not traces:
        return "no request has met a hook yet, or no traces are kept (trace_keep)\n"
    lines = [
        f"{one['request_id']}  {one['time']}  {one['status']}  {one['ms']:>8.1f} ms\n    {one['method']} {one['path']}"
        + ("" if one["outcome"] == "OK" else f"\n    {one['outcome']}")
        for one in traces
    ]
    return "\n".join([*lines, ""])


def compared(hook: dict[str, Any], changes: Sequence[Change]) -> str:
    """Write how a hook ran again, and what is different from what was recorded."""
    told = [f"{change.path}: {_place(change.before)} -> {_place(change.after)}" for change in changes]
    heading = "different from what was recorded:" if told else "the same as recorded"
    return "\n".join([*_hook(hook, ""), "", heading, *(f"    {line}" for line in told), ""])


def _place(value: Any) -> str:
    return "nothing" if value is MISSING else _short(value, 60)


def _point(point: dict[str, Any], indent: str = "") -> Iterator[str]:
    hooks = point["hooks"]
    if not hooks:
        yield f"{indent}{point['point']}  no hooks"
        return
    yield f"{indent}{point['point']}  {point['ms']:.2f} ms  {ending(point)}"
    for hook in hooks:
        yield from _hook(hook, indent + "  ")


def ending(what: dict[str, Any]) -> str:
    """Say what a point or a hook came to: its answer, or what it raised."""
    error = what.get("error")
    if error is not None:
        return f"FAULT {error['fault']}" if error.get("fault") else f"raised {error['type']}"
    answer = what.get("answer")
    if answer is None:
        return "no answer"
    if answer["type"] == "Status":
        value = answer["value"]
        told = [value["status"], value["code"], value["message"]]
        return "Status " + " ".join(str(one) for one in told if one)
    return f"answered {_short(answer['value'])}"


def _hook(hook: dict[str, Any], indent: str) -> Iterator[str]:
    name = f"{hook['source']} (the server's own)" if hook["default"] else hook["source"]
    if not hook["ran"]:
        yield f"{indent}- {name}: not run, {WHY.get(hook['why'], hook['why'])}"
        return
    mark = "!" if "error" in hook else "+"
    outside = "" if hook.get("inside", True) else ", outside the transaction"
    yield f"{indent}{mark} {name}  {hook['ms']:.2f} ms  {ending(hook)}{outside}"
    inner = indent + "    "
    if "error" in hook and hook["error"].get("message"):
        yield from (f"{inner}{line}" for line in hook["error"]["message"].splitlines()[:5])
    yield from (f"{inner}at {frame}" for frame in hook.get("error", {}).get("frames", ())[:5])
    for number, argument in enumerate(hook.get("arguments", ())):
        yield f"{inner}argument {number}: {argument_told(argument)}"
    yield from (f"{inner}{note_told(note)}" for note in hook.get("notes", ()))
    for change in hook.get("changes", ()):
        yield f"{inner}changed {_change(change)}"
    for point in hook.get("points", ()):
        yield from _point(point, inner)


def argument_told(argument: dict[str, Any]) -> str:
    """Say in a line what a hook was given: an order or a basket by its id."""
    value = argument["value"]
    if isinstance(value, dict):
        named = [f"{name} {value[name]}" for name in ("order_no", "basket_id", "customer_no", "id") if value.get(name)]
        if argument["type"] in ("Order", "Basket") and named:
            return f"{argument['type']} {named[0]}"
    return f"{argument['type']} {_short(value)}"


def note_told(note: dict[str, Any]) -> str:
    """Say in a line what a hook noted of itself."""
    place = f"  ({note['place']})" if note.get("place") else ""
    kind = str(note.get("kind", "other"))
    told = _TOLD[kind](note) if kind in _TOLD else f"{kind.replace('_', ' ')} {_fields(note)}"
    return told.rstrip() + place


def _log(note: dict[str, Any]) -> str:
    error = f" {_short(note.get('exception') or note['error'])}" if note.get("exception") or note.get("error") else ""
    return f"log {note.get('level', 'info')} {note.get('category', '')}: {note.get('message')}{error}"


def _asked(note: dict[str, Any]) -> str:
    answer = _short(note.get("error") or note.get("answer"), 50)
    return f"asked {note['operation']} {_short(note['argument'], 50)} -> {answer}  {note['ms']:.2f} ms"


def _called(note: dict[str, Any]) -> str:
    told = (str(note[name]) for name in ("service", "method", "url", "status", "error") if note.get(name))
    return f"called {' '.join(told)}  {float(note.get('ms') or 0):.0f} ms"


def _fields(note: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_short(value, 60)}" for name, value in note.items() if name not in ("kind", "place"))


_TOLD: dict[str, Callable[[dict[str, Any]], str]] = {
    "log": _log,
    "ask": _asked,
    "http": _called,
    "transaction": lambda note: f"transaction {note.get('edge')} (depth {note.get('depth')})",
    "missing": lambda note: f"missing member {note.get('member')}",
    "ignored": lambda note: f"had no effect: {note.get('member')}",
    "left_out": lambda note: f"and {note['count']} notes more",
}


def _change(change: dict[str, Any]) -> str:
    which = f"argument {change['argument']} " if change["argument"] else ""
    before = _short(change["before"], 50) if "before" in change else "nothing"
    after = _short(change["after"], 50) if "after" in change else "nothing"
    return f"{which}{change['path']}: {before} -> {after}"


def _short(value: Any, longest: int = _LONGEST) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= longest else text[: longest - 1] + "…"
