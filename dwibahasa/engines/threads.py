"""How many CPU threads are worth using."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["physical_cores"]


def physical_cores() -> int:
    """Count the physical cores this process may run on; hyper-threads count once (on Linux)."""
    if not hasattr(os, "sched_getaffinity"):
        return os.cpu_count() or 1
    siblings = "/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list"
    cores = set()
    for cpu in os.sched_getaffinity(0):
        try:
            cores.add(Path(siblings.format(cpu)).read_text(encoding="ascii"))
        except OSError:
            cores.add(str(cpu))
    return len(cores)
