"""The PostgreSQL of the tests with the settings of a server that keeps what it acknowledged."""

from tests.postgres import PostgresServer, find_binaries

SETTINGS = (
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "logging_collector=off",
)


class DurableServer(PostgresServer):
    """A server in a temporary folder that syncs every commit to disk."""

    def start(self) -> None:
        """Start the server and return when it takes connections."""
        settings = " ".join(f"-c '{setting}'" for setting in SETTINGS)
        options = f"-k {self._folder} {settings}"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "-t", "60", "start")

    def settle(self, address: str) -> None:
        """Do at once what the server would do in the background after much was written to a database."""
        name = address.partition("@/")[2].partition("?")[0]
        self._run("psql", "-h", self._folder, "-U", "postgres", "-d", name, "-qc", "vacuum analyze")
        self._run("psql", "-h", self._folder, "-U", "postgres", "-d", name, "-qc", "checkpoint")


def start_postgres() -> DurableServer | None:
    """Start a server, or return None where no binaries are installed."""
    binaries = find_binaries()
    if binaries is None:
        return None
    server = DurableServer(binaries)
    try:
        server.initialise()
    except BaseException:
        server.remove()
        raise
    return server
