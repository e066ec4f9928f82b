"""How a translator bears what training had little of.

    python -m train.robustness models/mini

Prints how many of 200 names that no training text holds are copied exactly (eval/data/names.tsv),
by the raw engine and after dwibahasa's repairs; how many names and numbers of the seed articles
survive; and what becomes of odd sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from typer import Argument, Option

from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.engines.batching import decode
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer
from eval import sets
from eval.corpus import Corpus
from eval.metrics.coverage import coverage
from train.command import run
from translate import Translator
from translate.guards import loop_length
from translate.typography import plain

__all__ = ["PROBES", "Probe", "copied", "faults", "read_names"]

NAMES = sets.DATA / "names.tsv"
INDONESIAN = 100  # the first of the list; the others are foreign


@dataclass(frozen=True)
class Probe:
    """An odd text, and patterns that its English must have, whatever the case."""

    kind: str
    text: str
    wanted: tuple[str, ...] = ()


PROBES = (
    Probe(
        "ALL CAPS",
        "HARGA BERAS DI JAKARTA NAIK 12 PERSEN",
        ("rice", "Jakarta", r"\b12\b"),
    ),
    Probe(
        "ALL CAPS",
        "PRESIDEN AKAN BERKUNJUNG KE AUSTRALIA PEKAN DEPAN",
        ("president", "Australia", "next week"),
    ),
    Probe("typos", "Pemerinah mengumunkan kenaikkan harga bensin.", ("government", "price")),
    Probe("typos", "Polsi menankap tiga orng di Jakrta kemarin mlam.", (r"three|\b3\b",)),
    Probe(
        "English words",
        "Startup itu meluncurkan fitur live streaming untuk user baru.",
        ("startup", "live stream", "user"),
    ),
    Probe("English words", "Ia memposting screenshot chat itu di Instagram.", ("Instagram",)),
    Probe("one word", "Banjir", ("flood",)),
    Probe("one word", "Ekonomi", ("econom",)),
    Probe("very short", "Dia pergi.", (r"(?:he|she)\b", r"left|gone|went|goes|leav")),
    Probe(
        "figures",
        "Inflasi mencapai 3,25 persen pada 17 Agustus 2023, atau Rp 1,5 triliun.",
        (r"3\.25", "17", "August", "2023", r"1\.5 trillion"),
    ),
    Probe(
        "very long",
        ", ".join(
            f"warga desa nomor {n} menerima bantuan beras sebanyak {n * 7} kilogram"
            for n in range(11, 31)
        ).capitalize()
        + ".",
        tuple(rf"\b{n}\b" for n in range(11, 31)),
    ),
)


def read_names() -> list[tuple[str, str]]:
    """Read (Indonesian sentence, the name in it): 100 Indonesian names, then 100 foreign."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return [(sentence, name) for sentence, name in (line.split("\t") for line in lines)]


def copied(name: str, output: str) -> bool:
    """Tell whether an output holds a name exactly; its apostrophes may be typographic."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain(output)) is not None


def faults(probe: Probe, output: str) -> list[str]:
    """Name what is wrong with the English of a probe: what it lost, loops, no end."""
    lost = [want for want in probe.wanted if not re.search(want, output, re.IGNORECASE)]
    found = [f"no {want}" for want in lost]
    if loop_length(plain(probe.text), plain(output)):
        found.append("loop")
    if not output.strip() or len(output) > 3 * len(probe.text) + 40:
        found.append("empty" if not output.strip() else "no end")
    return found


def main(
    model: Annotated[str, Argument(help="Shipped name, directory or hub id.")],
    beam: Annotated[int, Option(help="Hypotheses kept.", min=1)] = 4,
) -> None:
    """Print how a translator bears unknown names and odd sentences."""
    names = read_names()
    sentences = [sentence for sentence, _ in names]
    translator = Translator(model, beam=beam)
    for what, outputs in (
        ("raw engine", _raw(model, sentences, beam)),
        ("repaired", [translation.text for translation in translator.translate(sentences)]),
    ):
        good = [copied(name, output) for (_, name), output in zip(names, outputs, strict=True)]
        print(
            f"names copied exactly, {what}: {sum(good)} of {len(good)} "
            f"(Indonesian {sum(good[:INDONESIAN])}, foreign {sum(good[INDONESIAN:])})"
        )
    sources = [
        line for row in sets.load("seeds") for line in row["article"].splitlines() if line.strip()
    ]
    outputs = [translation.text for translation in translator.translate(sources)]
    (counted,) = coverage(Corpus(outputs, sources=sources))
    print(f"names and numbers of the seeds that survive: {counted.value:.1f} %")
    for probe in PROBES:
        (translation,) = translator.translate([probe.text])
        wrong = faults(probe, translation.text)
        said = translation.text if len(translation.text) < 120 else f"{translation.text[:119]}…"
        print(f"{probe.kind}: {', '.join(wrong) or 'good'}\n    {probe.text[:119]}\n    {said}")


def _raw(model: str, sentences: list[str], beam: int) -> list[str]:
    """Translate with the engine alone, as the model says it."""
    checkpoint = resolve(model)
    tokenizer = load_tokenizer(checkpoint)
    engine = load_engine(checkpoint)
    sources = [tokenizer.encode(plain(sentence)) for sentence in sentences]
    outputs = decode(engine, sources, DecodingOptions(beam_size=beam))
    return [tokenizer.decode(output.tokens) for output in outputs]


if __name__ == "__main__":
    run(main)
