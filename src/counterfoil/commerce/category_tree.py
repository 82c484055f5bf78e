"""The categories of a catalog as a tree, for conditions on where a product stands in it."""

from collections.abc import Iterable, Mapping


class CategoryTree:
    """Parents and children of the categories of one catalog."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self._parents = parents
        self._children: dict[str, list[str]] = {}
        for category_id, parent in parents.items():
            if parent is not None:
                self._children.setdefault(parent, []).append(category_id)

    def parent(self, category_id: str) -> str | None:
        """Return the category above one."""
        return self._parents.get(category_id)

    def children(self, category_id: str) -> list[str]:
        """Return the categories directly below one."""
        return self._children.get(category_id, [])

    def above(self, category_id: str) -> set[str]:
        """Return all categories above one; a circle ends where it began."""
        found: set[str] = set()
        parent = self.parent(category_id)
        while parent is not None and parent not in found:
            found.add(parent)
            parent = self.parent(parent)
        return found

    def below(self, category_id: str) -> set[str]:
        """Return all categories below one."""
        found: set[str] = set()
        waiting = list(self.children(category_id))
        while waiting:
            child = waiting.pop()
            if child not in found:
                found.add(child)
                waiting.extend(self.children(child))
        return found


def chosen_categories(operator: str, values: Iterable[str], tree: CategoryTree) -> frozenset[str]:
    """Return the categories that stand in a relation to one of some categories."""
    found: set[str] = set()
    for value in values:
        if operator == "is equal":
            found |= {value} | tree.below(value)
        elif operator == "is exactly":
            found.add(value)
        elif operator == "is direct child of":
            found.update(tree.children(value))
        elif operator == "is child of":
            found |= tree.below(value)
        elif operator == "is sibling of":
            parent = tree.parent(value)
            found.update(each for each in tree.children(parent or "") if each != value)
        elif operator == "is direct parent of":
            parent = tree.parent(value)
            found.update([parent] if parent is not None else [])
        elif operator == "is parent of":
            found |= tree.above(value)
    return frozenset(found)
