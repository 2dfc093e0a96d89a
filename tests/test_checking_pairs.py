"""Single sentences against single sources (tests/cases/fact_pairs.jsonl): what is found, and what must not be."""

import json
from typing import Any

import pytest

from summarizer.checking import check_summary
from tests.labelled import ABOUT_FACTS, CASES

PAIRS = [json.loads(line) for line in (CASES / "fact_pairs.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['label']}-{pair['summary']}")
def test_what_the_source_does_not_hold_is_found_and_nothing_else(pair: dict[str, Any]) -> None:
    findings = [f for f in check_summary(pair["summary"], pair["source"]) if f.kind.startswith(ABOUT_FACTS)]
    assert [finding.text for finding in findings] == pair["found"]
