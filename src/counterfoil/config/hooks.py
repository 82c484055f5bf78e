"""Hooks, scripts of cartridges, and what they may use."""

import dataclasses

from counterfoil.config.setting import setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class HookSettings:
    """Hooks and scripts."""

    hooks: str = setting("", "hooks in Python: files, folders or installed packages, separated by commas")
    hook_isolation: str = setting(
        "inline", "where hooks in Python run: inline, or in a process of their own", words=("inline", "process")
    )
    remote_hooks: str = setting("", "TOML file of hooks that a service answers over HTTPS")
    cartridges: str = setting("", "folders with cartridges whose hooks run, separated by commas")
    cartridge_path: str = setting("", "names of cartridges in their order, separated by colons; empty: by name")
    script_workers: int = setting(8, "processes that run scripts of cartridges, at most; started when needed", least=1)
    script_memory_megabytes: int = setting(64, "memory a script may use", least=1)
    hook_seconds: int = setting(30, "time a hook may take", least=1)
    script_processor_seconds: int = setting(5, "processor time a script may use", least=1)
    api_hooks: bool = setting(
        True,
        "run the hooks of API calls (dw.ocapi.…), as the platform's feature switch does; off: only those of the "
        "system, such as dw.order.calculate and dw.order.payment.authorize",
    )
    script_hosts: str = setting(
        "",
        "hosts scripts may call beside those of services: a.example,*.b.example:8443,c.example=http://127.0.0.1:9000",
    )
    services: str = setting(
        "", 'services of scripts by id, as JSON, before what archives say; in a file as tables [services."id"]'
    )
    smtp: str = setting("", "service: mail server for mails of scripts, such as smtps://user:secret@mail.example")
    trace_keep: int = setting(
        -1, "newest traces of hooks to keep (0: none; -1: 1000 in an emulator, else none)", least=-1
    )
    demo_hook: bool = setting(True, "emulator: register the demo payment hook when no other hooks are given")
