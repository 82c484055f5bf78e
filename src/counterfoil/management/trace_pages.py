"""Traces for browsers: the newest as a table; one as its points in order, with what each hook was given and did."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from counterfoil.management.html import Markup, Part, joined, page, tag
from counterfoil.traces.written import WHY, argument_told, ending, note_told

_MS = "{:.2f} ms"


def traces_page(traces: Sequence[dict[str, Any]], dropped: int) -> str:
    """Write the newest traces as a table."""
    if not traces:
        return page(
            "Traces",
            tag("p", "No request has met a hook yet, or no traces are kept (the setting trace_keep)."),
            tag(
                "p",
                "The command ",
                tag("code", "counterfoil hooks list"),
                " shows which hooks a server runs, and where.",
            ),
        )
    head = tag("tr", *(tag("th", name) for name in ("time", "request", "status", "ms", "hooks", "what")))
    lost = [tag("p", f"{dropped} could not be written and are lost.", class_="bad")] if dropped else []
    return page("Traces", *lost, tag("table", head, *(_row(one) for one in traces)))


def _row(one: dict[str, Any]) -> Markup:
    fine = one["outcome"] == "OK"
    outcome = [] if fine else [tag("div", one["outcome"], class_="bad")]
    return tag(
        "tr",
        tag("td", one["time"], class_="time weak"),
        tag("td", tag("a", tag("code", one["request_id"]), href=f"/traces/{one['request_id']}")),
        tag("td", str(one["status"]), class_="number" if fine else "number bad"),
        tag("td", f"{one['ms']:.1f}", class_="number"),
        tag("td", str(one["hooks"]), class_="number"),
        tag("td", f"{one['method']} {one['path']}", *outcome),
    )


def trace_page(trace: dict[str, Any]) -> str:
    """Write a trace: each point with its hooks, closed where there is more to read."""
    fault = f" {trace['fault']}" if trace["fault"] else ""
    client = f"  client {trace['client_id']}" if trace["client_id"] else ""
    return page(
        f"{trace['method']} {trace['path']}",
        tag(
            "p",
            tag("strong", f"{trace['status']}{fault}", class_="bad" if fault else "good"),
            f"  {trace['ms']:.1f} ms  {trace['time']}  site {trace['site']}  version {trace['api']}{client}",
        ),
        tag("p", "request ", tag("code", trace["request_id"]), class_="weak"),
        _document("query", trace["query"]) if trace["query"] else "",
        *(_point(point, trace["ms"]) for point in trace["points"]),
    )


def _point(point: dict[str, Any], whole: float) -> Markup:
    if not point["hooks"]:
        return tag("section", tag("h2", point["point"], tag("span", "  no hooks", class_="weak"), class_="weak"))
    told = f"  {_MS.format(point['ms'])}  {ending(point)}"
    return tag(
        "section",
        tag("h2", point["point"], tag("span", told, class_=_tone(point))),
        _bar(point, whole),
        *(_hook(hook, whole) for hook in point["hooks"]),
    )


def _tone(what: dict[str, Any]) -> str:
    return "bad" if "error" in what else "weak"


def _bar(what: dict[str, Any], whole: float) -> Markup:
    """Show when in the request it ran, and how long."""
    if whole <= 0:
        return Markup()
    start, width = (min(max(100 * what[name] / whole, 0.0), 100.0) for name in ("at_ms", "ms"))
    return tag("div", tag("i", style=f"margin-left:{start:.1f}%;width:{min(width, 100 - start):.1f}%"), class_="bar")


def _hook(hook: dict[str, Any], whole: float) -> Markup:
    name = f"{hook['source']} (the server's own)" if hook["default"] else hook["source"]
    if not hook["ran"]:
        return tag("p", f"- {name}: not run, {WHY.get(hook['why'], hook['why'])}", class_="weak")
    outside = "" if hook.get("inside", True) else ", outside the transaction"
    told = f"  {_MS.format(hook['ms'])}  {ending(hook)}{outside}"
    summary = tag("summary", tag("strong", name), tag("span", told, class_=_tone(hook)))
    parts = list(_parts(hook, whole))
    if hook["default"] and not parts:
        return tag("p", name, tag("span", told, class_=_tone(hook)))
    return tag("details", summary, *parts, **({} if hook["default"] else {"open": "open"}))


def _parts(hook: dict[str, Any], whole: float) -> Iterator[Part]:
    error = hook.get("error", {})
    if error.get("message"):
        yield tag(
            "pre", "\n".join([error["message"], *(f"at {frame}" for frame in error.get("frames", ()))]), class_="bad"
        )
    for number, argument in enumerate(hook.get("arguments", ())):
        yield _document(f"argument {number}: {argument_told(argument)}", argument["value"])
    if hook.get("request_custom"):
        yield _document("request.custom", hook["request_custom"])
    notes = [note_told(note) for note in hook.get("notes", ())]
    if notes:
        yield tag("ul", *(tag("li", note) for note in notes))
    if hook.get("changes"):
        yield _changes(hook["changes"])
    for point in hook.get("points", ()):
        yield _point(point, whole)


def _document(title: str, value: Any) -> Markup:
    if not isinstance(value, dict | list):
        return tag("div", title)
    return tag("details", tag("summary", title), tag("pre", json.dumps(value, indent=2, ensure_ascii=False)))


def _changes(changes: Sequence[dict[str, Any]]) -> Markup:
    head = tag("tr", *(tag("th", name) for name in ("argument", "changed", "before", "after")))
    return tag("table", head, *(_change(change) for change in changes))


def _change(change: dict[str, Any]) -> Markup:
    before, after = (
        tag("code", json.dumps(change[name], ensure_ascii=False)) if name in change else joined("nothing")
        for name in ("before", "after")
    )
    return tag("tr", *(tag("td", part) for part in (str(change["argument"]), change["path"], before, after)))
