"""Hooks to start from: a Python file with a typed function, or a cartridge with a script."""

import json
import re
import textwrap
from pathlib import Path
from typing import Any

from counterfoil.hooks.arguments import KINDS
from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.signatures import type_name

_ROOM = 80
"""Characters that a line has for the name of the function and its arguments."""
_PYTHON_HEAD = '''"""Hooks of this shop, run by: counterfoil serve --hooks {file}"""

{imports}from counterfoil.hooks import Context, Status, hook
'''
_PYTHON = '''

@hook("{point}")
def {name}({arguments}) -> Status | None:
    """{summary}

    Returning nothing goes on. Status(Status.OK) ends the chain of hooks{default}.
    Status(Status.ERROR, "CODE", "message") refuses the request{kept}.
    """
    return None
'''
_SCRIPT_HEAD = "'use strict';\n\nvar Status = require('dw/system/Status');\n"
_SCRIPT = """
/**
 * {summary}
 * Returning nothing goes on. new Status(Status.OK) ends the chain of hooks{default}.
 * new Status(Status.ERROR, 'CODE', 'message') refuses the request{kept}.
 */
exports.{function} = function ({names}) {{
}};
"""


class WrittenError(Exception):
    """The hook cannot be written there; the message says why."""


def start_python(point: str, file: Path) -> list[Path]:
    """Write or extend a Python file with a hook for a point; WrittenError if it has one already."""
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    if f'@hook("{point}")' in old:
        raise WrittenError(f"{file} has a hook for {point} already")
    text = _PYTHON.format(
        point=point,
        name=_function_name(point),
        arguments=_arguments(point),
        **_words(point),
    )
    if old:
        file.write_text(_with_imports(old, _imports(point)).rstrip("\n") + "\n" + text, encoding="utf-8")
    else:
        imports = "".join(f"{line}\n" for line in _imports(point))
        file.write_text(_PYTHON_HEAD.format(file=file, imports=imports) + text, encoding="utf-8")
    return [file]


def start_cartridge(point: str, folder: Path) -> list[Path]:
    """Make or extend a cartridge with a script for a point; WrittenError if its hooks file cannot be extended."""
    package, hooks = folder / "package.json", folder / "cartridge" / "scripts" / "hooks.json"
    script = folder / "cartridge" / "scripts" / "hooks" / f"{_subject(point)}.js"
    entries = _entries(hooks)
    if any(entry.get("name") == point for entry in entries):
        raise WrittenError(f"{hooks} registers {point} already")
    if package.exists() and "cartridge/scripts/hooks.json" not in package.read_text(encoding="utf-8"):
        raise WrittenError(f"{package} names another hooks file; add the entry there")
    script.parent.mkdir(parents=True, exist_ok=True)
    package.write_text(json.dumps({"hooks": "./cartridge/scripts/hooks.json"}, indent=4) + "\n", encoding="utf-8")
    entries.append({"name": point, "script": f"./hooks/{script.name}"})
    hooks.write_text(json.dumps({"hooks": entries}, indent=4) + "\n", encoding="utf-8")
    old = script.read_text(encoding="utf-8") if script.exists() else _SCRIPT_HEAD
    row = BY_NAME.get(point)
    names = ", ".join(_camel(name) for name in row.arguments) if row else ""
    text = _SCRIPT.format(function=point.rpartition(".")[2], names=names, **_words(point))
    script.write_text(old + text, encoding="utf-8")
    return [package, hooks, script]


def _entries(hooks: Path) -> list[dict[str, Any]]:
    if not hooks.exists():
        return []
    try:
        found: list[dict[str, Any]] = json.loads(hooks.read_text(encoding="utf-8"))["hooks"]
    except (ValueError, LookupError, TypeError):
        raise WrittenError(f"{hooks} cannot be read; add the entry by hand") from None
    return found


def _words(point: str) -> dict[str, str]:
    row = BY_NAME.get(point)
    if row is None:
        return {"summary": f"Called by other hooks as {point}.", "default": "", "kept": ""}
    summary = "\n    ".join(textwrap.wrap(row.summary[:1].upper() + row.summary[1:] + ".", 105))
    default = ", and the server's default is left out" if row.default else ""
    return {"summary": summary, "default": default, "kept": ", and nothing of it is kept" if row.inside else ""}


def _imports(point: str) -> list[str]:
    row = BY_NAME.get(point)
    kinds = [KINDS[name] for name in row.arguments] if row else []
    classes = {one for kind in kinds for one in kind.types if one.__module__.startswith("counterfoil.")}
    lines = {f"from {one.__module__} import {one.__name__}" for one in classes}
    if row is None or any(one is dict for kind in kinds for one in kind.types):
        lines.add("from typing import Any\n")
    return sorted(lines, key=lambda line: (not line.startswith("from typing"), line))


def _with_imports(old: str, wanted: list[str]) -> str:
    missing = [line.strip() for line in wanted if line.strip() not in old]
    return old.replace("from counterfoil.hooks import", "\n".join([*missing, "from counterfoil.hooks import"]), 1)


def _arguments(point: str) -> str:
    """Return the arguments of the function: on one line where they have room, else each on its own."""
    row = BY_NAME.get(point)
    names = [f"{name}: {type_name(KINDS[name])}" for name in row.arguments] if row else ["*arguments: Any"]
    listed = [*names, *(["*"] if row else []), "context: Context"]
    line = ", ".join(listed)
    return line if len(line) + len(_function_name(point)) < _ROOM else "\n    " + ",\n    ".join(listed) + ",\n"


def _function_name(point: str) -> str:
    """Name the function for the last two words of its point: ``order_after_post``."""
    words = "_".join(point.split(".")[-2:])
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", words).lower()


def _subject(point: str) -> str:
    """Name the script for what the point is about: ``order``."""
    return point.split(".")[-2] if "." in point else point


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
