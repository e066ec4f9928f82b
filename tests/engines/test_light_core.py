from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from dwibahasa.engines import load_engine
from dwibahasa.engines.base import DecodingOptions
from dwibahasa.engines.batching import decode
from dwibahasa.store import resolve
from dwibahasa.tokenizers import load_tokenizer

checkpoint = resolve("mini")
tokenizer = load_tokenizer(checkpoint)
source = tokenizer.encode("Presiden tiba di Jakarta.")
(output,) = decode(load_engine(checkpoint, device="cpu"), [source], DecodingOptions())
print(tokenizer.decode(output.tokens))
heavy = {"torch", "transformers", "huggingface_hub", "safetensors"} & set(sys.modules)
assert not heavy, heavy
"""


def test_mini_runs_without_the_extras_and_prints_nothing_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert "Jakarta" in done.stdout
