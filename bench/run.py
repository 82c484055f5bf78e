"""Measure the server: make bench, or python bench/run.py --help."""

import sys
from pathlib import Path

# Not this folder, whose modules have names of the standard library, but the one above.
sys.path[0] = str(Path(__file__).parent.parent)

from bench.benchmark import main  # noqa: E402  (found by the line above)

if __name__ == "__main__":
    sys.exit(main())
