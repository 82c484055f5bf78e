"""Settings as command-line options: made from the table of settings, so that none can be forgotten."""

import asyncio
import functools
import textwrap
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from counterfoil import config
from counterfoil.config import Settings, SettingsError
from counterfoil.identity.addresses import check_range
from counterfoil.store.engines import POSTGRESQL, open_store
from counterfoil.store.interface import Store
from counterfoil.store.records import StoreError

if TYPE_CHECKING:
    from rich.console import Console

Result = TypeVar("Result")


class Lines:
    """Prints to a console that is made when something is printed: a server that starts has little to say."""

    def __init__(self, *, stderr: bool) -> None:
        self._stderr = stderr

    @functools.cached_property
    def console(self) -> "Console":
        """Return the console."""
        made: Console = import_module("rich.console").Console(stderr=self._stderr, highlight=False, soft_wrap=True)
        return made

    def print(self, *things: Any, markup: bool = True, style: str | None = None) -> None:
        """Print things on a line."""
        self.console.print(*things, markup=markup, style=style)


out = Lines(stderr=False)
err = Lines(stderr=True)


def fail(message: str, code: int = 2) -> NoReturn:
    """Say what went wrong and stop."""
    text = import_module("rich.text").Text(fold(f"counterfoil: {message}", err))
    text.stylize("bold red", 0, len("counterfoil:"))
    err.print(text)
    raise click.exceptions.Exit(code)


def with_settings(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these settings (all, if none are named) and call it with ``settings``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        wanted = [row for row in config.table() if not names or row[0] in names]

        @functools.wraps(command)
        def run(**options: Any) -> None:
            file = options.pop("config", None)
            given = {name: options.pop(name) for name, _, _ in wanted}
            try:
                settings = config.load(given, file=file)
                command(settings=settings, **options)
            except SettingsError as error:
                fail(str(error))
            except StoreError as error:
                fail(f"the store cannot be used: {error}", 3)

        # The last option given is the first in the help.
        made: Callable[..., None] = click.option(
            "--config", envvar="COUNTERFOIL_CONFIG", show_envvar=True, help="TOML file with settings"
        )(run)
        for row in reversed(wanted):
            made = _option(*row)(made)
        return made

    return decorate


def _option(name: str, default: Any, text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make an option of a setting; None where it is not given, for there are other places to set it."""
    word = name.replace("_", "-")
    return click.option(
        f"--{word}/--no-{word}" if isinstance(default, bool) else f"--{word}",
        name,
        type=type(default),
        default=None,
        envvar=config.environment_name(name),
        show_envvar=True,
        show_default=str(default) if default != "" else False,
        help=text,
    )


def run_async(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's work."""
    return asyncio.run(work)


def run_with_store(settings: Settings, work: Callable[[Store], Awaitable[None]]) -> None:
    """Run a command's work with the store open."""

    async def run() -> None:
        store = await open_store(settings.store)
        try:
            await work(store)
        finally:
            await store.close()

    run_async(run())


def existing_store(settings: Settings) -> str:
    """Return the store's address for a command that only looks: a file that is not there would be made, and empty."""
    file = settings.store.removeprefix("sqlite:").removeprefix("//")
    if not settings.store.startswith(POSTGRESQL) and not Path(file).exists():
        fail(f"there is no store {file}; name the server's by --store, COUNTERFOIL_STORE or a file with --config")
    return settings.store


def fold(text: str, printer: Lines | None = None) -> str:
    """Fold the lines of a text at the width of the terminal, further in than they begin; elsewhere leave them whole."""
    lines, console = text.rstrip("\n").split("\n"), (printer or out).console
    if not console.is_terminal:
        return "\n".join(lines)
    return "\n".join(part for line in lines for part in _folded(line, console.width) or [""])


def _folded(line: str, width: int) -> list[str]:
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )


def ranges_of(texts: Sequence[str]) -> list[str]:
    """Return ranges of addresses as they are kept; an empty one is none."""
    try:
        return [check_range(text) for text in texts if text]
    except ValueError as error:
        fail(f"{error}; write an address, a network like 10.0.0.0/8 or a range like 10.0.0.1-10.0.0.9")


__all__ = [
    "Settings",
    "err",
    "existing_store",
    "fail",
    "fold",
    "out",
    "ranges_of",
    "run_async",
    "run_with_store",
    "with_settings",
]
