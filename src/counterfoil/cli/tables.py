"""The tables as text: resources, extension points, settings."""

from importlib.metadata import version as installed_version

import click
from rich.table import Table

from counterfoil import config
from counterfoil.cli.options import out
from counterfoil.hooks.points import POINTS
from counterfoil.http.routes import ROUTES
from counterfoil.versions import NEWEST, PUBLISHED


@click.command()
def routes() -> None:
    """List the resources that are served, with the versions that have them."""
    table = Table("method", "path", "since", "until", "what", box=None)
    for row in ROUTES:
        table.add_row(row.method, row.path, str(row.since or ""), str(row.until or ""), row.summary)
    out.print(table)


@click.command()
def points() -> None:
    """List the extension points a hook can be registered at."""
    table = Table("extension point", "arguments", "since", "until", "transaction", "what", box=None)
    for point in POINTS:
        arguments = ", ".join(point.arguments)
        inside = "inside" if point.inside else "outside"
        table.add_row(point.name, arguments, str(point.since or ""), str(point.until or ""), inside, point.summary)
    out.print(table)


@click.command()
def settings() -> None:
    """List the settings with their defaults and environment variables."""
    table = Table("setting", "default", "environment variable", "what", box=None)
    for name, default, text in config.table():
        table.add_row("--" + name.replace("_", "-"), str(default), config.environment_name(name), text)
    out.print(table)


def version() -> None:
    """Show the version of the server and of the API."""
    out.print(f"counterfoil {installed_version('counterfoil')}, Shop API {PUBLISHED[0]} to {NEWEST}")
