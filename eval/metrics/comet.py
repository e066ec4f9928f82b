"""COMET-22 (Rei et al. 2022) in an environment of its own: its pins conflict with ours."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from dwibahasa.errors import EvaluationError
from eval.corpus import Corpus
from eval.metrics.statistics import Statistics, ratio, signature

__all__ = ["comet", "find_command"]

MODEL = "Unbabel/wmt22-comet-da"
VARIABLE = "DWIBAHASA_COMET"


def comet(corpus: Corpus) -> tuple[Statistics]:
    """Score 0-100 (100 x COMET) with the command `comet-score`, against the first reference set.

    The command is what the environment variable DWIBAHASA_COMET says (with options, such as
    "comet-score --gpus 1"), or else `comet/bin/comet-score` in the user's cache directory, or else
    on the PATH. Raises EvaluationError where there is none or it fails.
    """
    command = find_command()
    texts = {
        "-s": corpus.sources_for("COMET"),
        "-t": corpus.hypotheses,
        "-r": corpus.references_for("COMET")[0],
    }
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "scores.json"
        arguments = ["--model", MODEL, "--quiet", "--to_json", str(answer)]
        for option, lines in texts.items():
            path = Path(folder) / f"{option[1:]}.txt"
            path.write_text("".join(f"{' '.join(line.split())}\n" for line in lines), "utf-8")
            arguments += [option, str(path)]
        try:
            done = subprocess.run(
                [*command, *arguments], capture_output=True, text=True, check=False
            )
        except OSError as error:
            raise EvaluationError(f"{command[0]}: cannot run it: {error.strerror}") from error
        if done.returncode or not answer.exists():
            last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
            raise EvaluationError(f"{command[0]} failed: {last}")
        (segments,) = json.loads(answer.read_text("utf-8")).values()
    rows = np.array([(segment["COMET"], 1.0) for segment in segments])
    return (Statistics("COMET", rows, ratio(), signature(nrefs=1, model=MODEL)),)


def find_command() -> list[str]:
    """Return the command, as `comet` describes it; raise EvaluationError where there is none."""
    if wanted := os.environ.get(VARIABLE):
        return shlex.split(wanted)
    environment = user_cache_path("dwibahasa") / "comet"
    found = shutil.which("comet-score", path=environment / "bin") or shutil.which("comet-score")
    if found is None:
        raise EvaluationError(
            f"COMET is not installed: python3 -m venv {environment} && "
            f"{environment}/bin/pip install unbabel-comet, or name its command in {VARIABLE}"
        )
    return [found, "--gpus", "0"]
