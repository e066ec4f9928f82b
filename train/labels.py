"""Which sentences a summary should be made of: labels for the pointing summarizer.

    python -m train.labels sum/*.jsonl.xz mono/*.txt.xz --output labels.jsonl.xz

Of an article with a summary (JSONL), the sentences that a greedy search finds to share most with it
(Nallapati et al. 2017); of one without (plain text, a blank line between articles, the language in
the file's name), those that share most content words with the rest (gap sentences, Zhang et al.
2020, PEGASUS). A line of the output is a JSON object with "set", "id", "language", "sentences",
"choice" (places in `sentences`, best first) and "gains": what each sentence shares by itself, for
the second best sentence is often as good as the best.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer import Option

from dwibahasa.segmentation import segment
from eval.oracle import gains, greedy_oracle
from eval.sets import load
from summarize.words import content_words
from train.command import run, say
from train.data import Overlap, open_text

__all__ = ["gap_gains", "label"]

CHOICES = 6
LEAST, MOST = 6, 40  # sentences; longer articles keep their beginning
OVERLAPPING = 0.2  # share of sentences held in common with evaluation articles, at most


class Text(NamedTuple):
    """An article, a paragraph a block; its summaries, if there are any, and their English form."""

    name: str
    language: str
    blocks: list[str]
    summaries: list[str]
    english: list[str]


def label(
    files: Annotated[list[Path], typer.Argument(help="JSONL with summaries, or plain text.")],
    output: Annotated[Path, Option(help="A .jsonl.xz file.")],
    limit: Annotated[int, Option(help="Articles of each plain text.")] = 4000,
    translate: Annotated[
        list[str] | None, Option(help="A set whose Indonesian articles come in English too.")
    ] = None,
    model: Annotated[str, Option(help="The translator for that.")] = "mini",
) -> None:
    """Label the articles of files, but for those of the evaluation sets."""
    overlap = Overlap.of(_evaluation_sentences())
    with lzma.open(output, "wt", encoding="utf-8") as out:

        def write(rows: list[dict[str, Any]]) -> None:
            for row in rows:
                print(json.dumps(row, ensure_ascii=False), file=out)

        for file in files:
            name = file.name.split(".")[0]
            plain = ".txt" in file.suffixes
            texts = _plain(file, limit) if plain else _summarised(file)
            rows = [row for text in texts if (row := _row(name, text, overlap))]
            say(f"{name}: {len(rows):,} articles")
            write(rows)
            if name in (translate or ()):
                write(_translated([row for row in rows if row["language"] == "id"], model))


def _row(name: str, text: Text, overlap: Overlap) -> dict[str, Any] | None:
    sentences = _sentences(text)
    held = sum(map(overlap.has, sentences))
    if len(sentences) < LEAST or held > OVERLAPPING * len(sentences):
        return None
    if text.summaries:
        reference = [" ".join(text.summaries)]
        shared = gains(sentences, reference)
        choice = greedy_oracle(sentences, reference, CHOICES)
    else:
        shared = gap_gains(sentences)
        choice = sorted(range(len(shared)), key=shared.__getitem__, reverse=True)[:CHOICES]
    return {
        "set": name,
        "id": text.name,
        "language": text.language,
        "sentences": sentences,
        "choice": choice,
        "gains": [round(gain, 4) for gain in shared],
        "summaries": text.summaries,
        "english": text.english,
    }


def _translated(rows: list[dict[str, Any]], model: str) -> list[dict[str, Any]]:
    """The same articles in a translator's English: what the summarizer meets in use."""
    from translate.translator import Translator

    sentences = [sentence for row in rows for sentence in row["sentences"]]
    targets = iter(Translator(model, beam=1).translate(sentences))
    return [
        {
            **row,
            "set": f"{row['set']}-translated",
            "language": "en",
            "sentences": [next(targets).text for _ in row["sentences"]],
            "summaries": row["english"],
        }
        for row in rows
    ]


def gap_gains(sentences: list[str]) -> list[float]:
    """Give how many of each sentence's content words the rest has, by F1."""
    words = [set(content_words(sentence)) for sentence in sentences]
    holders = Counter(word for own in words for word in own)

    def likeness(place: int) -> float:
        own = words[place]
        shared = sum(holders[word] > 1 for word in own)
        rest = len(holders) - (len(own) - shared)
        return 2 * shared / (len(own) + rest) if shared else 0.0

    return [likeness(place) for place in range(len(sentences))]


def _sentences(text: Text) -> list[str]:
    """Cut an article into sentences; a headline and scraps without a full stop are left out."""
    cut = (s.strip() for block in text.blocks for s in segment(block, text.language))
    return [s for s in cut if re.search(r"[.!?…][\"'”’)]*$", s) and len(s.split()) > 3][:MOST]


def _summarised(file: Path) -> Iterator[Text]:
    with open_text(file) as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if "paragraphs" in row:
                own = row[f"summary_{row['language']}"]
                yield Text(row["id"], row["language"], row["paragraphs"], own, row["summary_en"])
            else:
                blocks = row["article"].split("\n")
                yield Text(str(number), row["lang"], blocks, [row["summary"]], [])


def _plain(file: Path, limit: int) -> Iterator[Text]:
    language = "id" if ".id" in file.suffixes else "en"
    with open_text(file) as lines:
        articles = lines.read().split("\n\n")
    step = max(1, len(articles) // limit)
    for number, article in list(enumerate(articles))[::step]:
        yield Text(str(number), language, article.split("\n"), [], [])


def _evaluation_sentences() -> Iterator[str]:
    for article in load("seeds"):
        for side, language in (("article", "id"), ("translation", "en")):
            for block in article[side].split("\n"):
                yield from segment(block, language)
    for article in load("news-summaries"):
        for block in article["paragraphs"]:
            yield from segment(block, article["language"])


if __name__ == "__main__":
    run(label)
