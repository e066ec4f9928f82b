"""Our tokenisers cut and join as those of transformers do."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from checkpoints import ROOT, sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from dwibahasa.checkpoint import inspect
from dwibahasa.pretrained import quiet_transformers
from dwibahasa.store import resolve
from dwibahasa.tokenizers import Tokenizer, load_tokenizer

TEXTS = [
    *sentences()[::9],
    "Rp 1.500.000,50 — “dolar” naik 3½ % …",
    "漢字 dan emoji 🙂 di tengah, lalu ﬁligran.",
    "  spasi   ganda\tdan tab ",
    "A",
    "",
]


def theirs(name: str, directory: Path) -> Any:
    import transformers

    with quiet_transformers(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "Recommended: pip install sacremoses."
        return getattr(transformers, name).from_pretrained(directory, local_files_only=True)


def check(ours: Tokenizer, reference: Any, texts: list[str]) -> None:
    ids = {piece: i for i, piece in enumerate(ours.vocabulary)}
    for text in texts:
        tokens = ours.encode(text)
        expected = reference(text)["input_ids"]
        assert [ids[token] for token in tokens] == expected, text
        assert ours.count(text) == len(expected)


def check_joining(ours: Tokenizer, reference: Any, outputs: list[list[int]]) -> None:
    for ids in outputs:
        joined = reference.decode(ids, skip_special_tokens=True)
        assert ours.decode([ours.vocabulary[i] for i in ids]) == joined.strip()


@pytest.mark.parametrize("name", ["tiny", "mini"])
def test_marian(name: str, tiny_marian: Path) -> None:
    directory = tiny_marian if name == "tiny" else ROOT / "models" / "mini"
    ours, reference = load_tokenizer(inspect(directory, name)), theirs("MarianTokenizer", directory)
    check(ours, reference, TEXTS)
    check_joining(ours, reference, [reference(text_target=text)["input_ids"] for text in TEXTS])
    # Outputs mix in pieces that only the source's model has.
    check_joining(ours, reference, [reference(text)["input_ids"] for text in TEXTS[:-5]])


def test_unknown_characters_are_unk(tiny_marian: Path) -> None:
    assert "<unk>" in load_tokenizer(inspect(tiny_marian, "tiny")).encode("漢")


@pytest.mark.parametrize(
    ("name", "language"), [("NllbTokenizer", "ind_Latn"), ("M2M100Tokenizer", "id")]
)
def test_languages(name: str, language: str, request: pytest.FixtureRequest) -> None:
    directory = request.getfixturevalue("tiny_nllb" if language == "ind_Latn" else "tiny_m2m100")
    ours, reference = load_tokenizer(inspect(directory, "tiny")), theirs(name, directory)
    reference.src_lang = language
    ids = {piece: i for i, piece in enumerate(ours.vocabulary)}
    for text in [" ".join(text.split()) for text in TEXTS]:  # theirs keeps spaces at the end
        tokens = ours.encode(text)
        assert tokens[0].strip("_") == language
        # transformers learns NLLB's languages from a tokenizer.json only.
        assert [ids[token] for token in tokens[1:]] == reference(text)["input_ids"][1:]
    check_joining(ours, reference, [reference(text)["input_ids"] for text in TEXTS])
    assert len(ours.vocabulary) == len(set(ours.vocabulary))


def test_mt5(tiny_mt5: Path) -> None:
    ours = load_tokenizer(inspect(tiny_mt5, "tiny"))
    reference = theirs("T5Tokenizer", tiny_mt5)
    check(ours, reference, TEXTS)
    check_joining(ours, reference, [reference(text)["input_ids"] for text in TEXTS])
    assert len(ours.vocabulary) == len(set(ours.vocabulary))


def test_bart(tiny_bart: Path) -> None:
    ours = load_tokenizer(inspect(tiny_bart, "tiny"))
    reference = theirs("BartTokenizer", tiny_bart)
    check(ours, reference, TEXTS)
    check_joining(ours, reference, [reference(text)["input_ids"] for text in TEXTS])
    assert ours.max_source_tokens == 128  # the positions there are


def test_pegasus(tiny_pegasus: Path) -> None:
    ours = load_tokenizer(inspect(tiny_pegasus, "tiny"))
    reference = theirs("PegasusTokenizer", tiny_pegasus)
    texts = [" ".join(text.split()) for text in TEXTS]  # theirs keeps spaces at the end
    check(ours, reference, [text for text in texts if text])
    check_joining(ours, reference, [reference(text)["input_ids"] for text in texts])
    assert ours.decode(["▁Presiden", ".", "<n>", "▁AS", "</s>"]) == "Presiden.\n AS"


def test_t5_prefix_is_part_of_the_source(tiny_t5: Path) -> None:
    ours = load_tokenizer(inspect(tiny_t5, "tiny"))
    reference = theirs("T5Tokenizer", tiny_t5)
    ids = {piece: i for i, piece in enumerate(ours.vocabulary)}
    text = "Presiden tiba di Jakarta."
    expected = reference("summarize: " + text)["input_ids"]
    assert [ids[token] for token in ours.encode(text)] == expected


def test_sentinels_have_the_ids_of_transformers(tiny_t5: Path) -> None:
    vocabulary = load_tokenizer(inspect(tiny_t5, "tiny")).vocabulary
    reference = theirs("T5Tokenizer", tiny_t5)
    for sentinel in ("<extra_id_0>", "<extra_id_99>"):
        assert vocabulary[reference.convert_tokens_to_ids(sentinel)] == sentinel


@cache
def mini() -> tuple[Tokenizer, Callable[[str], list[int]]]:
    reference = theirs("MarianTokenizer", ROOT / "models/mini")
    return load_tokenizer(resolve("mini")), lambda text: reference(text)["input_ids"]


@settings(deadline=None)  # the first text loads the models
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=60))
def test_mini_on_any_text(text: str) -> None:
    ours, reference = mini()
    if ">>" not in text and "<" not in text:  # special tokens are plain text to us
        ids = {piece: i for i, piece in enumerate(ours.vocabulary)}
        assert [ids[token] for token in ours.encode(text)] == reference(text)


@pytest.mark.parametrize("text", ["</s>", "<pad>", ">>ind<< halo"])
def test_special_tokens_in_a_text_are_text(text: str) -> None:
    tokens = load_tokenizer(resolve("mini")).encode(text)
    assert tokens.count("</s>") == 1
    assert "<pad>" not in tokens


def test_longest_source() -> None:
    assert load_tokenizer(resolve("mini")).max_source_tokens == 512
