from __future__ import annotations

import pytest

from train.robustness import PROBES, Probe, copied, faults, read_names

LONG = next(probe for probe in PROBES if probe.kind == "very long")


def test_the_list_holds_two_hundred_names_each_once_in_its_sentence() -> None:
    names = read_names()
    assert len({name for _, name in names}) == len(names) == 200
    assert len({sentence for sentence, _ in names}) == 200
    for sentence, name in names:
        assert copied(name, sentence)
        assert sentence.count(name) == 1


@pytest.mark.parametrize(
    ("output", "good"),
    [
        ("Police spokesman Hutasoit's car", True),
        ("Hutasoit.", True),
        ("Hutasoits", False),
        ("Hutasot", False),
        ("hutasoit", False),
    ],
)
def test_a_copied_name_is_exact(output: str, good: bool) -> None:
    assert copied("Hutasoit", output) == good


def test_apostrophes_may_be_typographic() -> None:
    assert copied("O'Shaughnessy", "Senator O’Shaughnessy backed the bill.")


def test_faults_are_named() -> None:
    probe = Probe("figures", "Inflasi mencapai 3,25 persen.", (r"3\.25", "inflation"))
    assert faults(probe, "Inflation reached 3.25 percent.") == []
    assert faults(probe, "Prices reached 3.25 percent.") == ["no inflation"]
    assert "loop" in faults(probe, "Inflation rose and rose and rose and rose by 3.25 percent.")
    assert faults(probe, "")[-1] == "empty"
    assert "no end" in faults(probe, "Inflation 3.25 " + "of all the goods in this land " * 9)


def test_the_long_probe_wants_each_of_its_twenty_clauses() -> None:
    clauses = [f"village resident number {n} got {n * 7} kg" for n in range(11, 31)]
    assert faults(LONG, ", ".join(clauses)) == []
    assert faults(LONG, ", ".join(clauses[:-1])) == [r"no \b30\b"]
