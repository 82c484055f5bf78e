"""What a newcomer relies on: pinned packages, links that lead somewhere, commands that exist, decisions on record."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.nodejs import run_node
from tests.project import PROJECT, place, project_files

from counterfoil import config

pytestmark = pytest.mark.fast

REQUIREMENTS = PROJECT / "requirements"
NODE = PROJECT / "tests/node"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
CODE_BLOCK = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def pins(name: str) -> dict[str, str]:
    """Package and version of a requirement file."""
    found = PINNED.findall((REQUIREMENTS / name).read_text())
    return {canonicalize_name(package): version for package, version in found}


def pyproject() -> dict:
    """The project's own description."""
    return tomllib.loads((PROJECT / "pyproject.toml").read_text())


def pages() -> list[Path]:
    """Everything written to be read."""
    return [file for file in project_files() if file.suffix == ".md"]


@pytest.mark.parametrize("name", ["run.txt", "build.txt", "test.txt", "fuzz.txt", "lock.txt"])
def test_every_pinned_package_has_hashes_and_no_file_names_an_address(name):
    text = (REQUIREMENTS / name).read_text()
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text)[1:]:
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text
    assert "--index-url" not in text


def test_the_pinned_packages_are_those_that_the_project_asks_for():
    """``make lock`` brings them up to date."""
    project, pinned = pyproject()["project"], pins("run.txt")
    for line in [*project["dependencies"], *project["optional-dependencies"]["pg"]]:
        requirement = Requirement(line)
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{line} is not in requirements/run.txt"
        assert requirement.specifier.contains(version), f"{line}, but {version} is pinned"


def test_the_suite_runs_with_the_packages_that_users_get():
    tested = pins("test.txt")
    for name in ("run.txt", "build.txt"):
        assert {package: tested.get(package) for package in pins(name)} == pins(name)


def test_npm_packages_are_pinned_by_hash_and_without_addresses():
    lock = json.loads((NODE / "package-lock.json").read_text())
    wanted = json.loads((NODE / "package.json").read_text())["dependencies"]
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert lock["packages"][""]["dependencies"] == wanted
    assert [path for path, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []


def test_the_suite_has_a_node_with_other_peoples_clients():
    found = run_node("-e", "require('newman'); require('commercecloud-ocapi-client'); console.log(process.version)")
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("v")


@pytest.mark.parametrize(
    ("preparation", "answer"),
    [
        ("sys.modules['ensurepip'] = None", "apt install python3-venv"),
        ("sys.version_info = (3, 9, 2)", "needs Python 3.11 or newer"),
        ("pass", ""),
    ],
    ids=["without venv", "too old", "as it should be"],
)
def test_what_is_missing_is_said_before_anything_is_installed(preparation, answer):
    script = f"import sys, runpy; {preparation}; runpy.run_path('tools/check_python.py')"
    said = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert answer in said.stderr
    assert bool(said.returncode) == bool(answer)
    assert "Traceback" not in said.stderr


def test_links_between_pages_lead_somewhere():
    broken = [
        f"{place(page)}: {target}"
        for page in pages()
        for target in LINK.findall(CODE_BLOCK.sub("", page.read_text(encoding="utf-8")))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_make_command_that_a_page_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (place(page), target)
        for page in pages()
        for target in re.findall(
            r"(?:^|`)make (?:[A-Z]+=\S+ )*([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert {(page, target) for page, target in named if target not in targets} == set()


def test_decisions_are_numbered_and_named_as_a_sentence():
    records = sorted((PROJECT / "docs/adr").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        lines = record.read_text(encoding="utf-8").splitlines()
        words = re.sub(r"[^a-z0-9 -]", "", lines[0].removeprefix("# ").lower()).replace(" ", "-")
        assert record.stem == f"{record.name[:4]}-{words}"
        assert 20 <= len(lines) <= 40, f"{record.name} has {len(lines)} lines"


def test_the_changelog_has_a_place_for_what_comes_next():
    assert "## [Unreleased]" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_does_nothing_that_a_developer_does_not():
    commands = [
        line
        for line in (PROJECT / ".ci/run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]


def test_every_setting_that_is_named_outside_the_code_exists():
    known = {config.environment_name(name) for name, _, _ in config.table()} | {config.ENVIRONMENT_PREFIX + "CONFIG"}
    files = [PROJECT / "Dockerfile", *(PROJECT / "packaging").iterdir(), *pages()]
    named = {
        (place(file), name)
        for file in files
        for name in re.findall(config.ENVIRONMENT_PREFIX + r"[A-Z_]*[A-Z]", file.read_text(encoding="utf-8"))
    }
    assert {(where, name) for where, name in named if name not in known} == set()
    assert named
