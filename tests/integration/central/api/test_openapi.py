"""The committed description of the API is the one that the code gives."""

from pathlib import Path

from central.adapters.ids import RandomIds
from central.api.describe import openapi_text
from central.api.server import make_app

FILE = Path(__file__).parents[4] / "dashboard" / "openapi.json"


def test_the_committed_description_is_current() -> None:
    """Renew it with `python -m central openapi > dashboard/openapi.json`."""
    assert FILE.read_text() == openapi_text(make_app(RandomIds(), None))


def test_every_event_of_the_stream_is_described() -> None:
    schema = make_app(RandomIds(), None).openapi()
    events = schema["paths"]["/api/v1/stream"]["get"]["responses"]["200"]["x-events"]
    assert set(events) >= {"station.patch", "price.started", "heal.updated", "hb", "reset"}
    for reference in events.values():
        assert (
            reference["$ref"].removeprefix("#/components/schemas/")
            in schema["components"]["schemas"]
        )


def test_every_operation_tells_who_may_ask_and_how_it_fails() -> None:
    schema = make_app(RandomIds(), None).openapi()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert operation["x-roles"], where
            assert operation["tags"], where
            is_public = operation["x-roles"] == ["anybody"]
            assert ("security" in operation) != is_public, where
            errors = {code: each for code, each in operation["responses"].items() if code > "4"}
            assert errors, where
            assert is_public or {"401", "403"} <= set(errors), where
            for answer in errors.values():
                assert list(answer["content"]) == ["application/problem+json"], where
