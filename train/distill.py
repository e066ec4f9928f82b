"""Have a teacher translate news, for a smaller model to learn from (see train.teacher).

    python -m train.distill teacher CORPORA/mono/*.id.txt.xz --output ft.tsv --limit 300000
    python -m train.distill teacher CORPORA/mono/*.en.txt.xz --output bt.tsv --back

The first writes lines of "Indonesian <tab> English <tab> distilled", whose English is the teacher's
(sequence-level distillation, Kim and Rush 2016); the second sets the teacher's Indonesian beside
good English ("back-translated"; Sennrich et al. 2016). A recipe takes both. Texts are a paragraph
a line, and a command that is run again goes on where it stopped.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import torch
from typer import Argument, Option

from dwibahasa.engines.threads import physical_cores
from dwibahasa.errors import InputError
from train.backtranslate import article_sentences, extend
from train.causal import load_causal
from train.command import run, say
from train.loop import fastest_dtype
from train.teacher import Language, Teacher

# Drawn sources are worse and teach more (Edunov et al. 2018); as targets only the best will do.
TEMPERATURES = {"en": 0.0, "id": 0.7}


def main(
    teacher: Annotated[str, Argument(help="A directory that train.teacher wrote.")],
    texts: Annotated[list[Path], Argument(help="Text files, a paragraph a line.")],
    output: Annotated[Path, Option(help="The TSV file, added to where it is there.")],
    limit: Annotated[int, Option(help="Pairs wanted; 0 for all.", min=0)] = 0,
    back: Annotated[bool, Option("--back", help="From English text into Indonesian.")] = False,
) -> None:
    """Translate articles with a teacher into pairs to train on."""
    torch.set_num_threads(physical_cores())
    for path in texts:
        if not path.is_file():
            raise InputError(f"{path} is no file; give {'English' if back else 'Indonesian'} text")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loaded = Teacher(*load_causal(teacher, device, fastest_dtype(device)), device)
    language: Language = "en" if back else "id"
    into: Language = "id" if back else "en"
    read, kept = extend(
        output, article_sentences(texts, language),
        lambda chunk: loaded.translate(chunk, into, TEMPERATURES[into]), limit, into=into, say=say,
    )  # fmt: skip
    say(f"{output}: {kept:,} pairs of {read:,} sentences")


if __name__ == "__main__":
    run(main)
