"""Gemini by `google-genai`: facts in, an answer in a fixed form out; or words in, a question out.

The package is an extra (`sntry[gemini]`) and is imported by who opens the model, not before. The
key goes to the SDK and nowhere else; errors are told by their kind and status, never by their text,
which may hold what was sent. Tries that fail for the moment (429, 5xx, a lost line) are repeated by
the SDK, with growing, jittered waits; all of it within one deadline.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx2
from google.genai import Client, errors, types
from pydantic import BaseModel, Field, SecretStr
from typing_extensions import override

from central.core.chat import ABOUT, Day
from central.core.explanations import INSTRUCTION, SUMMARY_MAX, Answer, prompt
from central.services.chat import Choice, Chooser
from central.services.explanations import LanguageModel, ModelUnavailableError, NoAnswerError

ATTEMPTS: Final = 3
LONGEST_WAIT_S: Final = 8.0
PASSING: Final = (408, 429, 500, 502, 503, 504)
BAD_REQUEST: Final = 400
NO_QUESTION: Final = "something_else"
CHOOSE: Final = f"""\
You help the operators of a network of charging stations for electric vehicles. Choose the one \
function that answers what a person asks, and fill in its arguments from the person's words. Where \
none answers it, call {NO_QUESTION}."""
TOKENS_MAX: Final = 2048
"""Thinking of the model counts, too."""


class _Told(BaseModel):
    """The form of an answer."""

    summary: str = Field(max_length=4 * SUMMARY_MAX)
    causes: list[str] = Field(max_length=20)
    cites: list[str] = Field(max_length=40)


@dataclass(frozen=True, slots=True)
class GeminiSettings:
    """How Gemini is reached."""

    key: SecretStr
    model: str
    url: str | None = None
    """None = Google's own address."""
    timeout_s: float = 30.0
    """Real seconds for one question with all its tries."""
    first_wait_s: float = 0.5
    """Before the second try; it grows, and as much again is added by chance."""


class Gemini(LanguageModel, Chooser):
    """Implements `LanguageModel` of explanations and `Chooser` of the chat; `close` it once."""

    def __init__(self, settings: GeminiSettings) -> None:
        self._settings = settings
        self._client = Client(
            api_key=settings.key.get_secret_value(),
            vertexai=False,
            http_options=types.HttpOptions(
                base_url=settings.url,
                timeout=round(1000 * settings.timeout_s),
                retry_options=types.HttpRetryOptions(
                    attempts=ATTEMPTS,
                    initial_delay=settings.first_wait_s,
                    max_delay=LONGEST_WAIT_S,
                    jitter=settings.first_wait_s,
                    http_status_codes=list(PASSING),
                ),
            ),
        )

    @property
    @override
    def name(self) -> str:
        return self._settings.model

    @override
    async def answer(self, facts: Mapping[str, Any]) -> Answer:
        response = await self._asked(
            prompt(facts),
            types.GenerateContentConfig(
                system_instruction=INSTRUCTION,
                response_mime_type="application/json",
                response_schema=_Told,
                temperature=0.0,
                max_output_tokens=TOKENS_MAX,
            ),
        )
        told = response.parsed
        if not isinstance(told, _Told):
            raise NoAnswerError("no answer in the form that was asked for")
        return Answer(told.summary.strip(), tuple(told.causes), tuple(told.cites))

    @override
    async def choose(self, text: str) -> Choice:
        response = await self._asked(
            text,
            types.GenerateContentConfig(
                system_instruction=CHOOSE,
                tools=[types.Tool(function_declarations=_questions())],
                tool_config=types.ToolConfig(
                    function_calling_config=types.FunctionCallingConfig(
                        mode=types.FunctionCallingConfigMode.ANY
                    )
                ),
                automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
                temperature=0.0,
                max_output_tokens=TOKENS_MAX,
            ),
        )
        calls = response.function_calls or []
        if not calls or not calls[0].name:
            raise NoAnswerError("no question was chosen")
        return Choice(calls[0].name, dict(calls[0].args or {}))

    async def _asked(
        self, contents: str, config: types.GenerateContentConfig
    ) -> types.GenerateContentResponse:
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                return await self._client.aio.models.generate_content(
                    model=self._settings.model, contents=contents, config=config
                )
        except TimeoutError as err:
            raise ModelUnavailableError(f"nothing within {self._settings.timeout_s:g} s") from err
        except errors.APIError as err:
            raise _translated(err) from None  # its text may hold what was sent
        except (httpx2.HTTPError, errors.UnknownApiResponseError, ValueError) as err:
            raise ModelUnavailableError(type(err).__name__) from None

    async def close(self) -> None:
        """Give its connections back."""
        await self._client.aio.aclose()


def _translated(err: errors.APIError) -> Exception:
    """By status: what was wrong with these facts, with us, or for the moment."""
    status = err.code
    if status == BAD_REQUEST and "API_KEY" not in str(err.details):
        return NoAnswerError("the question was refused with HTTP 400")
    return ModelUnavailableError(f"HTTP {status}", for_good=status not in PASSING)


def _questions() -> list[types.FunctionDeclaration]:
    """The fixed questions as functions."""
    found = [types.FunctionDeclaration(name=NO_QUESTION, description="none of the others")]
    for question, about in ABOUT.items():
        fields: dict[str, Any] = {}
        if about.takes_station:
            fields["station"] = {
                "type": "string",
                "description": "a station's id or name, as the person said it",
            }
        if about.takes_day:
            days = [each.value for each in Day]
            fields["day"] = {"type": "string", "enum": days, "description": "due by the end of it"}
        found.append(
            types.FunctionDeclaration(
                name=question.value,
                description=f"{about.tells}. Example: {about.example}",
                parameters_json_schema={"type": "object", "properties": fields},
            )
        )
    return found
