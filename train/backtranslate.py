"""Back-translation (Sennrich et al. 2016): good English beside machine Indonesian, to learn from.

    python -m train.backtranslate mini-en-id guardian.en.txt.xz ... --output bt.tsv --limit 300000

Reads plain text files (.xz and .gz too), a paragraph a line and a blank line between articles, and
writes lines of "Indonesian <tab> English <tab> back-translated" that a recipe can name. Run again,
it goes on where it stopped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from dwibahasa.engines.ctranslate2 import compute_type, device_for
from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import InputError
from dwibahasa.reading.language import identify, is_indonesian
from dwibahasa.segmentation import segment
from dwibahasa.store import converted
from dwibahasa.tokenizers import load_tokenizer
from train.command import run, say
from train.data import open_text
from train.marian import open_marian
from train.pieces import chunks
from translate.guards import loop_length, wrong_length
from translate.typography import plain

__all__ = ["BackTranslator", "english_sentences", "extend", "usable"]

ORIGIN = "back-translated"
FEWEST_WORDS, MOST_WORDS = 4, 60
CHUNK = 2_000  # sentences translated, written and counted as done together
SAY_EVERY = 60.0  # seconds


class BackTranslator:
    """Translates with a Marian model of any direction, in CTranslate2 with int8 weights.

    sampling: among how many pieces each is drawn; 1 is greedy search. Sampled translations are
    worse and teach more (Edunov et al. 2018), if the model is good enough.
    """

    def __init__(self, model: str, sampling: int = 1) -> None:
        import ctranslate2

        checkpoint = open_marian(model)
        device = device_for("auto")
        self._tokenizer = load_tokenizer(checkpoint)
        self._sampling = sampling
        self._translator: Any = ctranslate2.Translator(
            str(converted(checkpoint)), device=device, compute_type=compute_type("int8", device),
            inter_threads=physical_cores() if device == "cpu" else 1, intra_threads=1,
        )  # fmt: skip

    def __call__(self, texts: list[str]) -> list[str]:
        """Translate sentences, in their order."""
        outputs = self._translator.translate_batch(
            [self._tokenizer.encode(text) for text in texts], beam_size=1,
            sampling_topk=self._sampling, max_batch_size=4_000, batch_type="tokens",
            max_decoding_length=200,
        )  # fmt: skip
        return [self._tokenizer.decode(output.hypotheses[0]) for output in outputs]


def english_sentences(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the sentences of English articles, in plain punctuation, of 4 to 60 words."""
    for path in paths:
        with open_text(path) as lines:
            for line in lines:
                for sentence in segment(plain(line.strip()), "en"):
                    if FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS:
                        yield " ".join(sentence.split())


def usable(english: str, indonesian: str) -> bool:
    """Tell whether a back-translation can teach: Indonesian, of a fitting length, without loops."""
    return not (
        wrong_length(english, indonesian)
        or loop_length(english, indonesian)
        or "\t" in indonesian
        or indonesian.lower() == english.lower()
        or not is_indonesian(identify(indonesian))
    )


def extend(
    output: Path, sentences: Iterable[str], translate: Callable[[list[str]], list[str]],
    limit: int = 0, *, say: Callable[[str], None] = lambda _: None,
) -> tuple[int, int]:  # fmt: skip
    """Add back-translations to a TSV file, from where it stopped; give sentences read, pairs kept.

    limit: pairs wanted, 0 for all. Beside `output` lies a small file that says how far it is;
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
                (indonesian, english)
                for english, indonesian in zip(chunk, translate(chunk), strict=True)
                if usable(english, indonesian)
            ]
            good = good[: limit - kept] if limit else good
            file.writelines(f"{a}\t{b}\t{ORIGIN}\n" for a, b in good)
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
    model: Annotated[str, Argument(help="An English to Indonesian MarianMT model.")],
    texts: Annotated[list[Path], Argument(help="English text, a paragraph a line.")],
    output: Annotated[Path, Option(help="The TSV file, added to where it is there.")],
    limit: Annotated[int, Option(help="Pairs wanted; 0 for all.", min=0)] = 0,
    sampling: Annotated[int, Option(help="Draw among so many pieces; 1: the best.", min=1)] = 1,
) -> None:
    """Translate English articles back into Indonesian."""
    for path in texts:
        if not path.is_file():
            raise InputError(f"{path} is no file; give English text files")

    translate = BackTranslator(model, sampling)
    read, kept = extend(output, english_sentences(texts), translate, limit, say=say)
    say(f"{output}: {kept:,} pairs of {read:,} sentences")


if __name__ == "__main__":
    run(main)
