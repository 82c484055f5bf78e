"""The commands as a table; only the module of the command that runs is loaded, so that a server starts at once."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "serve": "counterfoil.cli.serve:serve",
    "demo": "counterfoil.cli.demo:demo",
    "import": "counterfoil.cli.data:import_",
    "migrate": "counterfoil.cli.data:migrate",
    "verify": "counterfoil.cli.data:verify",
    "explain": "counterfoil.cli.explain:explain",
    "client": "counterfoil.cli.accounts:clients",
    "agent": "counterfoil.cli.accounts:agents",
    "coupon": "counterfoil.cli.coupons:coupons",
    "gift-certificate": "counterfoil.cli.gift_certificates:gift_certificates",
    "routes": "counterfoil.cli.tables:routes",
    "points": "counterfoil.cli.tables:points",
    "settings": "counterfoil.cli.tables:settings",
}


class Commands(TyperGroup):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load the command of a name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        found = getattr(import_module(module), attribute)
        if not isinstance(found, typer.Typer):
            single = typer.Typer(add_completion=False)
            single.command(cmd_name)(found)
            found = single
        command = typer.main.get_command(found)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="counterfoil",
    cls=Commands,
    help="A self-hosted order server that speaks OCAPI, the Open Commerce API of B2C Commerce.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        import_module("counterfoil.cli.tables").version()
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
