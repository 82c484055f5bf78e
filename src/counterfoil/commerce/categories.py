"""The tree of a catalog's categories, and which of them are online.

Follows the catalog section of the site archive reference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from counterfoil.documents.catalog_data import Category

ROOT = "root"
MOST_LEVELS = 50
"""Deeper nesting is not shown."""
_LAST = Decimal(10**12)


@dataclass(frozen=True, slots=True, eq=False)
class CatalogTree:
    """All categories of a catalog by id, and their children in the order of their positions."""

    categories: Mapping[str, Category]
    children: Mapping[str, tuple[Category, ...]]

    def online(self, category_id: str, now: int) -> Category | None:
        """Return a category that is online at an instant; the root always is."""
        category = self.categories.get(category_id)
        return category if category is not None and is_online(category, now) else None

    def online_children(self, category_id: str, now: int) -> list[Category]:
        """Return the children of a category that are online at an instant."""
        return [child for child in self.children.get(category_id, ()) if is_online(child, now)]

    def path(self, category_id: str) -> list[Category]:
        """Return the categories from the first below the root down to this one."""
        path: list[Category] = []
        category = self.categories.get(category_id)
        while category is not None and category.category_id != ROOT and category not in path:
            path.append(category)
            category = self.categories.get(category.parent or ROOT)
        return path[::-1]


def compile_tree(categories: Iterable[Category]) -> CatalogTree:
    """Prepare the categories of one catalog; those of one position stand in the order of their ids."""
    by_id = {category.category_id: category for category in categories}
    children: dict[str, list[Category]] = {}
    for category in by_id.values():
        if category.category_id != ROOT:
            children.setdefault(category.parent or ROOT, []).append(category)
    return CatalogTree(by_id, {name: tuple(sorted(some, key=_place)) for name, some in children.items()})


def is_online(category: Category, now: int) -> bool:
    """Say whether a category is online at an instant."""
    return category.category_id == ROOT or (
        category.online_flag
        and (category.online_from is None or category.online_from <= now)
        and (category.online_to is None or now < category.online_to)
    )


def _place(category: Category) -> tuple[Decimal, str]:
    return (_LAST if category.position is None else category.position, category.category_id)
