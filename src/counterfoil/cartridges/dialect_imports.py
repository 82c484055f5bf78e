"""Imports of whole packages, as the oldest scripts have them: ``importPackage(dw.system)``."""

import re

from counterfoil.cartridges.dialect_edits import Edits
from counterfoil.cartridges.tokens import Tokens

IMPORTS = "importPackage"
CLASS_NAME = re.compile(r"[A-Z]\w*[a-z]\w*$|XML|URL")
LANGUAGE = frozenset(
    "Array ArrayBuffer Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity Int16Array "
    "Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Packages Promise Proxy RangeError "
    "ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array "
    "Uint8ClampedArray WeakMap WeakRef WeakSet XML XMLList".split()
)


def translate_imports(tokens: Tokens, edits: Edits) -> None:
    """Turn imports into declarations of the names that the script uses; ``__imported`` finds their package."""
    calls = [call for index in range(len(tokens)) if (call := _call(tokens, index))]
    packages = [name for _, _, kind, name in calls if kind == "importPackage"]
    classes = [name.rpartition(".")[2] for _, _, kind, name in calls if kind == "importClass"]
    names = _free_names(tokens, edits, set(classes)) if packages else []
    for index, close, kind, name in calls:
        if kind == "importClass":
            text = f"var {name.rpartition('.')[2]} = {name}"
        else:
            known = ", ".join(f'"{package}"' for package in packages)
            text = (
                "var " + ", ".join(f'{free} = __imported("{free}", {known})' for free in names) if names else "void 0"
            )
            names = []
        edits.replace(tokens.start[index], tokens.end(close), text)
        edits.uses.add(IMPORTS)


def _call(tokens: Tokens, index: int) -> tuple[int, int, str, str] | None:
    """Give an import: where it begins and ends, which it is, and the dotted name in it."""
    if tokens.text[index] not in ("importPackage", "importClass") or tokens.at(index + 1) != "(":
        return None
    close = tokens.match[index + 1]
    name = "".join(tokens.text[index + 2 : close]).removeprefix("Packages.")
    if tokens.at(index - 1) in (".", "function") or not re.fullmatch(r"[\w$]+(?:\.[\w$]+)*", name):
        return None
    return index, close, tokens.text[index], name


def _free_names(tokens: Tokens, edits: Edits, known: set[str]) -> list[str]:
    """Name what looks like a class and is declared nowhere in the script, in the order of its first use."""
    names: dict[str, None] = {}
    declared = known | edits.declared
    for index, text in enumerate(tokens.text):
        if tokens.kind[index] != "word" or not CLASS_NAME.match(text):
            continue
        if tokens.is_name_of_member(index) or edits.is_blank(index):
            continue
        if tokens.at(index - 1) in ("function", "class") or _is_parameter(tokens, index):
            declared.add(text)
        names[text] = None
    return [name for name in names if name not in declared and name not in LANGUAGE]


def _is_parameter(tokens: Tokens, index: int) -> bool:
    parent = tokens.parent[index]
    return parent >= 0 and tokens.role[parent] == "parameters" and tokens.at(index - 1) in ("(", ",")
