"""Settings as command-line options: made from the table of settings, so that none can be forgotten."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from counterfoil import config
from counterfoil.config import Settings, SettingsError
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
    err.print(f"[bold red]counterfoil:[/] {message}", markup=True)
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


__all__ = ["Settings", "err", "fail", "out", "run_async", "with_settings"]
