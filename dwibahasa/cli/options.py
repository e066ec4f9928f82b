"""Options that several verbs share, so that they read and behave the same everywhere."""

from __future__ import annotations

from typing import Annotated, Literal, Optional

import typer

__all__ = [
    "Beam",
    "Device",
    "EngineName",
    "Force",
    "Inputs",
    "MaxBatchTokens",
    "Offline",
    "Output",
    "Precision",
    "Quiet",
    "Revision",
    "Threads",
]

# Typer evaluates these at run time, on Python 3.10 too: hence Optional.
Inputs = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        metavar="INPUT",
        help="Text, Markdown, HTML, DOCX or PDF files, directories, globs, http(s) URLs, "
        "or - for standard input.",
        show_default=False,
    ),
]
# Not a Path: that would lose the / at the end.
Output = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help="Write to this file, or into this directory (with a / at its end, or there already).",
        show_default="standard output",
    ),
]
EngineName = Annotated[
    Literal["ctranslate2", "transformers"],
    typer.Option(
        "--engine", help="ctranslate2 is fast; transformers is the reference ('hub' extra)."
    ),
]
Precision = Annotated[
    Literal["int8", "int8_float32", "float32"],
    typer.Option(help="Weights of the ctranslate2 engine."),
]
Device = Annotated[Literal["auto", "cpu", "cuda"], typer.Option(help="Where the model runs.")]
Beam = Annotated[int, typer.Option(min=1, max=64, help="Beam size; 1 is greedy and fastest.")]
MaxBatchTokens = Annotated[
    int, typer.Option(min=16, help="Source tokens in a batch, padding included.")
]
Threads = Annotated[int, typer.Option(min=0, help="CPU threads; 0 takes all physical cores.")]
Offline = Annotated[bool, typer.Option("--offline", help="Use only what is on this disk.")]
Revision = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help="Commit, tag or branch of a hub model.", show_default="its main branch"),
]
Force = Annotated[
    bool, typer.Option("--force", help="Translate whatever the language seems to be.")
]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="Print errors only: no notes, no progress bar.")
]
