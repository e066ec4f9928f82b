"""Articles in, results out: one bad article never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import typer

from dwibahasa.article import Article
from dwibahasa.cli.destination import Destination
from dwibahasa.errors import DwibahasaError, UsageError

__all__ = ["note", "run", "sources_of"]

# Enough to fill batches over articles, few enough that an interruption loses little.
GROUP = 16


def note(message: str) -> None:
    """Say something on stderr."""
    typer.echo(f"dwibahasa: {message}", err=True)


def sources_of(inputs: Sequence[str] | None) -> tuple[list[str], int]:
    """List the sources the arguments name, and count the arguments that name none (each reported).

    No argument means standard input, unless that is a terminal: then it is a UsageError.
    """
    from dwibahasa.reading.inputs import expand

    if not inputs:
        if sys.stdin.isatty():
            raise UsageError("give an article: a file, a directory, a URL, or - for standard input")
        return ["-"], 0
    sources: list[str] = []
    failures = 0
    for argument in inputs:
        try:
            sources += expand([argument])
        except DwibahasaError as error:
            note(str(error))
            failures += 1
    return list(dict.fromkeys(sources)), failures


def run(
    sources: Sequence[str],
    destination: Destination,
    work: Callable[[list[Article]], list[str]],
    check: Callable[[Article], None],
) -> int:
    """Read each source, work on groups of articles, write the results; count the failures.

    `check` raises for an article that cannot be worked on; `work` gives a text for each article.
    """
    failures = 0

    def report(source: str, error: DwibahasaError) -> None:
        nonlocal failures
        failures += 1
        note(str(error) if source in str(error) else f"{source}: {error}")

    articles = _read(sources, check, report)
    while group := list(islice(articles, GROUP)):
        for batch in _isolated(group, work, report):
            for article, text in batch:
                try:
                    destination.write(article.source, text)
                except DwibahasaError as error:
                    report(article.source, error)
    return failures


def _read(
    sources: Sequence[str],
    check: Callable[[Article], None],
    report: Callable[[str, DwibahasaError], None],
) -> Iterator[Article]:
    from dwibahasa.reading import read_article

    for source in sources:
        try:
            article = read_article(source)
            check(article)
        except DwibahasaError as error:
            report(source, error)
        else:
            yield article


def _isolated(
    group: list[Article],
    work: Callable[[list[Article]], list[str]],
    report: Callable[[str, DwibahasaError], None],
) -> Iterator[list[tuple[Article, str]]]:
    """Work on the whole group; where that fails, article by article, so that one fails alone."""
    try:
        yield list(zip(group, work(group), strict=True))
    except DwibahasaError as error:
        if len(group) == 1:
            report(group[0].source, error)
            return
        for article in group:
            yield from _isolated([article], work, report)
