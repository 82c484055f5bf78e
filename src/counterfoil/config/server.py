"""Where a server listens, what it serves, and from which store."""

import dataclasses

from counterfoil.config.setting import setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class ServerSettings:
    """The server: where it listens, and what it serves."""

    store: str = setting("counterfoil.db", "SQLite file, or postgresql:// address")
    host: str = setting("127.0.0.1", "address to listen on")
    port: int = setting(8080, "port to listen on; 0 takes a free one")
    management_host: str = setting("127.0.0.1", "address of the management pages")
    management_port: int = setting(8081, "port of the management pages; 0 takes a free one, -1 turns them off")
    management_secret: str = setting(
        "",
        "bearer secret of the management pages; empty: a service has none, an emulator demo-management-secret",
    )
    mode: str = setting("emulator", "emulator (laptop, CI) or service (real orders)", words=("emulator", "service"))
    allow_remote: bool = setting(
        False, "emulator: listen on other addresses than loopback; default secrets are replaced"
    )
    processes: int = setting(1, "server processes that share the port", least=1)
    tls_cert: str = setting("", "certificate chain (PEM) to serve https with")
    tls_key: str = setting("", "private key (PEM) of the certificate")
    tls_key_password: str = setting("", "password of the private key, if it has one")
    tls: bool = setting(False, "emulator: serve https with the certificate of a local authority, made at first use")
    tls_folder: str = setting(
        "", "folder of the local authority; empty: counterfoil-tls beside the SQLite file, or in the user's data"
    )
    hosts: str = setting("", "host names clients may call the server by, separated by commas; empty: any")
    behind_tls_proxy: bool = setting(False, "a proxy in front ends TLS and sets X-Forwarded-Proto and -Host")
    default_site: str = setting("", "site of URLs without /s/{site}; empty: the first in the store")
    demo: bool = setting(True, "emulator: load the demo site into an empty store")
