"""The chat: questions in words, answered from records."""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from central.api.bodies import Request, Text
from central.api.deps import Parts, Reader
from central.core.chat import ABOUT, TEXT_MAX, Day, Question

router = APIRouter(tags=["chat"])


class ChatIn(Request):
    """What somebody asks."""

    text: Text = Field(min_length=1, max_length=TEXT_MAX)


class ChatRecordOut(BaseModel):
    """A record that the answer stands on; its place in the list is its number in the text."""

    kind: Literal["station", "alarm", "work_order", "technician", "price", "port"]
    id: str
    link: str
    """Path of its page."""
    text: str


class ChatOut(BaseModel):
    """An answer; without records it is that nothing is known."""

    text: str
    records: list[ChatRecordOut]
    question: Question | None
    """Which of the fixed questions was answered; null = what was asked is none of them."""
    station_id: str | None
    day: Day | None
    chosen_by: str
    """Who understood the words: `rule`, or the language model's name."""


class ChatQuestionOut(BaseModel):
    """A question that can be asked, in whatever words."""

    question: Question
    tells: str
    example: str


class ChatQuestionList(BaseModel):
    """All of them."""

    items: list[ChatQuestionOut]


@router.post("/chat", response_model=ChatOut)
async def ask_chat(body: ChatIn, parts: Parts, person: Reader) -> dict[str, Any]:
    """Answer a question in words from what is stored; a technician: from own jobs only."""
    told = await parts.chat.ask(person.worker, body.text)
    asked = told.answer.asked
    return {
        "text": told.answer.text,
        "records": [
            {"kind": each.kind, "id": each.id, "link": each.link, "text": each.line}
            for each in told.answer.records
        ],
        "question": None if asked is None else asked.question,
        "station_id": None if asked is None else asked.station or None,
        "day": asked.day if asked is not None and ABOUT[asked.question].takes_day else None,
        "chosen_by": told.chosen_by,
    }


@router.get("/chat/questions", response_model=ChatQuestionList)
async def list_chat_questions(_: Reader) -> dict[str, Any]:
    """What the chat can answer."""
    return {
        "items": [
            {"question": question, "tells": about.tells, "example": about.example}
            for question, about in ABOUT.items()
        ]
    }
