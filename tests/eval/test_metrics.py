"""Our scores are sacrebleu's and rouge_score's own, on real outputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU, CHRF

from dwibahasa.errors import EvaluationError, UsageError
from eval.corpus import Corpus
from eval.metrics import measure
from eval.metrics.bleu import bleu
from eval.metrics.chrf import chrf
from eval.metrics.statistics import Statistics
from eval.sets import STORED_SYSTEMS, load, stored_outputs

# facts.md's table: BLEU on devtest, BLEU on dev, chrF2 on devtest.
PUBLISHED = {
    "argos": (28.5, 29.5, 58.1),
    "opusmt": (33.4, 35.1, 61.2),
    "bergamot-tiny": (38.6, 39.5, 65.6),
    "nllb": (38.7, 39.2, 63.8),
    "microsoft": (47.0, 47.0, 70.1),
    "google": (48.0, 47.5, 71.4),
}
SUMMARIES = (
    "Indonesia won two titles in Palembang on Sunday. It was one more than its target, Mr. Teguh "
    "said. Rafi lost the final.",
    "Two Indonesian pairs won titles in Palembang. Rafi lost his final with cramp. The target was "
    "one title, Teguh Samiaji said.",
)


@pytest.fixture(scope="module")
def references() -> list[str]:
    return list(load("flores-devtest")["target"])


@pytest.mark.parametrize("system", STORED_SYSTEMS)
def test_stored_systems_have_their_published_scores(system: str) -> None:
    on_devtest, on_dev, chrf2 = PUBLISHED[system]
    for name, expected in (("flores-devtest", on_devtest), ("flores-dev", on_dev)):
        corpus = Corpus(stored_outputs(system, name), [load(name)["target"][:]])
        assert bleu(corpus)[0].value == pytest.approx(expected, abs=0.1)
    corpus = Corpus(stored_outputs(system, "flores-devtest"), [load("flores-devtest")["target"][:]])
    assert chrf(corpus, word_order=0)[0].value == pytest.approx(chrf2, abs=0.1)


def test_scores_and_signatures_are_the_sacrebleu_commands(
    references: list[str], tmp_path: Path
) -> None:
    outputs = stored_outputs("opusmt", "flores-devtest")[:120]
    first, second = references[:120], stored_outputs("google", "flores-devtest")[:120]
    for name, lines in (("out", outputs), ("one", first), ("two", second)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", "one", "two", "-i", "out", "-w", "10"]
    command += ["-m", "bleu", "chrf", "ter", "--chrf-word-order", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    theirs = {each["name"]: each for each in json.loads(done.stdout)}
    for metric in ("bleu", "chrf", "ter"):
        (ours,) = measure(metric, Corpus(outputs, [first, second]))
        assert ours.value == pytest.approx(theirs[ours.name]["score"], abs=1e-8)
        assert ours.signature == theirs[ours.name]["signature"]


counts = st.integers(0, 50)


@given(st.lists(st.lists(counts, min_size=4, max_size=4), min_size=1, max_size=5))
def test_bleu_of_any_counts_is_sacrebleus(drawn: list[list[int]]) -> None:
    texts = [" ".join("abcd"[k % 4] * (1 + n % 3) for k, n in enumerate(row)) for row in drawn]
    (ours,) = bleu(Corpus(texts, [texts[::-1]]))
    rows = np.array(
        [[sum(row), 40, *sorted(row, reverse=True), *[n + 3 for n in row]] for row in drawn]
    )
    metric = BLEU()
    theirs = [metric._compute_score_from_stats(row.tolist()).score for row in rows]
    assert ours.aggregate(rows.astype(float)) == pytest.approx(theirs)


@given(st.lists(st.lists(counts, min_size=24, max_size=24), min_size=1, max_size=5))
def test_chrf_of_any_counts_is_sacrebleus(drawn: list[list[int]]) -> None:
    (ours,) = chrf(Corpus(["a"], [["a"]]))
    metric = CHRF(word_order=2)
    theirs = [metric._compute_score_from_stats(row).score for row in drawn]
    assert ours.aggregate(np.array(drawn, dtype=float)) == pytest.approx(theirs)


def test_no_overlap_and_empty_outputs_score_as_in_sacrebleu() -> None:
    for outputs in (["x y z"], [""], ["The"], ["The quick brown fox jumps"]):
        texts = [["The quick brown fox jumps over it"]]
        assert bleu(Corpus(outputs, texts))[0].value == pytest.approx(
            sacrebleu.corpus_bleu(outputs, texts).score
        )
        assert chrf(Corpus(outputs, texts))[0].value == pytest.approx(
            sacrebleu.corpus_chrf(outputs, texts, word_order=2).score
        )


def rouge(corpus: Corpus, **options: object) -> dict[str, Statistics]:
    return {each.name: each for each in measure("rouge", corpus, **options)}


def test_rouge_is_rouge_scores_own(references: list[str]) -> None:
    outputs = stored_outputs("opusmt", "flores-devtest")[:40]
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    direct = [scorer.score(r, o) for r, o in zip(references, outputs, strict=False)]
    ours = rouge(Corpus(outputs, [references[:40]]))
    for name, kind in (("ROUGE-1", "rouge1"), ("ROUGE-2", "rouge2"), ("ROUGE-L", "rougeL")):
        values = [100 * scores[kind].fmeasure for scores in direct]
        assert ours[name].value == pytest.approx(np.mean(values))
        assert ours[name].segment_values == pytest.approx(values)


def test_rouge_lsum_breaks_lines_between_sentences() -> None:
    one, two = SUMMARIES
    scorer = RougeScorer(["rougeLsum"], use_stemmer=True)
    broken = scorer.score(
        "Two Indonesian pairs won titles in Palembang.\nRafi lost his final with cramp.\n"
        "The target was one title, Teguh Samiaji said.",
        "Indonesia won two titles in Palembang on Sunday.\n"
        "It was one more than its target, Mr. Teguh said.\nRafi lost the final.",
    )["rougeLsum"].fmeasure
    on_one_line = scorer.score(two, one)["rougeLsum"].fmeasure
    ours = rouge(Corpus([one], [[two]]))["ROUGE-Lsum"].value
    assert ours == pytest.approx(100 * broken)
    assert ours > 100 * on_one_line + 5


def test_rouge_takes_the_best_reference() -> None:
    one, two = SUMMARIES
    both = rouge(Corpus([one], [[two], [one]]))
    assert both["ROUGE-2"].value == pytest.approx(100)
    assert both["ROUGE-2"].signature.startswith("nrefs:2|stem:porter")


def test_rouge_stems_english_only_and_reads_other_scripts() -> None:
    assert rouge(Corpus(["titles"], [["title"]]))["ROUGE-1"].value == 100
    assert rouge(Corpus(["titles"], [["title"]]), stemming=False)["ROUGE-1"].value == 0
    assert rouge(Corpus(["titles"], [["title"]], language="id"))["ROUGE-1"].value == 0
    russian = rouge(Corpus(["Москва и мир"], [["Москва или мир"]], language="ru"))
    assert russian["ROUGE-1"].value == pytest.approx(200 / 3)
    assert "tok:unicode" in russian["ROUGE-1"].signature


def test_the_wrong_reference_shape_is_refused() -> None:
    with pytest.raises(EvaluationError, match="wrap a single reference set"):
        Corpus(["a", "b"], ["a", "b"])
    with pytest.raises(EvaluationError, match="2 hypotheses but 1 segments in reference set 1"):
        Corpus(["a", "b"], [["a"], ["b"]])


def test_what_a_metric_lacks_is_said() -> None:
    with pytest.raises(EvaluationError, match="--reference"):
        measure("bleu", Corpus(["a"]))
    with pytest.raises(EvaluationError, match="--source"):
        measure("coverage", Corpus(["a"]))
    with pytest.raises(UsageError, match="did you mean rouge"):
        measure("rogue", Corpus(["a"]))
    with pytest.raises(EvaluationError, match="references are empty"):
        measure("bleu", Corpus(["a"], [[" "]]))


def test_coverage_counts_names_and_numbers() -> None:
    source = "Lavrov bertemu Blinken di New Delhi, Kamis (2/3), dan membahas 1.500 tentara."
    whole = "Lavrov met Blinken in New Delhi on Thursday, March 2, about 1,500 soldiers."
    part = "Lavrov met Blinken on Thursday."
    ours = [
        measure("coverage", Corpus([text], sources=[source]))[0].value for text in (whole, part)
    ]
    assert ours[0] == 100
    assert 0 < ours[1] < 60
    assert measure("coverage", Corpus(["Rain."], sources=["hujan."]))[0].value == 100
    with pytest.raises(EvaluationError, match="knows Indonesian and English"):
        measure("coverage", Corpus(["a"], sources=["b"], source_language="de"))


def test_coverage_of_indonesian() -> None:
    source = "Lavrov met Blinken in Moscow on Thursday, March 2, about 1,500 soldiers."
    whole = "Lavrov bertemu Blinken di Moskow, Kamis, 2 Maret, dan membahas 1.500 tentara."
    scores = [
        measure("coverage", Corpus([text], sources=[source], language="id", source_language="en"))
        for text in (whole, "Lavrov bertemu dia.")
    ]
    assert [round(found.value) for (found,) in scores] == [100, 25]
    assert "pair:en-id" in scores[0][0].signature


def test_support_counts_sentences_the_article_bears_out() -> None:
    article = "Rafi Langit lost 19-21 in Palembang on Sunday. He is 20 years old."
    summary = "Rafi Langit lost in Palembang. He is 23 years old.\nThe crowd in Jakarta cheered."
    (ours,) = measure("support", Corpus([summary], sources=[article], source_language="en"))
    assert ours.value == pytest.approx(100 / 3)
    with pytest.raises(EvaluationError, match="own language"):
        measure("support", Corpus([summary], sources=[article]))


def test_redundancy_is_what_other_sentences_say_too() -> None:
    said = "Floods cut roads in Java. Roads in Java were cut. Schools closed."
    (ours,) = measure("redundancy", Corpus([said]))
    assert ours.value == pytest.approx(100 * (3 / 4 + 3 / 3 + 0 / 2) / 3)
    assert measure("redundancy", Corpus(["One sentence alone."]))[0].value == 0


def test_exact_sentences_and_length() -> None:
    summaries = ["One here. Two, Mr. Budi said. Three now.", "Only one here."]
    assert measure("exact_sentences", Corpus(summaries))[0].value == 50
    assert measure("exact_sentences", Corpus(summaries), count=1)[0].value == 50
    words, relative = measure("length", Corpus(summaries, [["a b c d", "a"]]))
    assert words.value == pytest.approx((8 + 3) / 2)
    assert relative.value == pytest.approx(100 * 11 / 5)


COMET = """#!{python}
import json, sys
sys.argv.remove("--quiet")
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
lines = [open(options[o], encoding="utf-8").read().splitlines() for o in ("-s", "-t", "-r")]
scored = [{{"src": s, "COMET": 0.9 if t == r else 0.5}} for s, t, r in zip(*lines)]
json.dump({{options["-t"]: scored}}, open(options["--to_json"], "w"))
"""


def test_comet_runs_as_a_command_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = Corpus(["a\nb", "c"], [["a b", "d"]], ["x", "y"])
    with pytest.raises(EvaluationError, match="COMET is not installed: python3 -m venv"):
        measure("comet", corpus)
    command = tmp_path / "comet-score"
    command.write_text(COMET.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("DWIBAHASA_COMET", str(command))
    (ours,) = measure("comet", corpus)
    assert ours.value == pytest.approx(70)
    assert "wmt22-comet-da" in ours.signature
    command.write_text("#!/bin/sh\necho no memory >&2\nexit 3\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="failed: no memory"):
        measure("comet", corpus)
