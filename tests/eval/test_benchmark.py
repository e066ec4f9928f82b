"""The benchmark: the real command, small."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Command

from dwibahasa.errors import EvaluationError, ModelError, UsageError
from eval.benchmark import kept, run, time_only
from eval.cell import Cell
from eval.grid import Grid, plan
from eval.machine import machine
from eval.material import materials
from eval.metrics import measure

RANKERS = Grid(models=("lead", "textrank"), tasks=("summarize",), limit=1)


def times(directory: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in directory.glob("*")}


@pytest.mark.slow
def test_the_command_from_articles_to_a_page_and_again(command: Command, tmp_path: Path) -> None:
    options = ("benchmark", "--limit", "1", "--output", tmp_path / "kept")
    done = command(*options, "--report", tmp_path / "page.html")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for title in ("Translation, articles", "Summaries, end-to-end", "reference-translation"):
        assert title in done.stdout
    for stated in (
        "tokens/s",
        "memory, MiB",
        "nrefs:2|stem:porter",
        machine()["CPU"],
        "mini + lead",
    ):
        assert stated in done.stdout
    assert "</html>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    before = times(tmp_path / "kept")
    assert len(before) == 9
    cells = [Cell.from_json(path.read_text("utf-8")) for path in (tmp_path / "kept").glob("*")]
    for cell in cells:
        assert Cell.from_json(cell.to_json()) == cell
        if cell.system.kind == "oracle":
            assert cell.speed is None
            continue
        assert cell.speed is not None
        assert cell.speed.startup_seconds > 0
        assert cell.speed.sentences_per_second > 0
        assert cell.speed.peak_rss_mib is None or cell.speed.peak_rss_mib > 10
        assert len(cell.speed.seconds) == 3
    (mini,) = (cell for cell in cells if cell.task == "translate")
    assert mini.system.parameters is not None
    assert mini.system.parameters > 10e6
    assert mini.speed is not None
    assert mini.speed.source_tokens_per_second
    assert len(mini.segments) == mini.data.segments > 5
    again = command(*options)
    assert again.stdout == done.stdout
    assert times(tmp_path / "kept") == before


def test_what_is_there_is_kept_and_what_changed_is_made(tmp_path: Path) -> None:
    set_ = tmp_path / "set.tsv"
    set_.write_text("Ia pulang.\tHe went home.\n", encoding="utf-8")
    kept_in = tmp_path / "kept"

    def go(*, beams: Sequence[int] = (4,), force: bool = False, metric: str = "chrf") -> set[str]:
        """Return the ends of the names of the files that were written."""
        before = times(kept_in)
        jobs, _ = plan(Grid(("mini",), data=(str(set_),), beams=beams, metrics=(metric,)))
        assert run(jobs, kept_in, timed=False, force=force).failures == 0
        changed = {name for name, time in times(kept_in).items() if before.get(name) != time}
        return {name.partition("set.tsv-")[2] for name in changed}

    assert go() == {"mini.json"}
    assert go() == set()
    assert go(force=True) == {"mini.json"}
    assert go(beams=(1, 4)) == {"mini_beam_1.json"}
    assert go(metric="ter") == {"mini.json"}
    set_.write_text("Ia pulang.\tShe went home.\n", encoding="utf-8")
    assert go(metric="ter") == {"mini.json"}
    (damaged,) = kept_in.glob("*mini.json")
    damaged.write_text(damaged.read_text(encoding="utf-8")[:1000], encoding="utf-8")
    assert go(metric="ter") == {"mini.json"}


def test_a_beam_changes_what_is_decoded_only() -> None:
    wide, _ = plan(RANKERS)
    greedy, _ = plan(replace(RANKERS, beams=(1,)))
    for one, other in zip(wide, greedy, strict=True):
        assert (one.key == other.key) == (one.material.setting == "reference-translation")


def test_speeds_are_added_to_what_was_made_without(tmp_path: Path) -> None:
    (job, *_), _ = plan(Grid(("lead",), ("summarize",), limit=1))
    (untimed,) = run([job], tmp_path, timed=False).cells
    assert untimed.speed is None
    (timed,) = run([job], tmp_path).cells
    assert timed.speed is not None
    assert timed.created == untimed.created
    assert kept(tmp_path / job.file, job) == timed


def test_stored_systems_stand_beside_and_are_compared(tmp_path: Path) -> None:
    models = ("stored:google", "stored:argos")
    jobs, _ = plan(Grid(models, data=("flores-dev", "seeds"), metrics=("chrf",), limit=50))
    results = run(jobs, tmp_path, baseline="stored:argos")
    assert [cell.system.name for cell in results.cells] == list(models)
    assert all(cell.speed is None for cell in results.cells)
    (compared,) = results.comparisons[("translate", "sentences", "flores-dev")]
    assert (compared.system, compared.baseline) == models
    assert compared.difference > 5
    assert compared.significant
    read = run(jobs, tmp_path, baseline="stored:argos")
    assert read == results


def test_one_system_that_fails_stops_no_other(command: Command, tmp_path: Path) -> None:
    set_ = tmp_path / "set.tsv"
    set_.write_text("Ia pulang.\tHe went home.\n", encoding="utf-8")
    done = command(
        *("benchmark", "--models", "mini,no/such", "--data", set_, "--offline", "--no-speed"),
        *("--output", tmp_path / "results", "-f", "json"),
    )
    assert done.returncode == 1
    assert "no/such" in done.stderr
    (cell,) = json.loads(done.stdout)["cells"]
    assert cell["system"]["name"] == "mini"


def test_a_process_that_ends_early_is_a_failure_of_its_system(tmp_path: Path) -> None:
    from eval.speed import measure_speeds
    from eval.systems import Choice

    (material,) = materials("flores-dev", ["translate"], limit=1)
    found = measure_speeds({"bad": Choice("nowhere", "translator")}, material)
    assert isinstance(found["bad"], EvaluationError)
    assert "nowhere" in str(found["bad"])


@pytest.mark.parametrize(
    ("grid", "message"),
    [
        (Grid(metrics=("blue",)), "did you mean bleu"),
        (Grid(tasks=("translate",), metrics=("rouge",)), "these are: translate: bleu"),
        (Grid(models=("stored:google",)), "--data flores-devtest"),
        (Grid(models=("stored:gogle",), data=("flores-dev",)), "only of google"),
        (Grid(data=("sedes",)), "known are seeds"),
        (Grid(engines=("onnx",)), "there are: ctranslate2"),
        (Grid(tasks=("summarize",), data=("flores-dev",)), "nothing to measure"),
        (Grid(into="id"), "summaries are measured in English"),
        (
            Grid(("stored:argos",), ("translate",), data=("flores-dev",), into="id"),
            "outputs in English alone",
        ),
    ],
)
def test_what_does_not_exist_or_fit_is_said(grid: Grid, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        plan(grid)


@pytest.mark.parametrize(("model", "near"), [("minni", "mini"), ("textrnk", "textrank")])
def test_the_nearest_model_is_named(model: str, near: str) -> None:
    with pytest.raises(ModelError, match=f"did you mean {near}"):
        plan(Grid(models=(model,)))


def test_an_unknown_baseline(tmp_path: Path) -> None:
    jobs, _ = plan(RANKERS)
    with pytest.raises(UsageError, match="did you mean lead"):
        run(jobs, tmp_path, baseline="leed")


def test_two_plain_files_are_one_set(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.id").write_text("Ia pulang.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("He went home.\n", encoding="utf-8")
    done = command(
        *("benchmark", "--data", "flores-dev,a.id,a.en", "--task", "translate", "--show-config"),
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    sets = [cell["data"]["name"] for cell in json.loads(done.stdout)["cells"]]
    assert sets == ["flores-dev", "a.id,a.en"]
    assert not (tmp_path / "results").exists()


def test_every_seed_matches_its_reference_block_by_block() -> None:
    translate, end_to_end, reference = materials("seeds", ["translate", "summarize"])
    assert translate.data.segments == sum(len(a.blocks) for a in translate.articles)
    assert end_to_end.data.segments == reference.data.segments == 24
    assert end_to_end.grounds == reference.grounds
    assert {len(segment.references) for segment in reference.segments} == {2}


@pytest.mark.parametrize("name", ["seeds", "flores-dev"])
def test_sources_and_references_change_places(name: str) -> None:
    (there,) = materials(name, ["translate"], limit=3)
    (back,) = materials(name, ["translate"], limit=3, into="id")
    assert [each.references[0] for each in back.segments] == [e.source for e in there.segments]
    assert [each.source for each in back.segments] == [e.references[0] for e in there.segments]
    assert {article.language.code for article in back.articles} == {"en"}
    corpus = back.corpus([each.references[0] for each in back.segments])
    assert (corpus.language, corpus.source_language) == ("id", "en")
    assert measure("bleu", corpus)[0].value == pytest.approx(100)


def test_a_translator_is_measured_the_way_it_is_asked_to_go(tmp_path: Path) -> None:
    jobs, _ = plan(Grid(("mini-en-id",), ("translate",), limit=2, into="id"))
    (cell,) = run(jobs, tmp_path, timed=False).cells
    assert cell.setting == "articles into Indonesian"
    assert all(segment.hypothesis for segment in cell.segments)
    with pytest.raises(ModelError, match="not from Indonesian into English"):
        plan(Grid(("mini-en-id",), ("translate",)))


def test_no_other_file_is_a_cell() -> None:
    for text in ("", "[]", "{}", '{"key": 1}', "null"):
        with pytest.raises(EvaluationError, match="no result of a benchmark"):
            Cell.from_json(text)


def test_a_report_that_cannot_be_written_is_told_before_any_work(
    command: Command, tmp_path: Path
) -> None:
    done = command("benchmark", "--report", tmp_path / "none" / "r.html", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no directory" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_speed_only_scores_and_keeps_nothing(command: Command, tmp_path: Path) -> None:
    options = ("benchmark", "--speed-only", "--models", "mini", "--data", "flores-dev")
    done = command(*options, "--limit", "2", "-f", "json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (cell,) = json.loads(done.stdout)["cells"]
    assert cell["scores"] == []
    speed = cell["speed"]
    assert 0.5 < speed["target_tokens_per_second"] / speed["source_tokens_per_second"] < 2
    assert list(tmp_path.iterdir()) == []
    refused = command(*options, "--metrics", "bleu")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)


def test_there_must_be_something_to_time() -> None:
    jobs, _ = plan(Grid(("stored:google",), data=("flores-dev",), tasks=("translate",), limit=1))
    with pytest.raises(UsageError, match="nothing to time"):
        time_only(jobs)
