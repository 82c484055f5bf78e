"""The machine, and what processes use of it; as far as the system tells."""

import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import apsw

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PACKAGES = ("uvicorn", "uvloop", "httptools", "msgspec", "apsw", "asyncpg")
_IN_MEMORY = {"tmpfs", "ramfs"}


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for one in found:
        for children in _PROC.glob(f"{one}/task/*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process and all below it; 0 where the system does not tell."""
    return sum(_cpu_seconds(one) for one in family(pid))


def _cpu_seconds(pid: int) -> float:
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_megabytes(pid: int) -> float:
    """Return the resident memory of one process."""
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    except OSError:
        command = ["ps", "-o", "rss=", "-p", str(pid)]
        kilobytes = subprocess.run(command, check=False, capture_output=True, text=True).stdout or "0"
    return int(kilobytes) / 1024


def most_megabytes(pid: int) -> float:
    """Return the memory of that process of a family which holds most."""
    return max(memory_megabytes(one) for one in family(pid))


def busy_share(seconds: float) -> float:
    """Return how much of the processors is in use now; 0 where the system does not tell."""
    idle, whole = _processor_ticks()
    time.sleep(seconds)
    idle_later, whole_later = _processor_ticks()
    return 1 - (idle_later - idle) / (whole_later - whole) if whole_later > whole else 0.0


def _processor_ticks() -> tuple[int, int]:
    """Return how long the processors were idle, and in all."""
    try:
        ticks = [int(field) for field in (_PROC / "stat").read_text().split("\n", 1)[0].split()[1:]]
    except OSError:
        return 0, 0
    return ticks[3] + ticks[4], sum(ticks)


def file_system(folder: Path) -> str:
    """Return the kind of file system a folder is on."""
    try:
        mounts = [line.split()[:3] for line in (_PROC / "mounts").read_text().splitlines()]
    except OSError:
        return "unknown"
    real = folder.resolve()
    fitting = [(len(point), kind) for _, point, kind in mounts if real.is_relative_to(point)]
    return max(fitting)[1] if fitting else "unknown"


def forgets(folder: Path) -> bool:
    """Say whether a folder is in memory only, where durability costs nothing and means nothing."""
    return file_system(folder) in _IN_MEMORY


def description(folder: Path) -> list[str]:
    """Describe the machine in a few lines."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return [
        f"{os.cpu_count()} × {_processor()}, {_memory_gigabytes()} GB of memory, {file_system(folder)}, "
        f"{platform.system()} {platform.release()}",
        f"Python {sys.version.split()[0]}, SQLite {apsw.sqlite_lib_version()}, {packages}",
        f"measured {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC",
    ]


def _processor() -> str:
    try:
        lines = (_PROC / "cpuinfo").read_text().splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _memory_gigabytes() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
