"""What commands load: a server that starts has no time for what it does not need."""

import re

import click
from tests.servers import ServerProcess, run

from counterfoil.cli.main import COMMANDS, Commands, app

_IMPORTED = re.compile(r"^import time: .*\| +([\w.]+)$", re.MULTILINE)


def loaded_by(said: str) -> set[str]:
    """Return the modules that an interpreter says it loaded."""
    found = set(_IMPORTED.findall(said))
    assert "counterfoil.cli.main" in found
    return found


def test_the_help_loads_no_command() -> None:
    loaded = loaded_by(run("--help", PYTHONPROFILEIMPORTTIME="1").stderr)
    assert {name for name in loaded if name.startswith("counterfoil")} == {
        "counterfoil",
        "counterfoil.cli",
        "counterfoil.cli.groups",
        "counterfoil.cli.main",
    }
    assert loaded.isdisjoint({"asyncio", "msgspec", "rich", "uvicorn"})


def test_a_server_starts_without_what_only_commands_need(demo_store: str) -> None:
    """Tables of commands, the readers of archives, other ways to describe data, other protocols."""
    server = ServerProcess(demo_store, PYTHONPROFILEIMPORTTIME="1")
    assert server.client.get("/s/RefArch/dw/shop/v23_1/site?client_id=" + "a" * 30).status_code == 200
    server.stop()
    loaded = loaded_by("".join(server.said))
    assert "counterfoil.http.app" in loaded
    assert loaded.isdisjoint(
        {"pydantic", "rich", "typer", "http.client", "urllib.request", "xml.sax", "concurrent.futures.process"}
    )
    assert loaded.isdisjoint({"counterfoil.archive.load", "counterfoil.archive.read", "counterfoil.verification"})


def test_the_help_of_all_commands_says_of_each_what_its_own_help_says() -> None:
    commands = Commands(name="all")
    context = click.Context(app)
    for name, place in COMMANDS.items():
        command = commands.get_command(context, name)
        assert command is not None
        assert command.name == name
        assert command.help == place.summary
