"""A cell of the benchmark: one system on one set, all that was found, able to explain itself.

Cells are kept as JSON, one a file; they hold what every table and report is made of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from dwibahasa.errors import EvaluationError
from eval.scoring import Score

__all__ = ["Cell", "Data", "Kind", "Segment", "Speed", "System"]

Kind = Literal["model", "ranker", "oracle", "stored"]


@dataclass(frozen=True)
class Data:
    """A reference set as it was used: `checksum` is SHA-256 over the segments, `segments` counts
    them (after --limit)."""

    name: str
    version: str
    checksum: str
    segments: int


@dataclass(frozen=True)
class System:
    """What was measured, under the `name` that tables print.

    model: as the user gave it; of a summarizer that is fed by a translator, "translator + model".
    kind: an oracle has seen the references and is no rival of the others. checksum: of the
    checkpoint or of the stored outputs; None for a ranker or oracle, which is code.
    licence: of the model or outputs, None where it is not stated. engine, precision, beam: None
    where nothing is decoded. parameters: None where they cannot be counted without loading.
    size_bytes: of the files that are loaded.
    """

    name: str
    kind: Kind
    model: str
    checksum: str | None
    licence: str | None
    engine: str | None
    precision: str | None
    beam: int | None
    parameters: int | None
    size_bytes: int | None


@dataclass(frozen=True)
class Segment:
    """A sentence, a paragraph or an article, what it should have become and what it became."""

    id: str
    source: str
    references: tuple[str, ...]
    hypothesis: str


@dataclass(frozen=True)
class Speed:
    """How fast, in the median of `seconds`, which holds each timed run over the same texts.

    Source tokens are the translator's own, target tokens those of its outputs (None where nothing
    is translated); articles are counted where the set has some. startup_seconds: from the start of
    a process until it can take a text. peak_rss_mib: of that process, which runs this system alone;
    None where it cannot be told.
    """

    source_tokens_per_second: float | None
    sentences_per_second: float
    articles_per_second: float | None
    startup_seconds: float
    peak_rss_mib: float | None
    seconds: tuple[float, ...] = ()
    target_tokens_per_second: float | None = None


@dataclass(frozen=True)
class Cell:
    """One system on one set.

    key: SHA-256 of all that determines the outputs and scores. task: "translate" or "summarize".
    setting: "sentences" or "articles" (paragraph by paragraph) for translation, " into Indonesian"
    after it where that is so; for summaries "end-to-end" (Indonesian article in, English summary
    out), "reference-translation" and "english" (English article in: the summarizer alone), or
    "both-languages" (end to end and English together). speed: None where it was not measured.
    machine: its facts by name. created: ISO 8601, in UTC. version: of dwibahasa.
    """

    key: str
    task: str
    setting: str
    data: Data
    system: System
    segments: tuple[Segment, ...]
    scores: tuple[Score, ...]
    speed: Speed | None
    machine: Mapping[str, str]
    created: str
    version: str

    def to_json(self) -> str:
        """Write everything, so that `from_json` gives an equal cell."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str) -> Cell:
        """Read what `to_json` wrote; raise EvaluationError for anything else."""
        try:
            held: dict[str, Any] = json.loads(text)
            return Cell(
                **held
                | {
                    "data": Data(**held["data"]),
                    "system": System(**held["system"]),
                    "segments": tuple(
                        Segment(**each | {"references": tuple(each["references"])})
                        for each in held["segments"]
                    ),
                    "scores": tuple(
                        Score(**each | {"segments": tuple(each["segments"])})
                        for each in held["scores"]
                    ),
                    "speed": held["speed"]
                    and Speed(**held["speed"] | {"seconds": tuple(held["speed"]["seconds"])}),
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EvaluationError(f"this is no result of a benchmark: {error}") from error
