from __future__ import annotations

import random
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from dwibahasa.errors import DwibahasaError
from dwibahasa.pretrained import quiet_transformers
from train import backtranslate, distill, teacher
from train.backtranslate import extend, usable
from train.causal import load_causal
from train.corpora import Corpora
from train.data import Pair, read_pairs
from train.loop import Settings
from train.recipe import Recipe, read_recipe
from train.teacher import Language, Teacher, fit

ROOT = Path(__file__).resolve().parents[2]
CPU = torch.device("cpu")
THINGS = {
    "jalan": "road", "pasar": "market", "jembatan": "bridge", "sekolah": "school",
    "pelabuhan": "harbour",
}  # fmt: skip
PLACES = ("Medan", "Padang", "Ambon", "Bandung", "Jakarta", "Makassar")
PAIRS = [
    (f"Menteri itu membuka {a} di {place}.", f"The minister opened a {b} in {place}.")
    for a, b in THINGS.items()
    for place in PLACES
]
RECIPE = Recipe(Settings(rate=5e-3, steps=6, warmup=2, average=0), batch_tokens=400)


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Gemma 3 of two layers, 32 wide, with random weights and a tokeniser of the test's own."""
    from tokenizers import Tokenizer, decoders, models, normalizers, trainers
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig, PreTrainedTokenizerFast

    path = tmp_path_factory.mktemp("untrained")
    # Cut as Gemma's: spaces are a character of the pieces, and none is added in front.
    pieces = Tokenizer(models.BPE(unk_token="<unk>"))
    pieces.normalizer = normalizers.Replace(" ", "▁")
    pieces.decoder = decoders.Replace("▁", " ")
    special = ["<pad>", "<eos>", "<bos>", "<unk>"]
    trainer = trainers.BpeTrainer(vocab_size=200, special_tokens=special, show_progress=False)
    texts = [f" {text}" for pair in PAIRS for text in pair]
    pieces.train_from_iterator([*texts, "Indonesian:", "\nEnglish:"], trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=pieces, pad_token="<pad>", eos_token="<eos>", bos_token="<bos>",
        unk_token="<unk>",
    )  # fmt: skip
    torch.manual_seed(0)
    config = Gemma3TextConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=1, head_dim=16, sliding_window=64,
        layer_types=["sliding_attention", "full_attention"],
        bos_token_id=2, eos_token_id=1, pad_token_id=0,
    )  # fmt: skip
    with quiet_transformers():
        Gemma3ForCausalLM(config).save_pretrained(path)
        tokenizer.save_pretrained(path)
    return path


@pytest.fixture(autouse=True)
def _float32(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is faster takes seconds to measure where bfloat16 is slow."""
    for module in (teacher, distill):
        monkeypatch.setattr(module, "fastest_dtype", lambda _: torch.float32)


def opened(path: Path) -> Teacher:
    return Teacher(*load_causal(str(path), CPU, torch.float32), CPU)


def corpora(pairs: list[tuple[str, str]]) -> Corpora:
    return Corpora({"own": [Pair(*pair, "") for pair in pairs]}, {"own": 1.0}, PAIRS[:2], [])


def mean_loss(learner: Teacher) -> float:
    """Over all pairs, in directions that are the same for every call."""
    random.seed(0)
    ids = [learner.encode([pair[side] for pair in PAIRS]) for side in (0, 1)]
    with torch.no_grad():
        return float(learner.loss(list(zip(*ids, strict=True)))[0])


@pytest.fixture(scope="module")
def trained(untrained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("trained") / "teacher"
    longer = replace(RECIPE, settings=replace(RECIPE.settings, steps=60))
    assert fit(opened(untrained), corpora(PAIRS), longer, output, output.with_name("state"))
    return output


def test_it_learns_both_directions_and_is_saved(untrained: Path, trained: Path) -> None:
    # A choice of 5 things and 6 places is all that a sentence says: 3.4 nats of some 12 tokens.
    assert mean_loss(opened(trained)) < 0.3 * mean_loss(opened(untrained))
    for into, source, start in (("en", PAIRS[3][0], "The min"), ("id", PAIRS[3][1], "Menteri")):
        (said,) = opened(trained).translate([source], into)  # type: ignore[arg-type]
        assert said is not None
        assert said.startswith(start)
    assert next(load_causal(str(trained), CPU, "auto")[0].parameters()).dtype == torch.bfloat16  # type: ignore[arg-type]


def test_a_stopped_run_goes_on_and_ends_as_if_it_had_not_been(
    untrained: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def training(name: str, breaks_after: int = 99) -> bool:
        learner = opened(untrained)
        loss, left = learner.loss, [breaks_after]

        def breaking(pairs: list[tuple[teacher.Ids, teacher.Ids]]) -> tuple[torch.Tensor, int]:
            left[0] -= 1
            if not left[0]:
                signal.raise_signal(signal.SIGTERM)
            return loss(pairs)

        monkeypatch.setattr(learner, "loss", breaking)
        return fit(learner, corpora(PAIRS), RECIPE, tmp_path / name, tmp_path / f"{name}.state")

    assert not training("stopped", breaks_after=3)
    assert not (tmp_path / "stopped").exists()
    assert training("stopped")
    assert "going on from step 3" in capsys.readouterr().err
    assert training("whole")
    whole, resumed = (
        (tmp_path / name / "model.safetensors").read_bytes() for name in ("whole", "stopped")
    )
    assert whole == resumed


@pytest.mark.parametrize("into", ["en", "id"])
def test_only_the_translation_and_its_end_are_learnt(
    into: Language, untrained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = opened(untrained)
    seen: list[torch.Tensor] = []

    def watched(states: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor,
                target: torch.Tensor, smoothing: float) -> torch.Tensor:  # fmt: skip
        seen.extend([states, target])
        return torch.nn.functional.cross_entropy(states @ weight.t(), target)

    monkeypatch.setattr(teacher, "smoothed_cross_entropy", watched)
    monkeypatch.setattr(random, "choice", lambda _: into)
    short, long = (
        PAIRS[0],
        ("Pasar di Medan.", "A market in Medan and a road in Padang and a school."),
    )
    ids = [learner.encode([pair[side] for pair in (short, long)]) for side in (0, 1)]
    value, tokens = learner.loss(list(zip(*ids, strict=True)))
    said = [pair[into == "en"] for pair in (short, long)]
    assert learner.tokenizer.decode(seen[1]) == "".join(f" {text}<eos>" for text in said)
    # Each row by itself, with its prompt spelt out, has the same loss: padding changes nothing.
    names = ("Indonesian", "English") if into == "en" else ("English", "Indonesian")
    total, count = 0.0, 0
    for pair in (short, long):
        source, target = pair if into == "en" else pair[::-1]
        prompt = f"<bos>{names[0]}: {source}\n{names[1]}:"
        before = learner.tokenizer(prompt, add_special_tokens=False)["input_ids"]
        after = learner.tokenizer(f" {target}<eos>", add_special_tokens=False)["input_ids"]
        logits = learner.model(torch.tensor([before + after])).logits[0, len(before) - 1 : -1]
        total += len(after) * torch.nn.functional.cross_entropy(logits, torch.tensor(after)).item()
        count += len(after)
    assert value.item() == pytest.approx(total / count, rel=1e-4)
    assert tokens > count


def test_what_does_not_end_or_is_too_long_has_no_translation(
    untrained: Path, trained: Path
) -> None:
    long = " dan ".join(["Menteri itu membuka jalan di Medan"] * 60)
    texts = [PAIRS[0][0], long, PAIRS[8][0]]
    first, without, third = opened(trained).translate(texts, "en")
    assert first
    assert without is None
    assert third
    endless = opened(untrained)
    with torch.no_grad():  # all tokens are alike to it, and it says the first, which is no end
        endless.model.get_output_embeddings().weight.zero_()
    assert endless.translate(texts, "en") == [None, None, None]


def test_a_translation_does_not_depend_on_those_beside_it(trained: Path) -> None:
    learner = opened(trained)
    texts = [PAIRS[0][0], "Pasar di Medan.", PAIRS[20][0], f"{PAIRS[5][0]} {PAIRS[9][0]}"]
    assert learner.translate(texts, "en")[:3] == [
        learner.translate([text], "en")[0] for text in texts[:3]
    ]


@pytest.mark.parametrize("into", ["en", "id"])
def test_distilled_pairs_resume_and_are_indonesian_first(
    into: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backtranslate, "CHUNK", 6)
    known = {pair[into == "id"]: pair[into == "en"] for pair in PAIRS}
    texts = [*[*known][:8], "No end comes to this one.", *[*known][8:]]

    def translate(chunk: list[str]) -> list[str | None]:
        return [known.get(text) for text in chunk]

    def breaking(chunk: list[str]) -> list[str | None]:
        if texts[12] in chunk:
            raise KeyboardInterrupt
        return translate(chunk)

    output = tmp_path / "pairs.tsv"
    with pytest.raises(KeyboardInterrupt):
        extend(output, texts, breaking, into=into)
    assert len(output.read_text("utf-8").splitlines()) == 11
    assert extend(output, texts, translate, into=into) == (31, 30)
    origin = "distilled" if into == "en" else "back-translated"
    assert list(read_pairs(output)) == [Pair(*pair, origin) for pair in PAIRS]


@pytest.mark.parametrize(
    ("source", "target", "good"),
    [
        ("Harga naik 12,5 persen pada 2025.", "Prices rose 12.5 percent in 2025.", True),
        ("Harga naik 12,5 persen pada 2025.", "Prices rose 12.5 percent in 2024.", False),
        ("Harga naik 12,5 persen pada 2025.", "Prices rose 12.5 percent this year.", False),
        ("Ada 3 orang di rumah sakit itu.", "Three people are in the hospital.", True),
        ("Menteri Sri Mulyani Indrawati tiba.", "Minister Sri Mulyani Indrawati arrived.", True),
        ("PT Bank Rakyat Indonesia Tbk untung.", "PT Bank Rakyat Indonesia Tbk gained.", False),
        ("Menteri itu membuka jalan di Medan.", "Menteri itu membuka sebuah jalan.", False),
    ],
)
def test_distilled_english_keeps_numbers_and_is_no_copy(
    source: str, target: str, good: bool
) -> None:
    assert usable(source, target, "en") is good


@pytest.mark.parametrize("back", [False, True])
def test_the_command_writes_what_the_teacher_says(
    back: bool, trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = tmp_path / "news.txt"
    news.write_text("\n".join(pair[back] for pair in PAIRS), encoding="utf-8")
    output = tmp_path / "pairs.tsv"
    temperatures = []
    translate: Callable[..., list[str | None]] = Teacher.translate

    def noted(
        self: Teacher, texts: list[str], into: Language, temperature: float
    ) -> list[str | None]:
        temperatures.append((into, temperature))
        return translate(self, texts, into, temperature)

    monkeypatch.setattr(Teacher, "translate", noted)
    distill.main(str(trained), [news], output, limit=4, back=back)
    assert temperatures == [("id", 0.7) if back else ("en", 0.0)]
    made = list(read_pairs(output))
    assert 0 < len(made) <= 4
    given = {pair[back] for pair in PAIRS}
    assert {pair[back] for pair in made} <= given
    assert {pair.origin for pair in made} == {"back-translated" if back else "distilled"}


def test_the_command_trains_by_a_recipe(untrained: Path, tmp_path: Path) -> None:
    lines = "".join(f"{a}\t{b}\n" for a, b in PAIRS)
    (tmp_path / "pairs.tsv").write_text(lines, encoding="utf-8")
    dev = tmp_path / "dev.tsv"
    dev.write_text("source\ttarget\n" + lines[: lines.index("\n") + 1], encoding="utf-8")
    recipe = tmp_path / "recipe.toml"
    recipe.write_text(
        f'batch_tokens = 400\nheld_out = 2\ndev = "{dev}"\n[settings]\nrate = 1e-3\nminutes = 9\n'
        '[corpora.own]\nfile = "pairs.tsv"\n',
        encoding="utf-8",
    )
    output = tmp_path / "teacher"
    teacher.main(tmp_path, output, str(untrained), recipe, steps=2)
    assert len(opened(output).translate([PAIRS[0][0]], "en")) == 1


def test_mistakes_are_said_in_a_sentence(
    untrained: Path, tiny_marian: Path, tmp_path: Path
) -> None:
    recipe = ROOT / "train" / "teacher.toml"
    backwards = tmp_path / "reverse.toml"
    backwards.write_text("reverse = true\n[settings]\nrate = 1e-3\nminutes = 1\n", encoding="utf-8")
    for init, plan, message in (
        (str(tmp_path / "nothing"), recipe, r"nothing cannot be loaded \(.*; give the directory"),
        (str(tiny_marian), recipe, "give the directory or hub id of a causal language model"),
        (str(untrained), backwards, "cannot have reverse, learn or dropout"),
        (str(untrained), recipe, "hand.tsv.xz cannot be read"),
    ):
        with pytest.raises(DwibahasaError, match=message):
            teacher.main(tmp_path, tmp_path / "out", init, plan)
    assert not (tmp_path / "out").exists()


def test_the_recipe_of_the_readme_can_be_read() -> None:
    recipe = read_recipe(ROOT / "train" / "teacher.toml")
    assert {name: corpus.weight for name, corpus in recipe.corpora.items()} == {
        "hand": 2, "general": 1, "technical": 0.4, "machine": 0.4, "words": 0.15,
    }  # fmt: skip
    assert np.isclose(recipe.settings.rate, 2.5e-4)
