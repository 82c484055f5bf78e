"""Settings: where they come from, in which order, and which are refused."""

import dataclasses
from pathlib import Path

import pytest

from counterfoil import config
from counterfoil.config import SettingsError

pytestmark = pytest.mark.fast


def test_an_option_comes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "counterfoil.toml"
    file.write_text('port = 1\nhost = "file"\nstore = "file.db"\n')
    environment = {"COUNTERFOIL_PORT": "2", "COUNTERFOIL_HOST": "environment"}
    settings = config.load({"port": 3, "host": None}, environment=environment, file=str(file))
    assert (settings.port, settings.host, settings.store, settings.mode) == (3, "environment", "file.db", "emulator")


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("PORT", "many", "not a number"),
        ("PORT", "70000", "between 0 and 65535"),
        ("DEMO", "perhaps", "use true or false"),
        ("MODE", "sandbox", "emulator or service"),
        ("PROCESSES", "0", "at least 1"),
        ("TLS_CERT", "cert.pem", "belong together"),
        ("REQUIRE_CLIENT_ID", "maybe", "on, off or auto"),
        ("HOST_SITES", "shop.example", "a host name, = and a site"),
        ("ANSWER_CACHE", "maybe", "auto, on or off"),
        ("OBSOLETE_BEFORE", "v17_1", "such as 17.1"),
        ("VERSION_STATUSES", "new,old", "three words"),
        ("TYPED_SINCE", "always", "such as 16.1"),
        ("HEAD_STATUS", "302", "200 or 204"),
        ("CREATED_STATUS", "204", "200 or 201"),
        ("BATCH_PARTS", "0", "at least 1"),
        ("MAX_JSON_DEPTH", "0", "at least 1"),
        ("MAX_JSON_DEPTH", "129", "at most 128"),
        ("MAX_XML_DEPTH", "129", "at most 128"),
        ("MAX_NUMBER_DIGITS", "31", "at most 30"),
        ("MAX_SEARCH_START", "-1", "0 or more"),
        ("HOOK_SECONDS", "0", "at least 1"),
        ("TRACE_KEEP", "-2", "at least -1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_with_what_to_do(name: str, value: str, part: str) -> None:
    with pytest.raises(SettingsError, match=part):
        config.load(environment={f"COUNTERFOIL_{name}": value})


def test_a_file_with_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "counterfoil.toml"
    file.write_text("prot = 1\n")
    with pytest.raises(SettingsError, match="prot"):
        config.load(environment={}, file=str(file))


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        config.load(environment={"COUNTERFOIL_CONFIG": "none.toml"})


@pytest.mark.parametrize("name", ["SEED", "CLOCK"])
def test_what_makes_a_run_repeatable_wants_one_process(name: str) -> None:
    value = {"SEED": "7", "CLOCK": "2026-01-01T00:00:00Z"}[name]
    with pytest.raises(SettingsError, match="leave processes at 1"):
        config.load(environment={f"COUNTERFOIL_{name}": value, "COUNTERFOIL_PROCESSES": "2"})


def test_every_setting_has_one_subject_and_the_place_it_has_in_the_help() -> None:
    listed = [name for _, rows in config.subjects() for name, _, _ in rows]
    assert listed == [field.name for field in dataclasses.fields(config.Settings)]
    assert all(title and not title.endswith(".") for title, _ in config.subjects())
