"""The committed description of the API is the one that the code gives."""

from pathlib import Path

from central.adapters.ids import RandomIds
from central.api.server import make_app, openapi_text

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
