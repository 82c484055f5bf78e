"""The tree of a catalog's categories: which of them are online, and which stand in a relation to another.

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
class CategoryTree:
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
            category = self.categories.get(_parent_of(category))
        return path[::-1]

    def parent(self, category_id: str) -> str | None:
        """Return the id of the category above one, None for the root and for one that is not there."""
        category = self.categories.get(category_id)
        return None if category is None or category_id == ROOT else _parent_of(category)

    def child_ids(self, category_id: str) -> set[str]:
        """Return the ids of the categories directly below one."""
        return {child.category_id for child in self.children.get(category_id, ())}

    def above(self, category_id: str) -> set[str]:
        """Return the ids of all categories above one; a circle ends where it began."""
        found: set[str] = set()
        parent = self.parent(category_id)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = self.parent(parent)
        return found

    def below(self, category_id: str) -> set[str]:
        """Return the ids of all categories below one."""
        found: set[str] = set()
        waiting = self.child_ids(category_id)
        while waiting:
            child = waiting.pop()
            if child not in found:
                found.add(child)
                waiting |= self.child_ids(child)
        return found


def compile_tree(categories: Iterable[Category]) -> CategoryTree:
    """Prepare the categories of one catalog; those of one position stand in the order of their ids."""
    by_id = {category.category_id: category for category in categories}
    children: dict[str, list[Category]] = {}
    for category in by_id.values():
        if category.category_id != ROOT:
            children.setdefault(_parent_of(category), []).append(category)
    return CategoryTree(by_id, {name: tuple(sorted(some, key=_place)) for name, some in children.items()})


def is_online(category: Category, now: int) -> bool:
    """Say whether a category is online at an instant."""
    return category.category_id == ROOT or (
        category.online_flag
        and (category.online_from is None or category.online_from <= now)
        and (category.online_to is None or now < category.online_to)
    )


def chosen_categories(operator: str, values: Iterable[str], tree: CategoryTree) -> frozenset[str]:
    """Return the categories that stand in a relation to one of some categories."""
    found: set[str] = set()
    for value in values:
        if operator == "is equal":
            found |= {value} | tree.below(value)
        elif operator == "is exactly":
            found.add(value)
        elif operator == "is direct child of":
            found |= tree.child_ids(value)
        elif operator == "is child of":
            found |= tree.below(value)
        elif operator == "is sibling of":
            found |= tree.child_ids(tree.parent(value) or "") - {value}
        elif operator == "is direct parent of":
            parent = tree.parent(value)
            found |= set() if parent is None else {parent}
        elif operator == "is parent of":
            found |= tree.above(value)
    return frozenset(found)


def _parent_of(category: Category) -> str:
    return category.parent or ROOT


def _place(category: Category) -> tuple[Decimal, str]:
    return (_LAST if category.position is None else category.position, category.category_id)
