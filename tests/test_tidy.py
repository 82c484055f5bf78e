"""Style as a test: sizes, names, words and imports. The rules are those of CONTRIBUTING.md."""

import ast
import functools
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project import PROJECT, place, project_files, python_files

pytestmark = pytest.mark.fast

MOST_LINES_IN_A_FILE = 400
MOST_LINES_IN_A_FUNCTION = 60
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"}
# Imported where it is needed, because it is optional or costs start-up time of commands that do without it.
LAZY_IMPORTS = {"asyncpg", "rich", "uvicorn", "uvloop"}
COMMANDS = ("cli/", "cli.py", "demo/")
PLACES_WITH_LAZY_IMPORTS = (*COMMANDS, "store/engines.py")
# Spelled in pieces, for this file is read too.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
    )
]
MACHINE_PATHS = re.compile("(?<![A-Za-z0-9_.}])/" + "(work|root|home/[a-z])/")


@functools.cache
def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """The places in these text files where the pattern is found."""
    found = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if pattern.search(text):
            found += [place(file, n) for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    return found


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_file_is_longer_than_four_hundred_lines():
    files = python_files("src", "tests", "tools", "bench", "examples")
    sizes = {place(file): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_sixty_lines():
    long = [
        f"{place(file, function.lineno)} {function.name}"
        for file in python_files("src", "tools", "bench")
        for function in functions(parsed(file))
        if function.end_lineno - function.lineno + 1 > MOST_LINES_IN_A_FUNCTION
    ]
    assert long == []


def test_every_module_says_what_it_is_about():
    silent = [
        place(file)
        for file in python_files("src", "tests", "tools", "bench", "examples")
        if parsed(file).body and not ast.get_docstring(parsed(file))
    ]
    assert silent == []


def test_no_module_has_a_name_that_means_nothing():
    files = python_files("src", "tests", "tools", "bench")
    assert [place(file) for file in files if VAGUE_NAMES & set(file.with_suffix("").relative_to(PROJECT).parts)] == []


def test_nothing_is_marked_as_unfinished():
    assert lines_with(UNFINISHED, python_files("src", "tests", "tools", "bench", "examples")) == []


def test_rules_do_not_know_versions():
    """A difference between versions is a row of a table; in shop/ only the call knows its version."""
    files = [
        file for file in python_files("src/counterfoil/commerce", "src/counterfoil/shop") if file.name != "call.py"
    ]
    assert lines_with(re.compile(r"(?<![a-z])version", re.IGNORECASE), files) == []


def test_money_is_never_a_binary_float():
    found = [
        place(file, node.lineno)
        for file in python_files("src/counterfoil/commerce")
        for node in ast.walk(parsed(file))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == []


def test_only_commands_print():
    found = [
        place(file, node.lineno)
        for file in python_files("src")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        if not file.relative_to(PROJECT / "src/counterfoil").as_posix().startswith(COMMANDS)
    ]
    assert found == []


def test_no_registry_is_named():
    """Whoever builds this project may sit behind a mirror."""
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
    assert lines_with(pattern, project_files()) == []


def test_no_path_of_one_machine_is_named():
    assert lines_with(MACHINE_PATHS, project_files()) == []


def imports_inside_functions(file: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import inside a function."""
    for function in functions(parsed(file)):
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.lineno, node.module or ""


def test_imports_stand_at_the_top_of_a_module():
    """Optional packages are imported where they are used; commands import what they run."""
    found = [
        f"{place(file, line)} {module}"
        for file in python_files("src")
        for line, module in imports_inside_functions(file)
        if module.split(".")[0] not in LAZY_IMPORTS
        if not file.relative_to(PROJECT / "src/counterfoil").as_posix().startswith(PLACES_WITH_LAZY_IMPORTS)
    ]
    assert found == []


def module_name(file: Path) -> str:
    """The dotted name of a source file."""
    parts = file.relative_to(PROJECT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(tree: ast.Module, known: set[str]) -> set[str]:
    """The modules of this project that a module imports when it is loaded."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{name.name}" for name in node.names}
            found |= (inner & known) or {node.module}
    return found & known


def test_no_modules_import_each_other_in_a_circle():
    files = {module_name(file): file for file in python_files("src")}
    graph = {name: imported_modules(parsed(file), set(files)) - {name} for name, file in files.items()}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_only_commands_choose_an_engine():
    """All others know the store by its interface alone."""
    files = {module_name(file): file for file in python_files("src")}
    rows = {"counterfoil.store.records", "counterfoil.store.script_writes", "counterfoil.store.trace_row"}
    known_to_all = {"counterfoil.store.interface", *rows}
    store_only = {name for name in files if name.startswith("counterfoil.store.")} - known_to_all
    found = {
        name: sorted(reached)
        for name, file in files.items()
        if not name.startswith(("counterfoil.store", "counterfoil.cli", "counterfoil.demo"))
        if (reached := imported_modules(parsed(file), set(files)) & store_only)
    }
    assert found == {}


def test_imports_go_one_way():
    """The contract stands in pyproject.toml."""
    script = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache', '--no-logo'])"
    checked = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
