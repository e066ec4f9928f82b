"""Systems of a benchmark: what each is, and how it is run."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from dwibahasa.article import Article
from dwibahasa.languages import LanguageCode
from dwibahasa.progress import Progress
from eval.cell import System
from summarize.rankers import RANKERS, check_spelling

if TYPE_CHECKING:
    from dwibahasa.checkpoint import Checkpoint
    from summarize import Summarizer
    from translate.result import ArticleTranslation
    from translate.translator import Translator

__all__ = [
    "BEAM",
    "ENGINE",
    "ORACLE",
    "STORED",
    "Choice",
    "Role",
    "Run",
    "describe",
    "load",
    "load_summarizer",
    "role_of",
    "with_sizes",
]

Role = Literal["translator", "summarizer", "ranker", "oracle", "stored"]
Run = Callable[[Sequence[Article], Progress | None], tuple[list[str], tuple[int, int] | None]]
"""Articles -> the translations of their blocks, or their summaries; and the tokens that were
translated: those of the sources, and those of the outputs that were kept."""

STORED = "stored:"
ORACLE = "oracle"
ENGINE, BEAM = "ctranslate2", 4


@dataclass(frozen=True)
class Choice:
    """A system and how it decodes; `translator` is what feeds it, where it reads English only.

    offline: use nothing but what is on this disk. into: the language a translator writes.
    """

    model: str
    role: Role
    engine: str = ENGINE
    beam: int = BEAM
    translator: Choice | None = None
    offline: bool = False
    into: LanguageCode = "en"

    @property
    def name(self) -> str:
        """The model, and what is not as usual."""
        unusual = [self.engine] if self.engine != ENGINE else []
        unusual += [f"beam {self.beam}"] if self.beam != BEAM else []
        return ", ".join([self.model, *unusual])


def role_of(model: str, *, offline: bool = False, into: LanguageCode = "en") -> Role:
    """Tell what a model does; raise ModelError where there is none of this name, or where it is a
    translator that does not write the language `into`.
    """
    if model.startswith(STORED):
        return "stored"
    if model in RANKERS:
        return "ranker"
    if model == ORACLE:
        return "oracle"
    check_spelling(model, [*RANKERS, ORACLE])
    return "translator" if _checkpoint(model, offline, into).task == "translation" else "summarizer"


def load(choice: Choice) -> Run:
    """Load a translator, summarizer or ranker, on the CPU; raise ModelError where that fails."""
    if choice.role == "translator":
        translator = _translator(choice)

        def translate(
            articles: Sequence[Article], progress: Progress | None
        ) -> tuple[list[str], tuple[int, int] | None]:
            translations = translator.translate_articles(articles, progress=progress)
            blocks = [block for each in translations for block in each.blocks]
            return [block.text for block in blocks], _tokens(translations)

        return translate

    summarizer = load_summarizer(choice)

    def summarize(
        articles: Sequence[Article], progress: Progress | None
    ) -> tuple[list[str], tuple[int, int] | None]:
        summaries = summarizer.summarize_articles(articles, progress=progress)
        translations = [each.translation for each in summaries if each.translation]
        # A line a sentence, so that metrics count what is there.
        texts = ["\n".join(each.text for each in summary.sentences) for summary in summaries]
        return texts, _tokens(translations) if translations else None

    return summarize


def load_summarizer(choice: Choice) -> Summarizer:
    """Load a summarizer or ranker; for an oracle, lead, whose sentences it chooses from."""
    from summarize import Summarizer

    return Summarizer(
        "lead" if choice.role == "oracle" else choice.model,
        translator=_translator(choice.translator) if choice.translator else None,
        engine=choice.engine,
        beam=choice.beam,
        device="cpu",
        offline=choice.offline,
    )


def describe(choice: Choice, data: str) -> System:
    """Say what a system is, without its sizes; `data` names the set of a stored system's outputs.

    Raises UsageError for an unknown stored system and EvaluationError where it has no outputs for
    the set, ModelError for a model that cannot be found.
    """
    if choice.role == "stored":
        from eval.sets import stored_outputs

        outputs = stored_outputs(choice.model.removeprefix(STORED), data)
        checksum = hashlib.sha256(json.dumps(outputs).encode()).hexdigest()
        return System(choice.name, "stored", choice.model, checksum, "CC BY-SA 4.0", *(None,) * 5)
    parts = _checkpoints(choice)
    decoder = choice.translator if choice.role in ("ranker", "oracle") else choice
    return System(
        name=choice.name,
        kind=choice.role if choice.role in ("ranker", "oracle") else "model",
        model=" + ".join(each.model for each in (choice.translator, choice) if each is not None),
        checksum="+".join(each.checksum for each, _ in parts) or None,
        licence=", ".join(each.licence for each, _ in parts if each.licence) or None,
        engine=decoder.engine if decoder else None,
        precision=_precision(decoder) if decoder else None,
        beam=decoder.beam if decoder else None,
        parameters=None,
        size_bytes=None,
    )


def with_sizes(system: System, choice: Choice) -> System:
    """Add parameters and bytes on disk (weights as the engine loads them, and tokenisers)."""
    parts = _checkpoints(choice)
    if not parts or choice.role == "oracle":
        return system
    counts = [_parameters(checkpoint) for checkpoint, _ in parts]
    return replace(
        system,
        parameters=None if None in counts else sum(filter(None, counts)),
        size_bytes=sum(_size(checkpoint, each) for checkpoint, each in parts),
    )


def _tokens(translations: Sequence[ArticleTranslation]) -> tuple[int, int]:
    segments = [s for each in translations for block in each.blocks for s in block.segments]
    return sum(s.source_tokens for s in segments), sum(s.target_tokens for s in segments)


def _translator(choice: Choice) -> Translator:
    from translate.translator import Translator

    return Translator(
        choice.model,
        into=choice.into,
        engine=choice.engine,
        beam=choice.beam,
        device="cpu",
        offline=choice.offline,
    )


def _checkpoints(choice: Choice) -> list[tuple[Checkpoint, Choice]]:
    """List the checkpoints that run, in the order in which they do."""
    return [
        (_checkpoint(each.model, each.offline, each.into), each)
        for each in (choice.translator, choice)
        if each is not None and each.role in ("translator", "summarizer")
    ]


@lru_cache
def _checkpoint(model: str, offline: bool, into: LanguageCode) -> Checkpoint:
    from dwibahasa.store import resolve

    return resolve(model, offline=offline, into=into)


def _precision(choice: Choice) -> str:
    return "int8" if choice.engine == "ctranslate2" else "float32"


def _size(checkpoint: Checkpoint, choice: Choice) -> int:
    from dwibahasa.checkpoint import weight_files
    from dwibahasa.store import converted
    from dwibahasa.store.inventory import size_of

    files = [checkpoint.path / name for name in checkpoint.tokenizer_files]
    if choice.engine == "ctranslate2":
        return size_of(converted(checkpoint)) + sum(file.stat().st_size for file in files)
    files += [checkpoint.path / name for name in weight_files(checkpoint.path)]
    return sum(file.stat().st_size for file in files)


def _parameters(checkpoint: Checkpoint) -> int | None:
    """Count parameters by the headers of safetensors files; None where weights lie otherwise."""
    from dwibahasa.checkpoint import read_safetensors_header, weight_files

    names = [name for name in weight_files(checkpoint.path) if not name.endswith(".json")]
    if not all(name.endswith(".safetensors") for name in names):
        return None
    count = 0
    for name in names:
        _, tensors = read_safetensors_header(checkpoint.path / name)
        count += sum(math.prod(tensor["shape"]) for tensor in tensors.values())
    return count
