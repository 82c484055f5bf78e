"""The commands as a table; only the module of the command that runs is loaded, so that a server starts at once."""

import gc
from importlib import import_module
from typing import Any, NamedTuple

import click

from counterfoil.cli.groups import Group


class Place(NamedTuple):
    """Where a command lives, and its help, which is shown without loading it."""

    module: str
    name: str
    summary: str


COMMANDS = {
    "serve": Place("serve", "serve", "Serve the API until stopped."),
    "demo": Place(
        "demo",
        "demo",
        "Start a server with the demo site, place and pay an order through the API, and keep serving.",
    ),
    "import": Place("data", "import_", "Load a site archive into the store; repeating it is safe."),
    "migrate": Place("data", "migrate", "Bring the tables of the store up to this version; serving does so too."),
    "verify": Place("data", "verify", "Check the store against what must always hold; exit status 1 on a breach."),
    "explain": Place("explain", "explain", "Show how each figure of a basket or an order came about."),
    "trace": Place(
        "trace",
        "trace",
        "What became of the hooks of a request: `last`, or the id that its answer has in x-dw-request-base-id.",
    ),
    "client": Place("clients", "clients", "API clients: a client id and a password each."),
    "agent": Place("agents", "agents", "Agents (Business Manager users): a login and an access key each."),
    "role": Place(
        "roles",
        "roles",
        "Roles of agents: permissions under a name; price adjustments are limited by the same name.",
    ),
    "ocapi-settings": Place(
        "ocapi_settings",
        "ocapi_settings",
        "OCAPI settings: which client may call what, and what it may send and see.",
    ),
    "key": Place(
        "keys", "keys", "Keys that tokens are signed with: one signs, former ones still check what they signed."
    ),
    "coupon": Place("coupons", "coupons", "Coupons of a site that have many codes."),
    "gift-certificate": Place(
        "gift_certificates", "gift_certificates", "Gift certificates of a site; a code is shown once."
    ),
    "hooks": Place("hooks", "hooks", "Hooks: which run where, whether they are right, and one to start from."),
    "routes": Place("tables", "routes", "List the resources that are served, with the versions that have them."),
    "points": Place("tables", "points", "List the extension points a hook can be registered at."),
    "settings": Place("tables", "settings", "List the settings with their defaults and environment variables."),
}


class Commands(Group):
    """The group of all commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the table."""
        return list(COMMANDS)

    def summaries(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return name and sentence of each command."""
        return [(name, place.summary) for name, place in COMMANDS.items()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command of a name."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        command: click.Command = getattr(_loaded(place.module), place.name)
        return command


def _loaded(module: str) -> Any:
    """Load a module of commands, without looking for garbage meanwhile: what it brings stays."""
    gc.disable()
    try:
        return import_module(f"counterfoil.cli.{module}")
    finally:
        gc.freeze()
        gc.enable()


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        _loaded("tables").version()
        ctx.exit()


@click.group(cls=Commands)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def app() -> None:
    """A self-hosted order server that speaks OCAPI, the Open Commerce API of B2C Commerce."""


def main() -> None:
    """Run the command line."""
    app()
