"""evaluate.load("path/to/eval/metrics/rouge.py") works, offline, and gives our own scores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import eval.metrics
from eval.corpus import Corpus
from eval.metrics import METRICS, measure

SCRIPT = """
import json, sys
import evaluate
scores = {}
columns = json.loads(sys.argv[2])
for name, wanted in json.loads(sys.argv[3]).items():
    metric = evaluate.load(f"{sys.argv[1]}/{name}.py")
    inputs = {key: columns[key] for key in wanted["columns"]}
    scores[name] = metric.compute(**inputs, **wanted["options"])
one = {"predictions": columns["predictions"], "references": [r[0] for r in columns["references"]]}
scores["one reference"] = evaluate.load(f"{sys.argv[1]}/bleu.py").compute(**one)
print(json.dumps(scores))
"""
PREDICTIONS = ["Lavrov met Blinken in Delhi. It rained.", "The price rose 2.5 percent today."]
REFERENCES = [
    ["Lavrov met Blinken in New Delhi. It was raining.", "Blinken met Lavrov. It rained."],
    ["The price rose by 2.5 percent today.", "Prices are up 2.5 percent."],
]
SOURCES = ["Lavrov bertemu Blinken di New Delhi.", "Harga naik 2,5 persen."]
COLUMNS = {"predictions": PREDICTIONS, "references": REFERENCES, "sources": SOURCES}


@pytest.mark.slow
def test_every_metric_loads_offline_and_scores_the_same(tmp_path: Path) -> None:
    references = ["predictions", "references"]
    sources = ["predictions", "sources"]
    columns = dict.fromkeys(("bleu", "chrf", "ter", "rouge", "length"), references)
    columns |= {"coverage": sources, "support": sources, "exact_sentences": ["predictions"]}
    columns["redundancy"] = ["predictions"]
    options: dict[str, dict[str, object]] = {name: {} for name in columns}
    options["support"] = {"source_language": "en"}
    options["exact_sentences"] = {"count": 2}
    options["rouge"] = {"stemming": False}
    assert set(columns) == set(METRICS) - {"comet"}
    wanted = {n: {"columns": columns[n], "options": options[n]} for n in columns}
    root = Path(eval.metrics.__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root), json.dumps(COLUMNS), json.dumps(wanted)],
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": str(root.parents[1])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    for name in columns:
        corpus = Corpus(
            PREDICTIONS,
            list(zip(*REFERENCES, strict=True)),
            SOURCES,
            source_language="en" if name == "support" else "id",
        )
        given = {k: v for k, v in options[name].items() if k != "source_language"}
        for ours in measure(name, corpus, **given):
            assert theirs[name][ours.name] == pytest.approx(ours.value)
            assert theirs[name]["signatures"][ours.name] == ours.signature
    assert theirs["one reference"]["signatures"]["BLEU"].startswith("nrefs:1|")
