"""counterfoil hooks: which hooks run where, whether a file of hooks is right, and one to start from."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from counterfoil.cli.cartridges import read
from counterfoil.cli.groups import Group
from counterfoil.cli.hook_starts import WrittenError, start_cartridge, start_python
from counterfoil.cli.options import fail, out, with_settings
from counterfoil.cli.registry import make_hooks
from counterfoil.cli.tables import transaction_of
from counterfoil.config import Settings
from counterfoil.hooks.loader import Found, HookFileError, find, packages
from counterfoil.hooks.names import UnknownPointError, check_name
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.registered import Registered
from counterfoil.hooks.registry import Registry
from counterfoil.hooks.signatures import expected, mistakes


@click.group("hooks", cls=Group)
def hooks() -> None:
    """Hooks: which run where, whether they are right, and one to start from."""


@hooks.command("list")
@click.option("--all", "every", is_flag=True, help="what the server does by default as well")
@with_settings("hooks", "cartridges", "cartridge_path", "remote_hooks", "demo_hook", "api_hooks", "mode")
def list_hooks(*, settings: Settings, every: bool) -> None:
    """List the hooks that a server with these settings runs, in their order."""
    with _warnings() as problems:
        registry = _registry(settings)
    chains: dict[str, list[str]] = {}
    for point, entry in registry.listing():
        if every or not entry.default:
            chains.setdefault(point, []).append(_named(entry))
    for point, names in chains.items():
        out.print(f"[bold]{point}[/]{_described(point)}")
        for number, name in enumerate(names, 1):
            out.print(f"    {number}. {name}", markup=False)
    if not chains:
        out.print("No hooks. Name some by --hooks (Python) or --cartridges, or begin with: counterfoil hooks new")
    for problem in problems:
        out.print(f"! {problem}", markup=False)
    offered = [entry.name for entry in packages() if entry.name not in settings.hooks]
    if offered:
        out.print(f"Installed packages offer more: --hooks {','.join(offered)}")


@hooks.command("check")
@click.argument("named", nargs=-1, metavar="FILE...", help="files, folders or packages of hooks")
@with_settings("hooks", "cartridges", "cartridge_path")
def check_hooks(*, settings: Settings, named: tuple[str, ...]) -> None:
    """Check hooks against what their points hand over; exit status 1 if one is wrong."""
    wanted = named or tuple(one.strip() for one in settings.hooks.split(",") if one.strip())
    wrong, checked = [], 0
    for one in wanted:
        try:
            found = find(one)
        except HookFileError as error:
            wrong.append(str(error))
            continue
        checked += len(found)
        wrong += [line for hook in found for line in _check(hook)]
    if settings.cartridges:
        problems, count = _check_cartridges(settings)
        wrong += problems
        checked += count
    if not checked and not wrong:
        fail("name files of hooks, or set --hooks or --cartridges")
    for line in wrong:
        out.print(line, markup=False)
    if wrong:
        raise click.exceptions.Exit(1)
    out.print("1 hook is right" if checked == 1 else f"{checked} hooks are right")


@hooks.command("new")
@click.argument("point", help="an extension point; counterfoil points lists them")
@click.option("--file", default="hooks.py", show_default=True, help="Python file to write or to add to")
@click.option("--cartridge", default="", help="instead: a cartridge to make or to add to, with the hook as a script")
def new_hook(point: str, file: str, cartridge: str) -> None:
    """Write a hook to start from, with the arguments its point hands over."""
    try:
        check_name(point)
        written = start_cartridge(point, Path(cartridge)) if cartridge else start_python(point, Path(file))
    except (UnknownPointError, WrittenError) as error:
        fail(str(error))
    for path in written:
        out.print(f"wrote {path}", markup=False)
    run = f"--cartridges {Path(cartridge).parent}" if cartridge else f"--hooks {file}"
    out.print(f"run it: counterfoil serve {run}", markup=False)


def _described(point: str) -> str:
    row = BY_NAME.get(point)
    if row is None:
        return "  called by other hooks"
    return f"  {transaction_of(row)}"


def _named(entry: Registered) -> str:
    name = "the server's default" if entry.default else entry.source
    return name if entry.on else f"{name}  (switched off by api_hooks)"


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what is logged of hooks that are amiss, which a server would say when it starts."""
    told: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    ours = logging.getLogger("counterfoil")
    ours.addHandler(handler)
    try:
        yield told
    finally:
        ours.removeHandler(handler)


def _registry(settings: Settings) -> Registry:
    """Register what the settings name, without starting anything."""
    try:
        return make_hooks(settings).registry
    except (HookFileError, UnknownPointError) as error:
        fail(str(error))


def _check(found: Found) -> list[str]:
    try:
        check_name(found.point)
    except UnknownPointError as error:
        return [f"{found.source}: {error}"]
    return [
        f"{found.source}: {line} (expected: {expected(found.point)})" for line in mistakes(found.point, found.function)
    ]


def _check_cartridges(settings: Settings) -> tuple[list[str], int]:
    cartridges = read(settings)
    return [str(problem) for problem in cartridges.problems], len(cartridges.registrations)
