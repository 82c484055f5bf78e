"""Run the hooks of real cartridges, unmodified, and write down what ran, what was missing, and why.

``python -m tests.tried.run FOLDER`` (``make cartridges CARTRIDGES=FOLDER``): each set of cartridges gets a server of
its own with the demo shop; each extension point that it registers is reached by a request that calls it.
"""

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.api import SHOP, Api
from tests.conftest import load_demo
from tests.http.called_points import EXPECTED
from tests.http.gift_certificates import load_certificates
from tests.http.scenarios import World
from tests.http.scenarios_of_hooks import SCENARIOS
from tests.tried.drive import drive
from tests.tried.observer import Observer, Ran
from tests.tried.provider import Asked, Provider, providing
from tests.tried.report import Row, write
from tests.tried.sets import CartridgeSet, found_in
from tests.tried.shop import furnish, storefront, switched_on

from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.status import Status
from counterfoil.http.routes import ROUTES
from counterfoil.scripts.conversation import ScriptError
from counterfoil.versions import PUBLISHED, covers

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "cartridges.md"
LEVELS = ("error", "fatal", "warn")
OWNER: dict[str, str] = {}
for _row, _points in EXPECTED.items():
    for _point in _points:
        OWNER.setdefault(_point, _row)


class Trial:
    """A set being tried: its server, the stand-in for its providers, and who looks on."""

    def __init__(self, api: Api, provider: Provider, methods: list[str], query: dict[str, str]) -> None:
        self.observer = Observer()
        self.world = World(api)
        self.provider = provider
        self.methods = methods
        self.query = query

    def tried(self, name: str, point: str, module: str) -> Row:
        """Reach a point and tell what came of it."""
        before = len(self.provider.asked)
        outcome, why, missing = self._reached(point, module) if point in BY_NAME else self._driven(point, module)
        return Row(name, point, module, outcome, why, missing, _requests(self.provider.asked[before:]))

    def _driven(self, point: str, module: str) -> tuple[str, str, tuple[str, ...]]:
        """Have the storefront call a point of the cartridges' own."""
        found, refused = drive(self.world, self.observer, point, self.methods, self.query)
        mine = [note for ran in found for note in ran.notes if _is_within(note, point, module)]
        missing = _missing(found)
        failed = next((ran.error for ran in found if ran.error is not None), None)
        if mine and failed is not None:
            return "failed", _said(failed), missing
        if mine:
            told = [f"{name}: {text}" for ran in found for name, text in ran.answer.details.items()]
            told += [refused] if refused else []
            return "ran", "; ".join(told), missing
        within = next((note for note in self.observer.heard if _is_within(note, point, module)), None)
        if within is not None:
            outcome = "failed" if within["outcome"] == "threw" else "ran"
            return outcome, f"called by another script, {within['outcome']}", ()
        if failed is not None or refused:
            return "not reached", _said(failed) if failed is not None else refused, missing
        return ("no function", "the script does not export it", ()) if found else ("not called", _why_not(point), ())

    def _reached(self, point: str, module: str) -> tuple[str, str, tuple[str, ...]]:
        """Reach a point of the API by a request that calls it."""
        ran_hooks = self.observer.ran_hooks
        row = OWNER[point]
        version = [
            one for one in PUBLISHED if _served(row, one) and covers(one, BY_NAME[point].since, BY_NAME[point].until)
        ]
        ran_hooks.clear()
        try:
            SCENARIOS[row](self.world, f"{SHOP}/{version[-1].path_segment}")
        except Exception as error:
            if not ran_hooks:
                return "not reached", f"{row}: {_first(str(error))}", ()
        found = [ran for ran in ran_hooks if ran.point == point and ran.source == module]
        within = next((note for ran in ran_hooks for note in ran.notes if _is_within(note, point, module)), None)
        if not found and within is not None:
            outcome = "failed" if within["outcome"] == "threw" else "ran"
            return outcome, f"called by another script, {within['outcome']}", ()
        if not found:
            before = next((ran for ran in ran_hooks if ran.error is not None), None)
            why = "a hook before it ended the chain" if before is None else f"`{before.point}` {_said(before.error)}"
            return "not reached", why, ()
        ran = found[-1]
        missing = _missing([ran])
        if ran.error is not None:
            return "failed", _said(ran.error), missing
        if any(note["kind"] == "no_function" for note in ran.notes):
            return "no function", "the script does not export it", missing
        return "ran", _answer(ran.answer), missing


def try_set(
    one: CartridgeSet, demo: Path, folder: Path, provider: Provider, tell: Callable[[str], None] | None = None
) -> list[Row]:
    """Try a set: a server with it, and a request for each point it registers."""
    read = one.read()
    store = folder / f"{one.name}.db"
    shutil.copy(demo, store)
    given = switched_on(one.name)
    driven = storefront(given, folder / f"{one.name}-storefront")
    api = Api(
        str(store),
        cartridges=",".join(str(path) for path in (driven, *one.folders)),
        cartridge_path=":".join(("app_driven_storefront", *one.path)),
        unknown_custom="keep",
        token_failures_per_minute=100_000,
        hook_seconds=30,
        script_hosts=",".join(f"{host}={provider.address}" for host in given.get("hosts", ())),
    )
    try:
        load_certificates(api, folder / one.name)
        points = [registration.point for registration in read.registrations]
        methods = furnish(api, one, points, provider.address, folder / f"{one.name}-archive")
        trial = Trial(api, provider, methods, given.get("query", {}))
        with trial.observer.looking():
            # Points of the cartridges' own come last: by then other scripts may have called them.
            ordered = sorted(read.registrations, key=lambda one: one.point not in BY_NAME)
            rows = []
            for registration in ordered:
                heard = len(trial.observer.heard)
                rows.append(trial.tried(one.name, registration.point, registration.module_id))
                for note in trial.observer.heard[heard:] if tell else ():
                    if note["kind"] == "log" and note.get("category") != "dialect" and note.get("level") in LEVELS:
                        tell(f"    {registration.point}: {note.get('category')}: {_first(str(note.get('message')))}")
            return rows
    finally:
        api.close()


def _missing(found: list[Ran]) -> tuple[str, ...]:
    notes = [note for ran in found for note in ran.notes]
    return tuple(sorted({note["member"] for note in notes if note["kind"] == "missing" and note.get("known")}))


def _requests(asked: list[Asked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.method} {one.path}" + ("" if one.known else " (?)") for one in asked))


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
        return "a point of the cartridges' own; no script calls it here, and no convention for it is known"
    return "no resource that is served calls it"


def main(arguments: list[str] | None = None) -> int:
    """Try what lies in a folder and write the page."""
    parser = argparse.ArgumentParser(description="Run the hooks of real cartridges and write what came of it.")
    parser.add_argument("folder", type=Path, help="a folder with a repository of cartridges in each subfolder")
    parser.add_argument("--only", help="names of sets, separated by commas; the page is not written")
    parser.add_argument("--page", type=Path, default=PAGE, help="the page to write")
    parser.add_argument("--logs", action="store_true", help="print what the scripts log as errors")
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    sets = found_in(options.folder) if options.folder.is_dir() else []
    wanted = options.only.split(",") if options.only else [one.name for one in sets]
    chosen = [one for one in sets if one.name in wanted]
    if not chosen:
        print(f"there are no cartridges to try in {options.folder}", file=sys.stderr)
        return 2
    rows, broken = tried(chosen, print if options.logs else None)
    if not options.only:
        write(options.page, chosen, rows)
        print(f"written to {options.page}", file=sys.stderr)
    return 1 if broken else 0


def tried(sets: list[CartridgeSet], tell: Callable[[str], None] | None = None) -> tuple[list[Row], list[str]]:
    """Try sets one after another; return the rows, and the names of those that no server could be made for."""
    rows: list[Row] = []
    broken = []
    with tempfile.TemporaryDirectory() as name, providing() as provider:
        folder = Path(name)
        demo = folder / "demo.db"
        load_demo(str(demo))
        for one in sets:
            try:
                found = try_set(one, demo, folder, provider, tell)
            except Exception as error:  # whatever a folder holds: the others are tried
                print(f"{one.name}: not tried: {type(error).__name__}: {_first(str(error))}", file=sys.stderr)
                broken.append(one.name)
                continue
            rows += found
            ran = sum(row.outcome == "ran" for row in found)
            print(f"{one.name}: {ran} of {len(found)} ran", file=sys.stderr, flush=True)
            for row in found:
                print(
                    f"  {row.outcome:12} {row.point} {row.why} {' '.join(row.missing)} {', '.join(row.asked)}",
                    flush=True,
                )
    return rows, broken


if __name__ == "__main__":
    sys.exit(main())
