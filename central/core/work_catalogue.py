"""What a cause takes to repair, as data: parts, skills, safety steps, minutes.

Parts depend on the charger, too: rows of a vendor and model count before those of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from central.core.work_orders import Needs, PartCount

UNKNOWN: Final = ""
"""Name of the row for causes that have none of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something that lies on a van."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ChargerKind:
    """What decides which parts fit a charger; empty = not known."""

    vendor: str = ""
    model: str = ""
    current: str = ""
    """AC or DC."""


@dataclass(frozen=True, slots=True)
class PartsFor:
    """Parts that some chargers take; `*` stands for any text."""

    parts: tuple[PartCount, ...]
    vendor: str = "*"
    model: str = "*"
    current: str = "*"

    def fits(self, kind: ChargerKind) -> bool:
        """Whether they are for a charger; upper and lower case are the same."""
        pairs = (
            (kind.vendor, self.vendor),
            (kind.model, self.model),
            (kind.current, self.current),
        )
        return all(fnmatchcase(value.lower(), pattern.lower()) for value, pattern in pairs)


@dataclass(frozen=True, slots=True)
class Job:
    """What one cause takes."""

    cause: str
    title: str
    minutes: int
    skills: tuple[str, ...]
    safety: tuple[str, ...]
    parts: tuple[PartsFor, ...]
    """The first that fits a charger counts."""
    is_sent_for: bool = True
    """The loop orders work for it by itself; False = a visit to the charger cures nothing."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Parts by id, and jobs by cause; `UNKNOWN` is always among them."""

    parts: Mapping[str, Part]
    jobs: Mapping[str, Job]

    def job(self, cause: str) -> Job:
        """The row of a cause."""
        return self.jobs.get(cause) or self.jobs[UNKNOWN]

    def needs(self, cause: str, kind: ChargerKind, chargers: int = 1) -> Needs:
        """What a cause takes at `chargers` chargers of a kind."""
        job = self.job(cause)
        fitting = next((each for each in job.parts if each.fits(kind)), None)
        times = max(chargers, 1)
        return Needs(
            title=job.title,
            minutes=job.minutes * times,
            skills=job.skills,
            safety=job.safety,
            parts=tuple(
                PartCount(each.part, each.quantity * times)
                for each in (() if fitting is None else fitting.parts)
            ),
        )

    @property
    def skills(self) -> tuple[str, ...]:
        """All that any job asks for."""
        return tuple(sorted({skill for job in self.jobs.values() for skill in job.skills}))


def problem_of(parts: Sequence[Part], jobs: Sequence[Job]) -> str | None:
    """Why these do not make a catalogue; None = they do."""
    ids = [each.id for each in parts]
    causes = [each.cause for each in jobs]
    twice = [each for each in ids if ids.count(each) > 1]
    again = [each for each in causes if causes.count(each) > 1]
    named = {count.part for job in jobs for row in job.parts for count in row.parts}
    missing = sorted(named - set(ids))
    problems = {
        f"part {twice[:1]} stands in it twice": twice,
        f"cause {again[:1]} stands in it twice": again,
        f"part {missing[:1]} is used but not listed": missing,
        f"a job with cause {UNKNOWN!r} is needed: it is for all other causes": UNKNOWN
        not in causes,
    }
    return next((problem for problem, is_so in problems.items() if is_so), None)
