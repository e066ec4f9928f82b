"""Back-translation (Sennrich et al. 2016): good sentences beside a machine's source, to learn from.

    python -m train.backtranslate mini-en-id guardian.en.txt.xz ... --output bt.tsv --limit 300000
    python -m train.backtranslate mini news.id.txt.xz ... --output bt-en.tsv --into en

Reads plain text files (.xz and .gz too), a paragraph a line and a blank line between articles, and
writes lines of "Indonesian <tab> English <tab> back-translated" that a recipe can name ("distilled"
where the English is the machine's). Run again, it goes on where it stopped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, Literal

from typer import Argument, Option

from dwibahasa.engines.ctranslate2 import compute_type, device_for
from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import InputError
from dwibahasa.languages import OTHER, LanguageCode
from dwibahasa.reading.language import UNDETERMINED, identify, is_english, is_indonesian
from dwibahasa.segmentation import segment
from dwibahasa.store import converted
from dwibahasa.tokenizers import load_tokenizer
from train.command import run, say
from train.data import open_text
from train.marian import open_marian
from train.pieces import chunks
from translate.guards import loop_length, wrong_length
from translate.names import restore_names
from translate.stand_ins import lost
from translate.typography import plain

__all__ = ["BackTranslator", "article_sentences", "extend", "usable"]

# By the language the machine wrote: whether it is the source of a pair or its target.
ORIGINS = {"id": "back-translated", "en": "distilled"}
FEWEST_WORDS, MOST_WORDS = 4, 60
MOST_TOKENS = 200  # a few words can be more than a model has positions for
CHUNK = 2_000  # sentences translated, written and counted as done together
SAY_EVERY = 60.0  # seconds
# Names and loans stay in a translation, but hardly more of it; four words may all be names.
MOST_COPIED, FEWEST_COMPARED = 0.6, 5


class BackTranslator:
    """Translates with a Marian model of any direction, in CTranslate2 with int8 weights, and puts
    garbled names right.

    into: the language that the model writes. sampling: among how many pieces each is drawn; 1 is
    greedy search. Sampled translations are worse and teach more (Edunov et al. 2018), if the model
    is good enough.
    """

    def __init__(self, model: str, sampling: int = 1, into: LanguageCode = "id") -> None:
        import ctranslate2

        checkpoint = open_marian(model)
        device = device_for("auto")
        self._tokenizer = load_tokenizer(checkpoint)
        self._pieces = frozenset(self._tokenizer.vocabulary)
        self._sampling = sampling
        self._into = into
        self._translator: Any = ctranslate2.Translator(
            str(converted(checkpoint)), device=device, compute_type=compute_type("int8", device),
            inter_threads=physical_cores() if device == "cpu" else 1, intra_threads=1,
        )  # fmt: skip

    def __call__(self, texts: list[str]) -> list[str | None]:
        """Translate sentences, in their order; None for one of more than 200 tokens."""
        sources = [self._tokenizer.encode(text) for text in texts]
        usual = [source for source in sources if len(source) <= MOST_TOKENS]
        outputs = iter(
            self._translator.translate_batch(
                usual, beam_size=1, sampling_topk=self._sampling, max_batch_size=4_000,
                batch_type="tokens", max_decoding_length=MOST_TOKENS,
            )
        )  # fmt: skip
        return [
            self._named(text, self._tokenizer.decode(next(outputs).hypotheses[0]))
            if len(source) <= MOST_TOKENS
            else None
            for text, source in zip(texts, sources, strict=True)
        ]

    def _named(self, text: str, output: str) -> str:
        return restore_names(text, output, self._pieces, self._into)[0]


def article_sentences(paths: Iterable[Path], language: LanguageCode) -> Iterator[str]:
    """Yield the sentences of articles in `language`, in plain punctuation, of 4 to 60 words."""
    for path in paths:
        with open_text(path) as lines:
            for line in lines:
                for sentence in segment(plain(line.strip()), language):
                    if FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS:
                        yield " ".join(sentence.split())


def usable(source: str, target: str, into: LanguageCode = "id") -> bool:
    """Tell whether a machine translation can teach: in the language `into`, of a fitting length,
    without loops, with the names and numbers of its source, no others, and words of its own.
    """
    language = identify(target)
    right = is_indonesian if into == "id" else is_english
    return not (
        wrong_length(source, target)
        or loop_length(source, target)
        or "\t" in target
        or "\n" in target
        or target.lower() == source.lower()
        or lost(source, target, into)
        or lost(target, source, OTHER[into])
        or _copied(source, target)
        or not (right(language) or language.code == UNDETERMINED)
    )


def _copied(source: str, target: str) -> bool:
    own, words = set(source.lower().split()), target.lower().split()
    return len(words) >= FEWEST_COMPARED and (
        sum(word in own for word in words) > MOST_COPIED * len(words)
    )


def extend(
    output: Path, sentences: Iterable[str],
    translate: Callable[[list[str]], Sequence[str | None]], limit: int = 0, *,
    into: LanguageCode = "id", say: Callable[[str], None] = lambda _: None,
) -> tuple[int, int]:  # fmt: skip
    """Add pairs of sentences and their machine translations to a TSV file, from where it stopped,
    the Indonesian first; give sentences read, pairs kept.

    translate: gives None for what it cannot translate. limit: pairs wanted, 0 for all. into: the
    language that `translate` writes. Beside `output` lies a small file that says how far it is;
    InputError where `output` is there and that is not.
    """
    progress = output.with_name(f"{output.name}.progress")
    read, kept = _resume(output, progress)
    start = said = time.monotonic()
    before = read
    with output.open("a", encoding="utf-8") as file:
        for chunk in chunks(islice(sentences, read, None), CHUNK):
            if limit and kept >= limit:
                break
            good = [
                (target, source) if into == "id" else (source, target)
                for source, target in zip(chunk, translate(chunk), strict=True)
                if target is not None and usable(source, target, into)
            ]
            good = good[: limit - kept] if limit else good
            file.writelines(f"{a}\t{b}\t{ORIGINS[into]}\n" for a, b in good)
            file.flush()
            read, kept = read + len(chunk), kept + len(good)
            progress.write_text(json.dumps({"read": read, "kept": kept, "size": file.tell()}))
            if time.monotonic() - said > SAY_EVERY:
                said = time.monotonic()
                say(
                    f"{read:,} read, {kept:,} kept, {(read - before) / (said - start):.0f} a second"
                )
    return read, kept


def _resume(output: Path, progress: Path) -> tuple[int, int]:
    """Tell how many sentences were read and pairs kept; cut off what was written half."""
    if not output.exists():
        return 0, 0
    try:
        done: dict[str, int] = json.loads(progress.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise InputError(
            f"{output} is there, but not {progress.name}, which says where to go on; "
            "delete it or give another --output"
        ) from None
    with output.open("r+b") as file:
        file.truncate(done["size"])
    return done["read"], done["kept"]


def main(
    model: Annotated[str, Argument(help="A MarianMT model that reads the texts' language.")],
    texts: Annotated[list[Path], Argument(help="Articles, a paragraph a line.")],
    output: Annotated[Path, Option(help="The TSV file, added to where it is there.")],
    limit: Annotated[int, Option(help="Pairs wanted; 0 for all.", min=0)] = 0,
    sampling: Annotated[int, Option(help="Draw among so many pieces; 1: the best.", min=1)] = 1,
    into: Annotated[Literal["id", "en"], Option(help="What the model writes.")] = "id",
) -> None:
    """Translate articles back: English ones into Indonesian, or the other way."""
    for path in texts:
        if not path.is_file():
            raise InputError(f"{path} is no file; give text files")

    translate = BackTranslator(model, sampling, into)
    sentences = article_sentences(texts, OTHER[into])
    read, kept = extend(output, sentences, translate, limit, into=into, say=say)
    say(f"{output}: {kept:,} pairs of {read:,} sentences")


if __name__ == "__main__":
    run(main)
