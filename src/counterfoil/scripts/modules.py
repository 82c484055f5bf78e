"""The modules of cartridges as the engine asks for them: by id, translated from the platform's dialect."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from counterfoil.cartridges.dialect import translate
from counterfoil.cartridges.modules import Module, Modules
from counterfoil.cartridges.registrations import read_cartridges
from counterfoil.scripts.setup import Setup


class ScriptModules:
    """Found once and kept: cartridges do not change while a worker lives."""

    def __init__(self, setup: Setup) -> None:
        self.cartridges = read_cartridges([Path(folder) for folder in setup.folders], setup.cartridge_path)
        self._modules = Modules(self.cartridges)
        self._hooks: dict[str, list[str]] = {}
        for registration in self.cartridges.registrations:
            self._hooks.setdefault(registration.point, []).append(registration.module_id)

    def hooks_at(self, point: str) -> list[str]:
        """Return the scripts registered for a point, in the order in which they run."""
        return self._hooks.get(point, [])

    def resolve(self, request: str, requirer: str) -> dict[str, str] | None:
        """Find what a script requires; None if there is nothing."""
        return _found(self._modules.resolve(request, requirer))

    def nearest(self, request: str, requirer: str) -> str | None:
        """Name what a script may have meant that finds nothing."""
        return self._modules.nearest(request, requirer)

    def above(self, module_id: str) -> dict[str, str] | None:
        """Find the module of the same path further right on the cartridge path."""
        module = self._modules.module(module_id)
        return _found(module.super_of) if module is not None else None

    def source(self, module_id: str, told: Callable[[str], None]) -> str:
        """Return what the engine compiles; what of it cannot run here is told, with its line."""
        module = self._modules.module(module_id)
        if module is None or module.path is None:
            raise LookupError(f"there is no module {module_id}")
        text = module.path.read_text(encoding="utf-8-sig", errors="replace")
        if module.kind == "json":
            return text
        script = translate(text, module_id)
        for problem in script.problems:
            told(f"{module_id}:{problem.line}: {problem.message}")
        return script.text


def _found(module: Module | None) -> dict[str, Any] | None:
    return {"id": module.id, "kind": module.kind} if module is not None else None
