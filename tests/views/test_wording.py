from __future__ import annotations

from types import ModuleType

import pytest

from kg.views.wording import headline


@pytest.mark.parametrize(
    ("act", "line"),
    [
        ("meet|FRA JPN||{}|actual", "France and Japan met"),
        ("meet|FRA JPN||{}|planned", "France and Japan are to meet"),
        ("meet|FRA JPN||{}|negated", "France and Japan did not meet"),
        ("imposeSanctions|EU|RUS|{}|actual", "European Union imposed sanctions on Russia"),
        ("imposeSanctions|EU|RUS|{}|hypothetical", "European Union may impose sanctions on Russia"),
        ("imposeSanctions|EU||{}|actual", "European Union imposed sanctions"),
        ("join|UKR|EU|{}|planned", "Ukraine joined European Union"),
    ],
)
def test_a_headline_reads_as_a_sentence(example: ModuleType, act: str, line: str):
    fields = act.format("2023-01-01|").rsplit("|", 1)
    every = "Ukraine, France, Japan, European Union, Russia"
    assert headline(example.event(f"a|{fields[0]}|{fields[1]}|.5|{every} [act].")) == line
