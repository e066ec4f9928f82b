"""The machine a figure was measured on: without it a speed means nothing."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dwibahasa.engines.threads import physical_cores

__all__ = ["machine"]

PACKAGES = (
    "ctranslate2",
    "sentencepiece",
    "transformers",
    "torch",
    "sacrebleu",
    "rouge-score",
    "numpy",
)


@lru_cache(maxsize=1)
def machine() -> dict[str, str]:
    """Name the CPU, its cores and threads (those this process may use), memory, operating system,
    Python and the versions of the packages that outputs, scores and speeds depend on.
    """
    facts = {
        "CPU": _cpu(),
        "cores": str(physical_cores()),
        "threads": str(_threads()),
        "memory": _memory(),
        "OS": platform.platform(terse=True),
        "Python": platform.python_version(),
    }
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            facts[package] = version(package)
    return facts


def _cpu() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        with suppress(OSError, subprocess.CalledProcessError):
            asked = ["sysctl", "-n", "machdep.cpu.brand_string"]
            return subprocess.check_output(asked, text=True).strip()
    return platform.processor() or platform.machine() or "unknown"


def _threads() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return "unknown"
    return f"{size // 2**20:,} MiB"
