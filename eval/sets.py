"""Reference sets by name: ours, FLORES-200, local files and the hub's, as `datasets.Dataset`.

`datasets` takes more than a second to import, so that this module imports it when it loads a set.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dwibahasa.errors import EvaluationError, InputError, MissingExtraError, UsageError, first_line
from eval.columns import TABLES, read_lines, read_rows, text_columns

if TYPE_CHECKING:
    from datasets import Dataset

__all__ = [
    "FLORES",
    "NEWS_SUMMARIES",
    "STORED_SYSTEMS",
    "load",
    "seeds_directory",
    "stored_outputs",
]

NEWS_SUMMARIES = "news-summaries"
FLORES = ("flores-dev", "flores-devtest")
STORED_SYSTEMS = ("google", "microsoft", "nllb", "bergamot-tiny", "opusmt", "argos")
SEEDS_VERSION = "1.0.0"
NEWS_SUMMARIES_VERSION = "1.0.0"
DATA = Path(__file__).parent / "data"


def load(
    name: str,
    *,
    source_column: str = "source",
    target_column: str = "target",
    split: str = "test",
) -> Dataset:
    """Load a reference set.

    name: "seeds", "news-summaries", "flores-dev", "flores-devtest", "hub:ID" (a data set on the
        hub), a JSONL, TSV, CSV or Parquet file, or two plain files with a sentence a line as
        "SOURCE,TARGET".
    source_column, target_column: how a file or hub set names them; "translation.id" reaches into
        a nested column.
    split: of a hub set.

    "seeds" has the columns `name`, `article` (Indonesian, as a page gives it), `translation`
    (English; paragraphs, the headline first, with a blank line between them), `summaries` (two in
    English, a sentence a line) and `summary_id` (Indonesian). "news-summaries" has `id`,
    `language`, `source` (the collection), `paragraphs`, `summary_en` and `summary_id` (sentences;
    none in Indonesian for an English article). A JSONL or Parquet file that has `article` and
    `summary` (text, or a list of sentences) and not the source column keeps these, the summary with
    a sentence a line, and `language` ("" where there is no such column). All other sets have
    `source` and `target`.

    Raises UsageError for an unknown name, InputError for a file that cannot be used,
    EvaluationError for a hub set that cannot, and MissingExtraError without `datasets`.
    """
    if name == "seeds":
        return _seeds()
    if name == NEWS_SUMMARIES:
        return _news_summaries()
    if name in FLORES:
        pairs = [line.split("\t") for line in _unpack(f"{name}.tsv.xz")]
        return _parallel(name, *zip(*pairs, strict=True), license="CC BY-SA 4.0")
    if name.startswith("hub:"):
        return _hub(name.removeprefix("hub:"), source_column, target_column, split)
    if Path(name).suffix.lower() in TABLES:
        rows = read_rows(name, [source_column, target_column])
        if source_column not in rows[0] and {"article", "summary"} <= rows[0].keys():
            return _summarised(name, rows)
        columns = text_columns(name, rows, [source_column, target_column])
        return _parallel(name, columns[source_column], columns[target_column])
    if "," in name:
        return _plain(*name.split(",", 1))
    raise UsageError(
        f"there is no reference set '{name}': known are seeds, {NEWS_SUMMARIES}, "
        f"{', '.join(FLORES)}, hub:ID, a file ending in {', '.join(TABLES)}, and two plain files "
        "as SOURCE,TARGET"
    )


def stored_outputs(system: str, name: str) -> list[str]:
    """Return another system's English for a FLORES set, sentence by sentence.

    Raises UsageError for an unknown system, and EvaluationError where it has none for the set.
    """
    if system not in STORED_SYSTEMS:
        raise UsageError(
            f"there are no stored outputs of '{system}', only of {', '.join(STORED_SYSTEMS)}"
        )
    if name not in FLORES:
        raise EvaluationError(
            f"{system}'s stored outputs are for {' and '.join(FLORES)}, not for {name}"
        )
    return _unpack(f"{name}.{system}.en.xz")


def seeds_directory() -> Path:
    """Return where the hand-written set lies: in the installed package or in a checkout."""
    for place in (Path(__file__).parent / "seeds", Path(__file__).parents[1] / "seeds"):
        if place.is_dir():
            return place
    raise EvaluationError("the reference set 'seeds' is missing: install dwibahasa again")


def _unpack(file: str) -> list[str]:
    return lzma.decompress((DATA / file).read_bytes()).decode().removesuffix("\n").split("\n")


def _seeds() -> Dataset:
    directory = seeds_directory()

    def text(name: str, ending: str) -> str:
        return (directory / f"{name}.{ending}.txt").read_text(encoding="utf-8").strip()

    names = sorted(
        path.name.removesuffix(".id.txt")
        for path in directory.glob("*.id.txt")
        if not path.name.endswith(".summary.id.txt")
    )
    rows = [
        {
            "name": name,
            "article": text(name, "id"),
            "translation": text(name, "en"),
            "summaries": [text(name, "summary.en"), text(name, "summary.en2")],
            "summary_id": text(name, "summary.id"),
        }
        for name in names
    ]
    columns: dict[str, Any] = dict.fromkeys(rows[0], "string") | {"summaries": ["string"]}
    return _dataset("seeds", rows, columns, license="CC BY 4.0", version=SEEDS_VERSION)


def _news_summaries() -> Dataset:
    rows = [{"summary_id": []} | json.loads(line) for line in _unpack(f"{NEWS_SUMMARIES}.jsonl.xz")]
    columns: dict[str, Any] = dict.fromkeys(("id", "language", "source"), "string")
    columns |= {name: ["string"] for name in ("paragraphs", "summary_en", "summary_id")}
    return _dataset(
        NEWS_SUMMARIES,
        rows,
        columns,
        license="CC BY 4.0 (summaries)",
        version=NEWS_SUMMARIES_VERSION,
    )


def _summarised(name: str, rows: list[dict[str, Any]]) -> Dataset:
    texts = [
        {"language": ""} | row | {"summary": _sentence_a_line(row.get("summary"))} for row in rows
    ]
    columns = ("article", "language", "summary")
    held = text_columns(name, texts, columns)
    kept = [dict(zip(columns, values, strict=True)) for values in zip(*held.values(), strict=True)]
    return _dataset(name, kept, dict.fromkeys(columns, "string"))


def _sentence_a_line(summary: Any) -> Any:
    if isinstance(summary, list) and all(isinstance(each, str) for each in summary):
        return "\n".join(summary)
    return summary


def _plain(source: str, target: str) -> Dataset:
    sources, targets = read_lines(source), read_lines(target)
    if len(sources) != len(targets):
        raise InputError(
            f"{source} has {len(sources)} lines and {target} has {len(targets)}: "
            "they must match one to one"
        )
    return _parallel(f"{source},{target}", sources, targets)


def _hub(identifier: str, source_column: str, target_column: str, split: str) -> Dataset:
    datasets = _datasets()
    try:
        held = datasets.load_dataset(identifier, split=split)
    except Exception as error:  # a dozen kinds, of five packages; the first line says which
        raise EvaluationError(
            f"hub:{identifier}: cannot load its split '{split}': {first_line(error)}"
        ) from (error)
    held = held.flatten()
    for column in (source_column, target_column):
        if column not in held.column_names:
            raise EvaluationError(
                f"hub:{identifier} has no column '{column}', only {', '.join(held.column_names)}: "
                "name them with --source-column and --target-column"
            )
    return _parallel(f"hub:{identifier}", held[source_column], held[target_column])


def _parallel(name: str, sources: Any, targets: Any, **info: str) -> Dataset:
    rows = [{"source": s, "target": t} for s, t in zip(sources, targets, strict=True)]
    return _dataset(name, rows, {"source": "string", "target": "string"}, **info)


def _dataset(
    name: str, rows: list[dict[str, Any]], columns: dict[str, Any], **info: str
) -> Dataset:
    datasets = _datasets()
    features = datasets.Features(
        {
            column: datasets.Value(kind) if isinstance(kind, str) else [datasets.Value(kind[0])]
            for column, kind in columns.items()
        }
    )
    return datasets.Dataset.from_list(
        rows,
        features=features,
        info=datasets.DatasetInfo(dataset_name=name, features=features, **info),
    )


def _datasets() -> Any:
    try:
        import datasets
    except ModuleNotFoundError as error:
        raise MissingExtraError("reference sets", "eval") from error
    return datasets
