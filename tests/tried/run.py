"""Run the hooks of real cartridges, unmodified, and write down what ran, what was missing, and why.

``python -m tests.tried.run FOLDER`` (``make cartridges CARTRIDGES=FOLDER``): each set of cartridges gets a server of
its own with the demo shop; each extension point that it registers is reached by a request that calls it.
"""

import argparse
import contextlib
import json
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tests.api import SHOP, Api
from tests.conftest import load_demo
from tests.http.called_points import EXPECTED
from tests.http.gift_certificates import load_certificates
from tests.http.scenarios import World
from tests.http.scenarios_of_hooks import SCENARIOS
from tests.tried.report import Row, write
from tests.tried.sets import CartridgeSet, found_in

from counterfoil.archive.load import load_archive
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.status import Status
from counterfoil.http.routes import ROUTES
from counterfoil.identity.passwords import hash_password
from counterfoil.scripts.conversation import Conversation, ScriptError
from counterfoil.shop.call import Call
from counterfoil.versions import PUBLISHED, covers

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "cartridges.md"
OWNER: dict[str, str] = {}
for _row, _points in EXPECTED.items():
    for _point in _points:
        OWNER.setdefault(_point, _row)


class Ran(NamedTuple):
    """A hook that ran, and what came of it."""

    point: str
    source: str
    answer: Any
    error: BaseException | None
    notes: list[dict[str, Any]]


class Observer:
    """Watches the hooks run and hears what scripts say."""

    def __init__(self) -> None:
        self.ran_hooks: list[Ran] = []
        self.heard: list[dict[str, Any]] = []
        """All that scripts of the set have told so far."""
        self._notes: list[dict[str, Any]] = []

    def begins(self, point: str, arguments: Any, chain: Any) -> None: ...

    def runs(self, point: str, entry: Any) -> None:
        self._notes = []

    def ran(self, point: str, entry: Any, answer: Any, error: BaseException | None) -> None:
        if not entry.default:
            self.ran_hooks.append(Ran(point, entry.source, answer, error, self._notes))

    def skipped(self, point: str, entry: Any, why: str) -> None: ...

    def ends(self, point: str, answer: Any, error: BaseException | None) -> None: ...

    @contextlib.contextmanager
    def looking(self) -> Iterator[None]:
        """Watch every request, and hear what workers tell."""
        made, noted, observer = Call.context, Conversation.note, self

        def context(call: Call, *arguments: Any) -> Any:
            return msgspec.structs.replace(made(call, *arguments), watch=observer)

        def note(conversation: Conversation, text: bytes) -> None:
            told = json.loads(text)
            observer._notes.append(told)
            observer.heard.append(told)

        Call.context, Conversation.note = context, note  # type: ignore[method-assign]
        try:
            yield
        finally:
            Call.context, Conversation.note = made, noted  # type: ignore[method-assign]


def try_set(one: CartridgeSet, demo: Path, folder: Path) -> list[Row]:
    """Try a set: a server with it, and a request for each point it registers."""
    read = one.read()
    store = folder / f"{one.name}.db"
    shutil.copy(demo, store)
    api = Api(
        str(store),
        cartridges=",".join(str(path) for path in one.folders),
        cartridge_path=":".join(one.path),
        unknown_custom="keep",
        token_failures_per_minute=100_000,
        hook_seconds=30,
    )
    try:
        load_certificates(api, folder / one.name)
        for archive in one.archives:
            with contextlib.suppress(Exception):  # what cannot be imported shows in what the hooks miss
                api.run(load_archive(api.application.server.store, archive, hash_password=hash_password))
        observer, world = Observer(), World(api)
        rows = []
        with observer.looking():
            # Points of the cartridges' own come last: by then other scripts may have called them.
            for registration in sorted(read.registrations, key=lambda one: one.point not in BY_NAME):
                rows.append(_try(world, observer, registration.point, registration.module_id))
        return [Row(one.name, *row) for row in rows]
    finally:
        api.close()


def _try(world: World, observer: Observer, point: str, module: str) -> tuple[str, str, str, str, tuple[str, ...]]:
    """Reach a point: the script, the outcome, why, and the members it missed."""
    if point not in BY_NAME:
        within = next((note for note in observer.heard if _is_within(note, point, module)), None)
        if within is not None:
            outcome = "failed" if within["outcome"] == "threw" else "ran"
            return point, module, outcome, f"called by another script, {within['outcome']}", ()
        return point, module, "not called", _why_not(point), ()
    row = OWNER[point]
    version = [
        one for one in PUBLISHED if _served(row, one) and covers(one, BY_NAME[point].since, BY_NAME[point].until)
    ]
    observer.ran_hooks.clear()
    try:
        SCENARIOS[row](world, f"{SHOP}/{version[-1].path_segment}")
    except Exception as error:
        if not observer.ran_hooks:
            return point, module, "not reached", f"{row}: {_first(str(error))}", ()
    found = [ran for ran in observer.ran_hooks if ran.point == point and ran.source == module]
    within = next((note for ran in observer.ran_hooks for note in ran.notes if _is_within(note, point, module)), None)
    if not found and within is not None:
        outcome = "failed" if within["outcome"] == "threw" else "ran"
        return point, module, outcome, f"called by another script, {within['outcome']}", ()
    if not found:
        before = next((ran for ran in observer.ran_hooks if ran.error is not None), None)
        why = "a hook before it ended the chain" if before is None else f"`{before.point}` {_said(before.error)}"
        return point, module, "not reached", why, ()
    ran = found[-1]
    missing = tuple(sorted({note["member"] for note in ran.notes if note["kind"] == "missing" and note.get("known")}))
    if ran.error is not None:
        return point, module, "failed", _said(ran.error), missing
    if any(note["kind"] == "no_function" for note in ran.notes):
        return point, module, "no function", "the script does not export it", missing
    return point, module, "ran", _answer(ran.answer), missing


def _is_within(note: dict[str, Any], point: str, module: str) -> bool:
    return note["kind"] == "hook" and note["point"] == point and note["module"] == module


def _served(row: str, version: Any) -> bool:
    named = " ".join(row.split()[:2])
    return any(
        f"{route.method} {route.path}" == named and covers(version, route.since, route.until) for route in ROUTES
    )


def _answer(answer: Any) -> str:
    if answer is None:
        return "went on"
    if isinstance(answer, Status):
        code = f" {answer.code}" if answer.code else ""
        message = f": {answer.message}" if answer.error and answer.message else ""
        return f"Status {'ERROR' if answer.error else 'OK'}{code}{message}"
    return "answered a value"


def _said(error: BaseException | None) -> str:
    text = str(error) if isinstance(error, ScriptError) else f"{type(error).__name__}: {error}"
    return _first(text)


def _first(text: str) -> str:
    return text.split("\n", maxsplit=1)[0][:300]


def _why_not(point: str) -> str:
    if point.startswith("app."):
        return "a point of the cartridges' own, called by other scripts"
    return "no resource that is served calls it"


def main() -> int:
    """Try what lies in a folder and write the page."""
    parser = argparse.ArgumentParser(description="Run the hooks of real cartridges and write what came of it.")
    parser.add_argument("folder", type=Path, help="a folder with a repository of cartridges in each subfolder")
    parser.add_argument("--only", help="names of sets, separated by commas; the page is not written")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    sets = found_in(options.folder)
    wanted = options.only.split(",") if options.only else [one.name for one in sets]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = folder / "demo.db"
        load_demo(str(demo))
        for one in sets:
            if one.name not in wanted:
                continue
            tried = try_set(one, demo, folder)
            rows += tried
            ran = sum(row.outcome == "ran" for row in tried)
            print(f"{one.name}: {ran} of {len(tried)} ran", file=sys.stderr, flush=True)
            for row in tried:
                print(f"  {row.outcome:12} {row.point} {row.why} {' '.join(row.missing)}", flush=True)
    if not options.only:
        write(PAGE, sets, rows)
        print(f"written to {PAGE}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
