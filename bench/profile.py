"""Show where the server's processor time goes: python bench/profile.py flow; --help lists the options."""

import sys
from pathlib import Path

# Not this folder, whose modules have names of the standard library, but the one above.
sys.path[0] = str(Path(__file__).parent.parent)

from bench.profiling import main  # noqa: E402  (found by the line above)

if __name__ == "__main__":
    sys.exit(main())
