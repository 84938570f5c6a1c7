"""Conditional requests (RFC 9110, 13): who has an old picture is told so before anything changes.

The tag of a resource is a hash of what people can change of it, in the form in which it is read.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Header, HTTPException, Response

TAG_LENGTH: Final = 20
ANY: Final = "*"
Item = TypeVar("Item", bound=Mapping[str, Any])

_Tags = Annotated[str | None, Header(max_length=1000)]


class NotModifiedError(Exception):
    """What the client has is current."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def tag_of(item: Mapping[str, Any]) -> str:
    """The ETag of a resource, strong."""
    text = json.dumps(item, sort_keys=True, separators=(",", ":"), default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:TAG_LENGTH]}"'


@dataclass(frozen=True, slots=True)
class Reading:
    """A read of a resource with a tag."""

    response: Response
    if_none_match: str | None

    def __call__(self, item: Item) -> Item:
        """Set the tag and give the item.

        Raises:
            NotModifiedError: the client has it already; answered as 304.
        """
        tag = tag_of(item)
        if self.if_none_match is not None and _matches(self.if_none_match, tag, weak=True):
            raise NotModifiedError(tag)
        self.response.headers["ETag"] = tag
        return item


@dataclass(frozen=True, slots=True)
class Changing:
    """A change of a resource with a tag; `check` inside the unit of work that changes it."""

    response: Response
    if_match: str | None
    if_none_match: str | None

    def check(self, item: Mapping[str, Any] | None) -> None:
        """Go on only where the resource is as the client thinks; None = there is none.

        Raises:
            HTTPException: 412 where it is not.
        """
        tag = None if item is None else tag_of(item)
        shown = "it does not exist" if tag is None else f"its tag is {tag}"
        if self.if_match is not None and not (tag and _matches(self.if_match, tag, weak=False)):
            raise HTTPException(412, f"If-Match does not hold: {shown}")
        refused = self.if_none_match
        if refused is not None and tag is not None and _matches(refused, tag, weak=True):
            raise HTTPException(412, f"If-None-Match does not hold: {shown}")

    def done(self, item: Item) -> Item:
        """Set the new tag and give the item."""
        self.response.headers["ETag"] = tag_of(item)
        return item


def reading(response: Response, if_none_match: _Tags = None) -> Reading:
    """Dependency of a read."""
    return Reading(response, if_none_match)


def changing(response: Response, if_match: _Tags = None, if_none_match: _Tags = None) -> Changing:
    """Dependency of a change."""
    return Changing(response, if_match, if_none_match)


Tagged = Annotated[Reading, Depends(reading)]
Change = Annotated[Changing, Depends(changing)]


def _matches(wanted: str, tag: str, *, weak: bool) -> bool:
    """Whether a list of tags, or `*`, holds this one (RFC 9110, 8.8.3.2)."""
    given = [each.strip() for each in wanted.split(",")]
    return ANY in given or tag in [each.removeprefix("W/") if weak else each for each in given]
