"""The guide names tests as proof: each of them is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_every_test_that_the_guide_names_exists() -> None:
    guide = (ROOT / "docs" / "edge.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", guide))
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )
    defined = set(re.findall(r"def (test_\w+)", sources))
    assert len(named) > 40
    assert named - defined == set()
