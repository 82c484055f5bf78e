"""Settings as command-line options: made from the table of settings, so that none can be forgotten."""

import asyncio
import functools
import inspect
from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

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
    raise typer.Exit(code)


def with_settings(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these settings (all, if none are named) and call it with ``settings``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        wanted = [row for row in config.table() if not names or row[0] in names]
        own = [
            parameter for parameter in inspect.signature(command).parameters.values() if parameter.name != "settings"
        ]

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

        file_option = typer.Option(None, envvar="COUNTERFOIL_CONFIG", help="TOML file with settings")
        parameters = [*own, *(_parameter(*row) for row in wanted), _named("config", str | None, file_option)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by typer
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return decorate


def _parameter(name: str, default: Any, text: str) -> inspect.Parameter:
    option = typer.Option(
        None,
        envvar=config.environment_name(name),
        help=text,
        show_default=str(default) if default != "" else False,
    )
    return _named(name, type(default) | None, option)


def _named(name: str, kind: Any, option: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, _without_default(option)]
    )


def _without_default(option: Any) -> Any:
    option.default = ...
    return option


def run_async(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's work."""
    return asyncio.run(work)


__all__ = ["Settings", "err", "fail", "out", "run_async", "with_settings"]
