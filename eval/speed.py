"""How fast systems are: each in a process of its own, all over the same texts, taking turns.

Turns (A B A B ...) spread a busy moment of the machine over all systems; the median is taken.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import IO, Any

from dwibahasa.article import Article, Language
from dwibahasa.errors import DwibahasaError, EvaluationError
from eval.cell import Speed
from eval.material import Material, sentence_count
from eval.systems import Choice, load

__all__ = ["RUNS", "measure_speeds", "sample", "serve"]

RUNS = 3
# Enough for full batches, few enough that three runs of a slow model do not take all day.
SENTENCES, ARTICLES = 100, 8
# Not `-m eval.speed`: that would look into the user's directory first, where another `eval` may be.
START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import eval.speed as s; s.serve()"


def sample(material: Material) -> tuple[Article, ...]:
    """Choose what is timed: the first articles or sentences."""
    return material.articles[: SENTENCES if _is_sentences(material) else ARTICLES]


def _is_sentences(material: Material) -> bool:
    return material.setting.startswith("sentences")


def measure_speeds(
    choices: Mapping[str, Choice], material: Material, step: Callable[[], None] = lambda: None
) -> dict[str, Speed | DwibahasaError]:
    """Time systems, under any names, over the sample of a material, after a warm-up.

    A system that fails has its error instead. `step` is called RUNS times.
    """
    articles = sample(material)
    sentences = sentence_count(articles)
    counted = None if _is_sentences(material) else len(articles)
    found: dict[str, Speed | DwibahasaError] = {}
    with ExitStack() as stack:
        running: dict[str, _Process] = {}
        for name, choice in choices.items():
            try:
                errors = stack.enter_context(tempfile.TemporaryFile())
                process = stack.enter_context(_Process(choice, errors))
                process.warm_up(articles)
            except DwibahasaError as error:
                found[name] = error
            else:
                running[name] = process
        for _ in range(RUNS):
            for name, process in running.items():
                if name not in found:
                    try:
                        process.run()
                    except DwibahasaError as error:
                        found[name] = error
            step()
        for name, process in running.items():
            if name not in found:
                found[name] = process.speed(sentences, counted)
    return found


class _Process:
    """A child process that has loaded one system; questions and answers are lines of JSON."""

    def __init__(self, choice: Choice, errors: IO[bytes]) -> None:
        self._name = choice.name
        self._seconds: list[float] = []
        self._tokens: tuple[int, int] | None = None
        self._peak: float | None = None
        self._errors = errors
        begin = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        )
        try:
            self._ask(asdict(choice))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        self._startup = time.perf_counter() - begin

    def __enter__(self) -> _Process:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def warm_up(self, articles: Sequence[Article]) -> None:
        """Hand over what is to be read, and have the first of it read."""
        self._ask([asdict(article) for article in articles])

    def run(self) -> None:
        """Have all of it read, once more."""
        answer = self._ask("run")
        self._seconds.append(answer["seconds"])
        self._tokens = answer["tokens"]
        self._peak = answer["peak"]

    def speed(self, sentences: int, articles: int | None) -> Speed:
        """Divide what was read by the median of the times it took."""
        seconds = median(self._seconds)
        source, target = self._tokens or (None, None)
        return Speed(
            source_tokens_per_second=None if source is None else source / seconds,
            sentences_per_second=sentences / seconds,
            articles_per_second=None if articles is None else articles / seconds,
            startup_seconds=self._startup,
            peak_rss_mib=self._peak,
            seconds=tuple(self._seconds),
            target_tokens_per_second=None if target is None else target / seconds,
        )

    def _ask(self, question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            self._process.wait()
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip() or "it was killed"
            last = said.splitlines()[-1]
            raise EvaluationError(f"the process that timed {self._name} ended early: {last}")
        answer = json.loads(line)
        if "error" in answer:
            raise EvaluationError(answer["error"])
        return answer


def serve() -> None:
    """Be the child: load the system that standard input names, then time it when told to."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not stand among the answers

    def say(**answer: Any) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    try:
        run = load(_choice(json.loads(sys.stdin.readline())))
        say()
        articles = [
            Article(**each | {"language": Language(**each["language"])})
            for each in json.loads(sys.stdin.readline())
        ]
        run(articles[:1], None)
        say()
        for _ in sys.stdin:
            begin = time.perf_counter()
            _, tokens = run(articles, None)
            say(seconds=time.perf_counter() - begin, tokens=tokens, peak=_peak_mib())
    except DwibahasaError as error:
        say(error=str(error))


def _choice(held: dict[str, Any]) -> Choice:
    translator = held["translator"]
    return Choice(**held | {"translator": translator and _choice(translator)})


def _peak_mib() -> float | None:
    """Tell this process's peak resident memory."""
    try:
        # Not getrusage where this is there: its maximum survives exec, and is the parent's then.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        pass
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
