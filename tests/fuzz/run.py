"""Fuzz every target by coverage for a share of the time (make fuzz), from the kept inputs and what earlier runs found.

With ``--keep``, some of those that reached something new are kept for the suite.
"""

import argparse
import subprocess
import sys

from tests.fuzz.inputs import CORPUS, LARGEST, keep, kept
from tests.fuzz.targets import TARGETS
from tests.project import PROJECT

FOUND = PROJECT / ".env-fuzz/found"
MOST_KEPT = 80
_QUIET = ["-verbosity=0", "-print_final_stats=1", "-timeout=10", "-rss_limit_mb=2048", f"-max_len={LARGEST}"]


def run(target: str, *arguments: str) -> int:
    """Run libFuzzer on a target, and return its exit status."""
    command = [sys.executable, "-m", "tests.fuzz.by_coverage", target, *arguments]
    return subprocess.run(command, cwd=PROJECT, check=False).returncode


def fuzz(target: str, seconds: int) -> bool:
    """Look for new inputs of a target; say whether none broke it."""
    found, words = FOUND / target, FOUND / f"{target}.words"
    found.mkdir(parents=True, exist_ok=True)
    quoted = ("".join(f"\\x{byte:02x}" for byte in word) for word in TARGETS[target].words)
    words.write_text("".join(f'"{word}"\n' for word in quoted))
    print(f"{target}: {seconds} s", flush=True)
    options = [f"-max_total_time={seconds}", f"-dict={words}", f"-artifact_prefix={FOUND}/broken-{target}-", *_QUIET]
    return run(target, str(found), str(CORPUS / target), *options) == 0


def keep_new(target: str) -> int:
    """Keep inputs that reached something new, short and long ones, while there is room; return how many are kept."""
    known = set(kept(target))
    new = sorted({file.read_bytes() for file in (FOUND / target).iterdir()} - known, key=lambda data: (len(data), data))
    room = max(0, MOST_KEPT - len(known))
    step = max(1, -(-len(new) // room)) if room else len(new) + 1
    for data in new[: room * step : step]:
        keep(target, data)
    return len(kept(target))


def main() -> int:
    """Read the command line; exit status 1 if a target broke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=60, help="time for all targets together")
    parser.add_argument("--keep", action="store_true", help="keep new inputs in tests/fuzz/corpus")
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], help=", ".join(TARGETS))
    options = parser.parse_args()
    targets = options.targets or list(TARGETS)
    seconds = max(1, int(options.minutes * 60 / len(targets)))
    broken = [target for target in targets if not fuzz(target, seconds)]
    if options.keep:
        for target in targets:
            print(f"{target}: {keep_new(target)} inputs are kept", flush=True)
    if broken:
        print(f"broken: {', '.join(broken)}; the inputs are in {FOUND.relative_to(PROJECT)}/broken-…")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
