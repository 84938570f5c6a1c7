"""What the documents link to is there: files, folders and headings."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:")


def links_of(document: Path) -> list[str]:
    """Targets inside the repository; addresses of the web are left out."""
    text = CODE.sub("", FENCE.sub("", document.read_text(encoding="utf-8")))
    return [each for each in LINK.findall(text) if not ADDRESS.match(each)]


def anchors_of(document: Path) -> set[str]:
    """What its headings can be linked by: small letters, hyphens for spaces, no punctuation."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in HEADING.findall(text)
    }


def broken(document: Path) -> list[str]:
    """Links of a document that lead nowhere."""
    found = []
    for link in links_of(document):
        path, _, anchor = unquote(link).partition("#")
        target = document.parent / path if path else document
        is_there = target.exists() and target.resolve().is_relative_to(ROOT)
        if not is_there or (anchor and anchor not in anchors_of(target)):
            found.append(link)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    assert broken(document) == []


def test_links_are_found_at_all(tmp_path: Path) -> None:
    assert "docs/emulator.md#control" in links_of(ROOT / "README.md")
    page = tmp_path / "page.md"
    page.write_text("# A head: line\n[a](#a-head-line) `[b](none.md)` [c](none.md) [d](#tail)\n")
    assert links_of(page) == ["#a-head-line", "none.md", "#tail"]
    assert anchors_of(page) == {"a-head-line"}
