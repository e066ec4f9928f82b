"""What makes summaries, by name: a ranker, or a checkpoint that points at sentences or writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dwibahasa.errors import ModelError
from summarize.rankers import DEFAULT_RANKER, RANKERS, Ranker, check_spelling, load_ranker
from translate.result import Provenance

if TYPE_CHECKING:
    from summarize.abstractive import Writer
    from summarize.pointer import Pointer

__all__ = ["Model", "load_model"]


@dataclass(frozen=True)
class Model:
    """`rank` orders sentences, also those that a pointer or a writer leaves."""

    name: str
    rank: Ranker
    pointer: Pointer | None = None
    writer: Writer | None = None
    provenance: Provenance | None = None


def load_model(
    name: str, *, engine: str, beam: int, device: str, precision: str, threads: int, offline: bool,
    revision: str | None,
) -> Model:  # fmt: skip
    """Load `name`: a ranker, a shipped summarizer, a hub id or a directory.

    Raises ModelError where it cannot be found or used, or is no summarizer.
    """
    if name in RANKERS:
        return Model(name, load_ranker(name))
    check_spelling(name)
    from dwibahasa.engines import load_engine
    from dwibahasa.store import resolve
    from dwibahasa.tokenizers import load_tokenizer
    from summarize import abstractive, pointer

    checkpoint = resolve(name, offline=offline, revision=revision)
    if checkpoint.task != "summarization":
        raise ModelError(
            f"{name} is a {checkpoint.task} model; summarize needs a summarizer such as "
            f"mini-summarizer, an mT5 of the hub, or one of {', '.join(RANKERS)}"
        )
    loaded = load_engine(checkpoint, engine, device=device, precision=precision, threads=threads)
    tokenizer = load_tokenizer(checkpoint)
    pointing = pointer.points(tokenizer)
    options = replace(pointer.DECODING if pointing else abstractive.DECODING, beam_size=beam)
    model = Model(
        name, load_ranker(DEFAULT_RANKER), provenance=Provenance.of(checkpoint, loaded, options)
    )
    if pointing:
        return replace(model, pointer=pointer.Pointer(loaded, tokenizer, options))
    one_sentence = abstractive.writes_one_sentence(name)
    writer = abstractive.Writer(loaded, tokenizer, name, one_sentence=one_sentence, options=options)
    return replace(model, writer=writer)
