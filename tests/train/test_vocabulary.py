from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from checkpoints import sentences, train_sentencepiece
from test_parent import student

from dwibahasa.errors import ModelError
from dwibahasa.pretrained import load_pretrained
from train.association import associate
from train.data import Pair
from train.encoding import MarianVocabulary
from train.marian import open_marian
from train.parent import to_marian, write_marian
from train.pieces import pieces_of, processor, train_pieces, trim_pieces
from train.vocabulary import BRIDGED, ENGLISH, SPELLING, main, start_rows
from translate import Translator

WORDS = {
    "pasar": "market", "beras": "rice", "harga": "price", "jalan": "road", "kota": "city",
    "kapal": "vessel", "gempa": "earthquake", "hujan": "rain", "sungai": "river", "pemilu": "vote",
}  # fmt: skip
WHERE = {"di Bandung": "in Bandung", "di Medan": "in Medan", "besok": "tomorrow"}
PAIRS = [
    Pair(f"{one} dan {other} {place}", f"{WORDS[one]} and {WORDS[other]} {WHERE[place]}", "")
    for one in WORDS for other in WORDS for place in WHERE if one != other
]  # fmt: skip
PORTUGUESE = ["o mercado e o arroz", "a cidade e o rio", "a estrada", "o barco", "chuva"] * 9


@pytest.fixture(scope="module")
def parent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("parent")
    texts = [pair.target for pair in PAIRS] + PORTUGUESE + sentences()[:40] + ["market"] * 200
    spm = directory / "vocab.spm"
    train_sentencepiece(spm, texts, 300, bos_id=-1, eos_id=0, unk_id=1)
    count = len(pieces_of(spm.read_bytes()))
    write_marian(to_marian(student(count)), spm, directory / "pten", "pt", "en")
    return directory / "pten"


def test_partners_are_those_that_meet_more_than_by_chance() -> None:
    pairs = [([0, 1], [0, 1]), ([0, 2], [0, 2]), ([0, 1], [0, 1]), ([0, 2], [2, 0]), ([3], [2])]
    partners, weights = associate(pairs, (5, 3))
    assert partners[:3, 0].tolist() == [0, 1, 2]
    assert weights[1].tolist() == pytest.approx([1 / 1.5, 0.5 / 1.5, 0])
    # What met nothing twice, or never occurred, has no partner.
    assert weights[3:].tolist() == [[0, 0, 0], [0, 0, 0]]
    assert associate([], (2, 2))[1].tolist() == [[0, 0, 0], [0, 0, 0]]


def test_trimming_keeps_how_english_is_cut(parent: Path) -> None:
    model = (parent / "source.spm").read_bytes()
    english = [pair.target for pair in PAIRS]
    trimmed = trim_pieces(model, english, least=1)
    assert set(pieces_of(trimmed)) < set(pieces_of(model))
    before, after = processor(model), processor(trimmed)
    for text in english:
        assert after.encode(text, out_type=str) == before.encode(text, out_type=str)


def test_new_pieces_spell_everything() -> None:
    cut = processor(train_pieces([pair.source for pair in PAIRS], 400))
    for text in ("harga beras", "Ỹ漢字🙂 Pangkalpinang"):
        assert cut.decode(cut.encode(text)) == text
    assert cut.id_to_piece([0, 1]) == ["</s>", "<unk>"]


@pytest.mark.parametrize("reverse", [False, True])
def test_rows_are_kept_or_made_of_what_a_piece_stands_for(parent: Path, reverse: bool) -> None:
    model = (parent / "source.spm").read_bytes()
    pieces = pieces_of(model)
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(len(pieces), 8)).astype(np.float32)
    biases = chance.normal(size=len(pieces)).astype(np.float32)
    kept = trim_pieces(model, [pair.target for pair in PAIRS], 1)
    new = train_pieces([pair.source for pair in PAIRS] + ["pasar"] * 200, 400)
    start = start_rows(
        (model, rows, biases), kept, new, PAIRS, {"market": "mercado"}, reverse=reverse
    )
    place = {piece: i for i, piece in enumerate(start.pieces)}
    targets = pieces_of(new) if reverse else pieces_of(kept)
    assert start.pieces[: len(targets)] == targets
    assert start.pieces[-1] == "<pad>"
    assert start.rows[-1].tolist() == [0] * 8
    assert (start.bias[len(targets) :] == -1e4).all()
    assert (start.bias[: len(targets)] > -100).all()
    for piece in pieces_of(kept):
        assert np.array_equal(start.rows[place[piece]], rows[pieces.index(piece)]), piece

    # "pasar" meets "market" every time, "▁" and "and" as any word does: 1, 0.2 and 0.2.
    cut = processor(model)
    others = {"▁market": 1 / 1.4, "▁": 0.2 / 1.4, "and": 0.2 / 1.4}
    english = {piece: rows[pieces.index(piece)] for piece in others}
    bridged = english | {"▁market": rows[cut.encode("mercado")].mean(0)}
    expected = SPELLING * rows[cut.encode("pasar")].mean(0)
    for piece, share in others.items():
        expected += share * (BRIDGED * bridged[piece] + ENGLISH * english[piece])
    np.testing.assert_allclose(start.rows[place["▁pasar"]], expected, atol=1e-5)


@pytest.mark.parametrize("reverse", [False, True])
def test_the_checkpoint_made_translates(parent: Path, tmp_path: Path, reverse: bool) -> None:
    tsv = tmp_path / "pairs.tsv"
    tsv.write_text("".join(f"{p.source}\t{p.target}\n" for p in PAIRS), encoding="utf-8")
    output = tmp_path / "start"
    main(parent, output, [tsv], size=400, least=1, reverse=reverse)
    checkpoint = open_marian(str(output))
    model = load_pretrained(checkpoint)
    ids = json.loads((output / "vocab.json").read_text(encoding="utf-8"))
    assert len(ids) == model.config.vocab_size == ids["<pad>"] + 1
    assert model.get_input_embeddings().weight[ids["<pad>"]].abs().max() == 0
    vocabulary = MarianVocabulary(output)
    source, target = PAIRS[0][:2] if not reverse else PAIRS[0][1::-1]
    (encoded,) = vocabulary.source([source])
    (wanted,) = vocabulary.target([target])
    assert ids["<unk>"] not in encoded + wanted
    assert (model.final_logits_bias[0, wanted] > -100).all()
    with torch.no_grad():
        said = model.generate(torch.tensor([encoded]), num_beams=1, max_new_tokens=8)[0, 1:]
    assert (model.final_logits_bias[0, said] > -100).all()
    if not reverse:
        assert Translator(str(output)).translate([source])[0].segments[0].flags is not None


def test_a_parent_has_one_vocabulary(tiny_marian: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="has two vocabularies"):
        main(tiny_marian, tmp_path / "start", [tmp_path / "pairs.tsv"])
