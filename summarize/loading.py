"""A summarizer checkpoint, loaded: one that points at sentences, or one that writes them."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from dwibahasa.engines import load_engine
from dwibahasa.errors import ModelError
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer
from summarize import abstractive, pointer
from summarize.rankers import RANKERS
from translate.result import Provenance

__all__ = ["load_model"]


def load_model(
    name: str, *, engine: str, beam: int, device: str, precision: str, threads: int, offline: bool,
    revision: str | None,
) -> tuple[abstractive.Writer | pointer.Pointer, Provenance]:  # fmt: skip
    """Load the summarizer `name`, a shipped one, a hub id or a directory.

    Raises ModelError where it cannot be found or used, or is no summarizer.
    """
    near = get_close_matches(name, RANKERS, n=1)
    if near and not Path(name).is_dir():
        raise ModelError(f"there is no model '{name}', did you mean {near[0]}?")
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
    provenance = Provenance.of(checkpoint, loaded, options)
    if pointing:
        return pointer.Pointer(loaded, tokenizer, options), provenance
    one_sentence = abstractive.writes_one_sentence(name)
    writer = abstractive.Writer(loaded, tokenizer, name, one_sentence=one_sentence, options=options)
    return writer, provenance
