"""counterfoil hooks: what it lists, what it finds wrong, and that what it writes runs."""

from pathlib import Path

import pytest
from tests.servers import run

from counterfoil.cli.hook_starts import start_python
from counterfoil.hooks.loader import find
from counterfoil.hooks.points import POINTS

AFTER = "dw.ocapi.shop.order.afterPOST"


def said(*arguments: str, status: int = 0) -> str:
    done = run("hooks", *arguments)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_a_new_hook_is_right_and_is_listed(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    assert f"--hooks {file}" in said("new", AFTER, "--file", str(file))
    said("new", "dw.order.payment.authorizeCreditCard", "--file", str(file))
    assert "2 hooks are right" in said("check", str(file))
    listed = said("list", "--hooks", str(file))
    assert AFTER in listed
    assert "mine.py" in "".join(listed.split())
    assert "has a hook for" in said("new", AFTER, "--file", str(file), status=2)


@pytest.mark.parametrize("point", [point.name for point in POINTS])
def test_a_hook_to_start_from_can_be_had_for_every_point(tmp_path: Path, point: str) -> None:
    [file] = start_python(point, tmp_path / "mine.py")
    assert [one.point for one in find(str(file))] == [point]
    assert max(len(line) for line in file.read_text().splitlines()[1:]) <= 120


def test_a_new_cartridge_is_right_and_is_listed(tmp_path: Path) -> None:
    cartridge = tmp_path / "cartridges" / "int_mine"
    said("new", AFTER, "--cartridge", str(cartridge))
    said("new", "dw.ocapi.shop.order.beforePOST", "--cartridge", str(cartridge))
    listed = said("list", "--cartridges", str(cartridge.parent), "--cartridge-path", "int_mine")
    assert listed.count("int_mine/") == 2


def test_what_is_wrong_is_told_with_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(f'from counterfoil.hooks import hook\n\n@hook("{AFTER}")\ndef mine():\n    pass\n')
    text = said("check", str(file), status=1)
    assert "mine cannot be called with (order: Order)" in text


def test_a_server_does_not_start_with_a_hook_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        'from counterfoil.hooks import hook\n\n@hook("dw.ocapi.shop.order.afterPOTS")\ndef mine(order):\n    pass\n'
    )
    done = run("serve", "--hooks", str(file), "--store", str(tmp_path / "a.db"), "--port", "0")
    assert done.returncode == 2
    assert "did you mean dw.ocapi.shop.order.afterPOST" in " ".join(done.stderr.split())


def test_no_hooks_is_told_with_how_to_begin() -> None:
    assert "counterfoil hooks new" in said("list", "--no-demo-hook")


def test_what_is_amiss_with_cartridges_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    folder = tmp_path / "cartridges"
    said("new", AFTER, "--cartridge", str(folder / "int_mine"))
    listed = " ".join(said("list", "--cartridges", str(folder), "--cartridge-path", "int_yours").split())
    assert "the cartridge path names int_yours, which is in none of the folders; there are int_mine" in listed


def test_hooks_that_are_switched_off_are_listed_as_such(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    said("new", AFTER, "--file", str(file))
    said("new", "dw.order.calculate", "--file", str(file))
    listed = " ".join(said("list", "--hooks", str(file), "--no-api-hooks").split())
    assert listed.count("switched off by api_hooks") == 1


@pytest.mark.parametrize("command", [("trace", "last"), ("trace", "list"), ("explain", "order", "00000001")])
def test_a_command_that_looks_at_a_store_makes_none(tmp_path: Path, command: tuple[str, ...]) -> None:
    store = tmp_path / "nowhere.db"
    done = run(*command, "--store", str(store))
    assert done.returncode == 2
    assert "COUNTERFOIL_STORE" in done.stderr
    assert not store.exists()


def test_what_went_wrong_is_said_to_the_letter(tmp_path: Path) -> None:
    file = tmp_path / "remote.toml"
    file.write_text("[[hook]]\npoint = 1\n")
    assert "a row is [[hook]] with point" in " ".join(said("list", "--remote-hooks", str(file), status=2).split())
