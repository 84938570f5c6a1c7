"""`sntry api`: words and requests at a terminal, asked of a running API."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable

import pytest

from central.cli.api import parse_api, run_api
from tests.integration.central.api.conftest import Api

pytestmark = pytest.mark.integration

Ask = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
def ask(api: Api, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run the command as an admin; gives its status and what it wrote."""

    async def run(
        *words: str, typed: str = "", way_in: str = "token-admin"
    ) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        given = parse_api(words)
        environment = {"SNTRY_TOKEN": way_in, "SNTRY_URL": api.url}
        status = await asyncio.to_thread(run_api, given, environment)
        written = capsys.readouterr()
        return status, written.out, written.err

    return run


async def test_a_list_is_shown_to_its_end_as_a_table_or_as_json(ask: Ask) -> None:
    status, out, err = await ask("connectors", "limit=2")
    assert status == 0, err
    lines = out.splitlines()
    assert lines[0].split()[:3] == ["CHARGE_POINT", "STATION_ID", "CONNECTOR_ID"]
    assert [line.split()[0] for line in lines[1:]] == ["A-1", "A-1", "B-1", "B-1", "C-1", "C-1"]
    words = ("connectors", "station_id=B", "--output", "json")
    _, out, _ = await ask(*words)
    assert [each["connector_id"] for each in json.loads(out)["items"]] == [1, 2]
    _, out, _ = await ask("connectors", "limit=2", "--pages", "1")
    assert len(out.splitlines()) == 3


async def test_words_read_change_and_forget(ask: Ask) -> None:
    made = ("put-id-tag", "04A2B3", "status=Blocked")
    status, out, err = await ask(*made)
    assert status == 0, err
    assert out.splitlines()[:2] == ["id_tag         04a2b3", "status         Blocked"]
    status, out, _ = await ask("id-tags", "04A2B3", "--output", "json")
    assert json.loads(out)["status"] == "Blocked"
    old = await ask("delete-id-tag", "04A2B3", "--if-match", '"x"')
    assert (old[0], "412" in old[2]) == (1, True)
    assert (await ask("delete-id-tag", "04A2B3"))[:2] == (0, "")
    status, _, err = await ask("id-tags", "04A2B3")
    assert (status, "404" in err) == (1, True)


async def test_any_request_can_be_made_with_a_body_from_a_pipe(api: Api, ask: Ask) -> None:
    words = ("POST", "/chargers/A-1/ocpp/Reset", "wait=5", "--data", "-")
    keyed = ("--idempotency-key", "k1", "--output", "json")
    first = await ask(*words, *keyed, typed='{"type": "Soft"}')
    again = await ask(*words, *keyed, typed='{"type": "Soft"}')
    assert first == again
    assert json.loads(first[1])["outcome"] == "accepted"
    assert len(api.chargers.of("Reset")) == 1
    api.chargers.behaviours["A-1"] = "reject"
    status, _, _ = await ask(*words, typed='{"type": "Soft"}')
    assert status == 1


async def test_an_api_key_made_at_the_terminal_is_a_way_in(ask: Ask) -> None:
    words = ("make-key", "name=nightly", "role=viewer", "--output", "json")
    _, out, _ = await ask(*words)
    token = json.loads(out)["token"]
    status, out, _ = await ask("me", way_in=token)
    assert (status, out.splitlines()[0]) == (0, "name  key:nightly")
    assert (await ask("users", way_in=token))[0] == 4


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        pytest.param(("dance",), 2, "'dance' is not a word", id="unknown word"),
        pytest.param(("GET",), 2, "needs a path", id="no path"),
        pytest.param(("config-set", "A-1"), 2, "takes 2 ids", id="too few ids"),
        pytest.param(("POST", "/users", "--data", "{"), 2, "is not JSON", id="no JSON"),
        pytest.param(("GET", "/none"), 1, "404", id="no such path"),
        pytest.param(("me", "--url", "http://127.0.0.1:1"), 3, "cannot be reached", id="nobody"),
    ],
)
async def test_what_cannot_be_asked_says_why(
    ask: Ask, words: tuple[str, ...], status: int, message: str
) -> None:
    found, out, err = await ask(*words)
    assert (found, out) == (status, "")
    assert message in err
