"""Explanations of faults of the URL and of the method: versions, sites, paths. Follows platform reference, 1, 2, 4."""

import difflib

from counterfoil.http.explanations.asked import Asked, Explain
from counterfoil.http.explanations.near import choices, listed, quoted
from counterfoil.http.route import Route
from counterfoil.http.routes import ROUTES
from counterfoil.versions import NEWEST, PUBLISHED, Version, covers

_ALIKE = 0.6


def _version(asked: Asked) -> str:
    near = choices(asked.text("version"), [str(version) for version in PUBLISHED], "versions")
    return f"{near} The newest is {NEWEST}: /dw/shop/{NEWEST.path_segment}/...".strip()


def _newest(asked: Asked) -> str:
    return f"The newest version is {NEWEST}: /dw/shop/{NEWEST.path_segment}/..."


def _site(asked: Asked) -> str:
    """Name sites near the one asked for: of an emulator only, whose sites are no secret."""
    exchange = asked.exchange
    if exchange.state is None or exchange.server is None or not exchange.server.settings.emulator:
        return ""
    return choices(asked.text("site_id"), exchange.state.site_ids(), "sites")


def _path(asked: Asked) -> str:
    address, version = asked.exchange.address, asked.exchange.version
    if not address.prefix:
        return f"Paths begin with /s/{{site}}/dw/shop/{NEWEST.path_segment}/ or /dw/shop/{NEWEST.path_segment}/."
    elsewhere = [row for row in ROUTES if _matches(row, address.resource)]
    if elsewhere:
        return f"{_methods(elsewhere, version)} This request is of {version}."
    near = _like(address.resource, version)
    return f"Nearest resources of {version}: {listed(near)}." if near else ""


def _method(asked: Asked) -> str:
    version, resource = asked.exchange.version, asked.exchange.address.resource
    rows = [row for row in ROUTES if _matches(row, resource)]
    if not rows:  # no resource of the Shop API
        return ""
    here = [row.method for row in rows if covers(version, row.since, row.until)]
    others = [row for row in rows if row.method == asked.text("method") and row.method not in here]
    allowed = f"Methods of the resource in {version}: {listed(dict.fromkeys(here))}."
    return f"{allowed} {_methods(others, version)}".strip() if others else allowed


def _override(asked: Asked) -> str:
    return f"{quoted(asked.text('method'))} is none of them."


def _methods(rows: list[Route], version: Version) -> str:
    """Say in which versions there are rows that this version lacks."""
    return listed(f"{row.method} {row.path} is there {_interval(row)}" for row in rows) + "."


def _interval(row: Route) -> str:
    if row.since and row.until:
        return f"from {row.since} until before {row.until}"
    return f"from {row.since}" if row.since else f"until before {row.until}" if row.until else "in all versions"


def _matches(row: Route, resource: tuple[str, ...]) -> bool:
    return len(row.pattern) == len(resource) and all(
        part == segment or "{" in part for part, segment in zip(row.pattern, resource, strict=True)
    )


def _like(resource: tuple[str, ...], version: Version) -> list[str]:
    """Return the paths of the version that are most like one; parameters are like any segment."""
    scores: dict[str, float] = {}
    for row in ROUTES:
        if covers(version, row.since, row.until) and abs(len(row.pattern) - len(resource)) <= 1:
            filled = [
                resource[place] if "{" in part and place < len(resource) else part
                for place, part in enumerate(row.pattern)
            ]
            wanted, there = "/".join(resource)[:200], "/".join(filled)[:200]
            scores[row.path] = difflib.SequenceMatcher(None, wanted, there).ratio()
    best = sorted(scores, key=lambda path: -scores[path])
    return [path for path in best if scores[path] >= _ALIKE][:3]


EXPLANATIONS: dict[str, Explain] = {
    "VERSION_NOT_FOUND": _version,
    "INVALID_VERSION": _newest,
    "UNKNOWN_SITE": _site,
    "UNKNOWN_SITE_ID": _site,
    "RESOURCE_PATH_NOT_FOUND": _path,
    "METHOD_NOT_ALLOWED": _method,
    "ILLEGAL_HTTP_METHOD_OVERRIDE": _override,
}
