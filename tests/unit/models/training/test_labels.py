"""Confirmed causes change, add and clear faults, each near its onset; a wrong line is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.observations import FAULT_MODES
from models.training.events import DataError, EventFile, read_events
from models.training.labels import LENGTH_S, NEAR_S, Label, apply_labels, read_labels
from models.training.train import load_rows

HEAD = "charge_point,onset_at,cause\n"


@pytest.fixture(scope="module")
def events(small_data: Path) -> EventFile:
    return read_events(small_data)


def fault(events: EventFile, index: int = 0) -> tuple[str, float, str]:
    row = events.truth[index]
    name = str(events.charge_points[row["charge_point"]])
    return name, float(row["onset_at_s"]), FAULT_MODES[row["mode"]]


def test_a_label_gives_the_fault_near_it_its_cause(events: EventFile) -> None:
    name, onset_s, mode = fault(events)
    other = next(each for each in FAULT_MODES if each != mode)
    found, counts = apply_labels(events, [Label(name, onset_s + 0.9 * NEAR_S, other)])
    assert counts == {"changed": 1}
    assert fault(found) == (name, onset_s, other)
    assert found.truth[1:].tolist() == events.truth[1:].tolist()
    again, counts = apply_labels(found, [Label(name, onset_s, other)])
    assert counts == {"agreed": 1}
    assert again.truth.tolist() == found.truth.tolist()


def test_nobody_broke_where_somebody_looked_and_found_nothing(events: EventFile) -> None:
    name, onset_s, _ = fault(events)
    found, counts = apply_labels(events, [Label(name, onset_s, "none")])
    assert counts == {"cleared": 1}
    assert found.truth.tolist() == events.truth[1:].tolist()


def test_a_fault_that_nobody_wrote_down_is_new(events: EventFile) -> None:
    name, _, _ = fault(events)
    long_ago_s = events.span_s[0] - 2 * NEAR_S
    found, counts = apply_labels(events, [Label(name, long_ago_s, "fan")])
    assert counts == {"new": 1}
    new = found.truth[-1]
    assert FAULT_MODES[new["mode"]] == "fan"
    assert new["repaired_at_s"] - new["onset_at_s"] == LENGTH_S
    assert len(found.truth) == len(events.truth) + 1


def test_chargers_of_other_places_are_counted_and_left_alone(events: EventFile) -> None:
    found, counts = apply_labels(events, [Label("elsewhere", 0.0, "fan")])
    assert counts == {"elsewhere": 1}
    assert found.truth.tolist() == events.truth.tolist()


def test_training_reads_the_file_of_central(small_data: Path, tmp_path: Path) -> None:
    events = read_events(small_data)
    lines = []
    for index in range(len(events.truth)):
        name, onset_s, _ = fault(events, index)
        lines.append(f"{name},{datetime.fromtimestamp(onset_s, UTC).isoformat()},none\n")
    file = tmp_path / "labels.csv"
    file.write_text(HEAD + "".join(lines))
    said: list[str] = []
    rows = load_rows(small_data, 1, 1, said.append, file)
    assert f"labels: {len(lines)} cleared" in said
    assert not rows.label.any()
    assert load_rows(small_data, 1, 1, said.append).label.any()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("charger,when,why\n", "first line is not", id="another head"),
        pytest.param("", "first line is not", id="nothing"),
        pytest.param(HEAD + "A,2026-07-01T00:00:00Z,gremlins\n", "line 2: cause", id="a cause"),
        pytest.param(HEAD + "\nA,yesterday,fan\n", "line 3: onset_at", id="no instant"),
        pytest.param(HEAD + "A,2026-07-01T00:00:00,fan\n", "no time zone", id="no zone"),
        pytest.param(HEAD + "A,fan\n", "2 columns", id="too few columns"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(text)
    with pytest.raises(DataError, match=reason):
        read_labels(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_labels(tmp_path / "none")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="no CSV"):
        read_labels(tmp_path / "bytes")
