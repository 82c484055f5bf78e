"""Hooks in Python: where they are found, and what is refused before anything is served."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from counterfoil.hooks import loader
from counterfoil.hooks.loader import HookFileError, load
from counterfoil.hooks.registry import Registry

AFTER = "dw.ocapi.shop.order.afterPOST"
HOOK = f"""
from counterfoil.hooks import hook

@hook("{AFTER}")
def after(order):
    pass
"""


def sources(registry: Registry) -> list[str]:
    return [entry.source for _, entry in registry.listing()]


def test_a_file_registers_its_hooks(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(HOOK)
    registry = Registry()
    assert load(registry, str(file)) == [AFTER]
    assert sources(registry) == [str(file)]


def test_a_folder_registers_its_files_by_name_and_leaves_private_ones_out(tmp_path: Path) -> None:
    for name in ("b.py", "a.py", "_helper.py", "notes.txt"):
        (tmp_path / name).write_text(HOOK)
    registry = Registry()
    load(registry, str(tmp_path))
    assert [Path(source).name for source in sources(registry)] == ["a.py", "b.py"]


def test_a_package_registers_what_its_entry_point_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shop_hooks_of_tests.py").write_text(HOOK)
    monkeypatch.syspath_prepend(str(tmp_path))
    entry = EntryPoint("shop", "shop_hooks_of_tests", loader.GROUP)
    monkeypatch.setattr(loader, "entry_points", lambda group: [entry] if group == loader.GROUP else [])
    registry = Registry()
    assert load(registry, "shop") == [AFTER]
    with pytest.raises(HookFileError, match="installed packages offer shop"):
        load(registry, "sohp")
    sys.modules.pop("shop_hooks_of_tests")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("x = 1", "has no function marked"),
        ("x = ", "cannot be loaded: SyntaxError"),
        ("raise SystemError('of mine')", "cannot be loaded: SystemError: of mine"),
        (HOOK.replace("(order)", "()"), "after cannot be called with (order: Order)"),
        (HOOK.replace("(order)", "(order, document)"), "after cannot be called with"),
        (HOOK.replace("(order)", "(order, *, colour)"), "asks for a keyword colour"),
        (
            HOOK.replace("(order)", "(order: 'Basket')").replace(
                "import hook\n", "import hook\nfrom counterfoil.documents.basket import Basket\n"
            ),
            "order is annotated Basket, but dw.ocapi.shop.order.afterPOST hands over Order",
        ),
    ],
)
def test_what_cannot_be_called_is_refused_with_what_to_do(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "mine.py"
    file.write_text(content)
    with pytest.raises(HookFileError) as refused:
        load(Registry(), str(file))
    assert said in str(refused.value)
    assert str(file) in str(refused.value)


@pytest.mark.parametrize(
    "signature",
    [
        "(order)",
        "(order, /)",
        "(*arguments)",
        "(order, more=None)",
        "(order: 'object')",
        "(order, *, context)",
        "(order, *, context, mine=3)",
        "(order, **anything)",
    ],
)
def test_whatever_can_be_called_is_taken(tmp_path: Path, signature: str) -> None:
    file = tmp_path / "mine.py"
    file.write_text(HOOK.replace("(order)", signature))
    assert load(Registry(), str(file)) == [AFTER]


def test_a_name_that_is_nothing_says_so(tmp_path: Path) -> None:
    with pytest.raises(HookFileError, match="there is no file, folder or package of hooks"):
        load(Registry(), str(tmp_path / "nowhere"))
    with pytest.raises(HookFileError, match="has no Python files"):
        load(Registry(), str(tmp_path))
