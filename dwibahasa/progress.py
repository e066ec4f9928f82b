"""A progress bar for people who wait: on a terminal only, and only after two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["Progress", "progress_bar"]

Progress = Callable[[int, int], None]
"""Called with (done, total), both in the unit of the work, as often as there is news."""

PATIENCE_SECONDS = 2.0


@contextmanager
def progress_bar(description: str, *, quiet: bool = False) -> Iterator[Progress]:
    """Give a function that draws a bar on stderr once two seconds have passed.

    Nothing is drawn when `quiet`, or when stderr is not a terminal.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return

    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    bar = RichProgress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(description, total=None)
    begin = time.monotonic()

    def show(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if time.monotonic() - begin > PATIENCE_SECONDS:
            bar.start()

    try:
        yield show
    finally:
        bar.stop()
