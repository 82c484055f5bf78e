"""The cartridges written for the suite, in the style of the public ones, and others made on the spot."""

from pathlib import Path

SITE = Path(__file__).parent / "site"
PATH = ("int_beta", "int_alpha", "app_storefront_base")


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder and give the folder."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
