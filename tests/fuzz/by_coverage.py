"""Look for inputs of one target by coverage: python -m tests.fuzz.by_coverage TARGET [folders, libFuzzer options].

What reaches something new is put into the folder; what breaks the target is written beside it and stops the run.
"""

import sys

import atheris

with atheris.instrument_imports(include=["counterfoil", "json.decoder", "base64"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    """Hand over to libFuzzer, which does not come back."""
    target = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target.read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
