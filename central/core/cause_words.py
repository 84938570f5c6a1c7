"""A diagnosis in words, made by rule, and the facts of it for a language model.

Everything in the words is ours: figures from our own measurements and OCPP's closed lists. What a
charger wrote itself travels apart (`charger_words`), cut and cleaned, and is never part of the
rule-made text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from central.core.alarm_topics import ABOUT, Severity, Stage, Topic
from central.core.causes import Case, Ranked

WORDS_MAX: Final = 5
WORD_LENGTH: Final = 50
EVIDENCE_TOLD: Final = 3
WHEN: Final = {"now": "Act now", "today": "Act today", "week": "Act within the week"}
SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Trouble:
    """The alarm that a case belongs to, as far as words need it."""

    topic: Topic
    stage: Stage
    severity: Severity
    place: str
    count: int
    chargers: int


def summary(case: Case, trouble: Trouble, ranked: Sequence[Ranked], urgency: str) -> str:
    """A few sentences for a person."""
    where = f"{case.charge_point} at {case.station}"
    if not ranked:
        return f"{ABOUT[trouble.topic].title}: {where}. No cause stands out."
    first = ranked[0]
    sure = "" if first.confidence >= SURE else "probably "
    lines = [f"{where}: {sure}{_lower(first.title)} ({first.confidence:.0%})."]
    lines += [f"{_upper(each.text)}." for each in first.evidence[:EVIDENCE_TOLD]]
    if trouble.chargers > 1:
        lines.append(f"{trouble.chargers} chargers show the same, seen {trouble.count} times.")
    if len(ranked) > 1 and first.confidence < SURE:
        second = ranked[1]
        lines.append(f"Else: {_lower(second.title)} ({second.confidence:.0%}).")
    lines.append(f"{WHEN[urgency]}: {first.act}.")
    return " ".join(lines)


def facts(
    case: Case, trouble: Trouble, ranked: Sequence[Ranked], urgency: str, words: Sequence[str]
) -> dict[str, Any]:
    """What a language model is given, and nothing else. The same facts give the same text.

    Args:
        case: of the charger.
        trouble: its alarm.
        ranked: causes by rule.
        urgency: of them.
        words: what the charger wrote itself; untrusted.
    """
    return {
        "charger": case.charge_point,
        "station": case.station,
        "topic": ABOUT[trouble.topic].title,
        "stage": trouble.stage.name.lower(),
        "severity": trouble.severity.name.lower(),
        "urgency": urgency,
        "chargers": trouble.chargers,
        "causes": [
            {
                "name": each.name,
                "title": each.title,
                "confidence_pct": round(100 * each.confidence),
                "act": each.act,
                "evidence": [{"sign": e.sign, "text": e.text} for e in each.evidence],
            }
            for each in ranked
        ],
        "charger_words": [cleaned(each) for each in words[:WORDS_MAX] if cleaned(each)],
    }


def cleaned(words: str) -> str:
    """A charger's words without anything that could end a quotation, and short."""
    kept = (letter if letter.isalnum() or letter in " .,-_:/" else " " for letter in words)
    return " ".join("".join(kept).split())[:WORD_LENGTH]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
