from __future__ import annotations

import lzma
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dwibahasa.errors import InputError
from eval import sets
from train.corpora import read_corpora, read_tsv
from train.data import Overlap, Pair, clean, read_pairs
from train.encoding import Encoded, MarianVocabulary
from train.loop import Settings
from train.names import exchange_names, held_out, name_pool
from train.recipe import CorpusRecipe, Recipe, read_recipe

NOTHING = Overlap.of(())
words = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=6), min_size=9, max_size=20)


def pair(source: str, target: str, origin: str = "") -> Pair:
    return Pair(source, target, origin)


@given(words, st.integers(0, 5))
def test_eight_words_running_are_an_overlap_seven_are_not(text: list[str], start: int) -> None:
    overlap = Overlap.of([" ".join(text)])
    assert overlap.has(" ".join(text).upper() + "!")
    run = text[start : start + 8]
    if len(run) == 8:
        assert overlap.has(f"Zzzzzzz zzzzzzz {' '.join(run)}, zzzzzzz.")
    assert not overlap.has(f"Zzzzzzz {' '.join(text[:7])} zzzzzzz")


def test_flores_and_the_seeds_never_enter_training(tmp_path: Path) -> None:
    row = sets.load("flores-devtest")[3]
    seed = sets.load("seeds")[0]
    kept = [
        f"Kalimat nomor {i} tentang pasar.\tSentence number {i} on the market." for i in range(9)
    ]
    leaks = [
        f"{row['source']}\tNothing of the kind is said here, in as many words as that, I think.",
        f"Tidak ada hal seperti itu yang dikatakan di sini oleh siapa pun juga.\t{row['target']}",
        f"{seed['article'].splitlines()[-1]}\t{seed['translation'].splitlines()[-1]}",
    ]
    (tmp_path / "all.tsv").write_text("\n".join(kept + leaks) + "\n", encoding="utf-8")
    recipe = Recipe(Settings(rate=1, steps=1), corpora={"all": CorpusRecipe("all.tsv")}, held_out=0)
    read = read_corpora(recipe, tmp_path)
    assert len(read.training["all"]) == len(kept)
    assert len(read.dev) == 300


def test_clean_leaves_out_what_teaches_nothing() -> None:
    good = pair("Harga beras naik.", "“Rice” prices — rise…")
    rows = [
        good,
        good,
        pair(
            "Harga beras naik.", "Rice prices rise in the whole country, from Aceh to Papua, again"
        ),
        pair("kata " * 91, "word " * 91),
        pair("Firman", "Word", "quran"),
    ]
    assert list(clean(rows, NOTHING, ["quran"])) == [
        pair("Harga beras naik.", '"Rice" prices - rise...')
    ]


@pytest.mark.parametrize("line", ["tidak ada tab", "kosong\t", "\tempty", ""])
def test_a_line_that_is_no_pair_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    path.write_text(f"satu\tone\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2: write Indonesian, a tab, English"):
        list(read_pairs(path))


def test_compressed_and_broken_files(tmp_path: Path) -> None:
    packed = tmp_path / "a.tsv.xz"
    packed.write_bytes(lzma.compress(b"satu\tone\tmade\n"))
    assert list(read_pairs(packed)) == [pair("satu", "one", "made")]
    packed.write_bytes(lzma.compress(b"satu\tone\n" * 9000)[:-40])
    latin = tmp_path / "latin.tsv"
    latin.write_bytes("kafé\tcafé\n".encode("latin-1"))
    for path in (packed, latin, tmp_path / "missing.tsv"):
        with pytest.raises(InputError, match="cannot be read"):
            list(read_pairs(path))


def test_a_tsv_is_split_and_nothing_is_in_both_parts(tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    lines = [f"kata {i}\tword {i}" for i in range(50)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read = read_tsv(path)
    training = {(p.source, p.target) for p in read.training["my"]}
    assert len(training) == 45
    assert len(read.dev) == 5
    assert training.isdisjoint(read.dev)
    path.write_text("satu\tone\n", encoding="utf-8")
    with pytest.raises(InputError, match="1 usable pairs; at least 10"):
        read_tsv(path)


def test_a_recipe_is_read_or_its_wrong_entry_named(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(
        "reverse = true\nheld_out = 2\n[settings]\nrate = 1e-3\nsteps = 5\n"
        '[corpora.news]\nfile = "news.tsv"\nweight = 2\n',
        encoding="utf-8",
    )
    recipe = read_recipe(path)
    assert recipe.corpora == {"news": CorpusRecipe("news.tsv", weight=2)}
    (tmp_path / "news.tsv").write_text(
        "".join(f"berita {i}\tnews {i}\n" for i in range(6)), encoding="utf-8"
    )
    read = read_corpora(recipe, tmp_path)
    assert len(read.training["news"]) == 4
    assert len(read.held_out) == 2
    for row in (*read.training["news"], *read.held_out):
        assert row.source.startswith("news")
        assert row.target.startswith("berita")
    assert read.dev[0][0].startswith("On Monday")
    path.write_text("[settings]\nrate = 1\nsteps = 1\nspeed = 3\n", encoding="utf-8")
    with pytest.raises(InputError, match="speed"):
        read_recipe(path)
    path.write_text("held_out = 9\n[settings]\nrate = 1\nsteps = 1\n"
                    '[corpora.news]\nfile = "news.tsv"\n', encoding="utf-8")  # fmt: skip
    with pytest.raises(InputError, match="has 6 usable pairs, too few"):
        read_corpora(read_recipe(path), tmp_path)


def test_names_in_common_are_exchanged_on_both_sides() -> None:
    rows = [
        pair("Menteri Lavrov bertemu Blinken di Bali.", "Minister Lavrov met Blinken in Bali."),
        pair("Harga beras naik.", "Rice prices rise."),
    ]
    made = list(exchange_names(rows, ["Wirakusuma"]))
    assert len(made) == 1
    assert made[0].source == "Menteri Wirakusuma bertemu Wirakusuma di Wirakusuma."
    assert made[0].target == "Minister Wirakusuma met Wirakusuma in Wirakusuma."
    assert list(exchange_names(rows, ["A", "B"], seed=4)) == list(
        exchange_names(rows, ["A", "B"], seed=4)
    )


def test_a_name_within_another_word_is_left_alone() -> None:
    row = pair("Kata Ana di Anatolia.", "Said Ana in Anatolia.")
    (made,) = exchange_names([row], ["Xyz"])
    assert made.source.count("Xyz") == 2
    assert "Xyztolia" not in made.source + made.target


def test_held_out_names_are_not_in_the_pool() -> None:
    names = [f"{a}{b}ono" for a in "BCDFGHJK" for b in ("ar", "ir", "ur", "er", "or", "al", "il")]
    assert any(map(held_out, names))
    pool = name_pool(f"Kepada {name} ia berkata." for name in names)
    assert pool == sorted(name for name in names if not held_out(name))


def test_encoding_gives_back_ids_and_lengths(tiny_marian: Path) -> None:
    vocabulary = MarianVocabulary(tiny_marian)
    encoded = Encoded.of([([1, 2, 0], [3, 0]), ([4, 0], [5, 6, 7, 0])])
    assert encoded.pair(1)[1].tolist() == [5, 6, 7, 0]
    assert [side.tolist() for side in encoded.lengths] == [[3, 2], [2, 4]]
    text = "Presiden membuka jalan tol"[::-1]
    (ids,) = vocabulary.target([text])
    assert vocabulary.decode(ids) == text
    # Pieces that the decoder cannot say leave the pair out.
    row = pair("Presiden", text)
    assert len(vocabulary.encode([row], outputs=10_000)) == 1
    assert len(vocabulary.encode([row], outputs=max(ids))) == 0
