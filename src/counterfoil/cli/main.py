"""The commands: serve, import, verify, accounts, and the tables."""

from typing import Annotated

import typer

from counterfoil.cli import accounts, data, tables
from counterfoil.cli import serve as serving
from counterfoil.cli.demo import demo

app = typer.Typer(
    name="counterfoil",
    help="A self-hosted order server that speaks OCAPI, the Open Commerce API of B2C Commerce.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(serving.serve)
app.command()(demo)
app.command("import")(data.import_)
app.command()(data.migrate)
app.command()(data.verify)
app.command()(tables.routes)
app.command()(tables.points)
app.command()(tables.settings)
app.add_typer(accounts.clients, name="client")
app.add_typer(accounts.agents, name="agent")


def _version(wanted: bool) -> None:
    if wanted:
        tables.version()
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A self-hosted order server that speaks OCAPI, the Open Commerce API of B2C Commerce."""


def main() -> None:
    """Run the command line."""
    app()
