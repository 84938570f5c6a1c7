"""MQTT topics: who writes where, and how a topic is read back.

    sntry/v1/<station>/<charge point>/{telemetry,score,event}   edge -> central
    sntry/v1/edge/<edge>/state             edge -> central, retained, last will
    sntry/v1/edge/<edge>/receipt           central -> edge: what is stored
    sntry/v1/edge/<edge>/model             central -> edge, retained: the model bundle to score with
    sntry/v1/edge/<edge>/cmd/<command>     anyone who may -> edge, with response topic
    sntry/v1/edge/<edge>/ack/<command>     edge -> asker, where the request has no response topic
    sntry/v1/context/<city>                feed -> edge and central, retained
    sntry/v1/limit/{station,area}/<id>     grid operator or energy manager -> central, retained
    sntry/v1/technician/<person>/orders    central -> that person's devices
    sntry/v1/gateway/<charge point>/cmd    control and api -> gateway, with response topic

All with QoS 1.

The words `edge`, `context`, `limit`, `technician` and `gateway` are therefore no station ids. A
changed message form needs a new version in the prefix.
"""

from typing import Final, NamedTuple

from contract.ids import ChargePointId, CityId, EdgeId, StationId

PREFIX: Final = "sntry/v1"
QOS: Final = 1
RESERVED_STATIONS: Final = frozenset({"edge", "context", "limit", "technician", "gateway"})
CHARGER_STREAMS: Final = ("telemetry", "score", "event")


class ChargerTopic(NamedTuple):
    """A charger's topic taken apart."""

    station: StationId
    charge_point: ChargePointId
    stream: str


def charger_topic(station: StationId, charge_point: ChargePointId, stream: str) -> str:
    """Topic of one stream of one charger.

    Raises:
        ValueError: if the stream is unknown, or the station uses a reserved word or a wildcard.
    """
    if stream not in CHARGER_STREAMS:
        raise ValueError(f"stream {stream!r} is not allowed: one of {CHARGER_STREAMS}")
    if station in RESERVED_STATIONS or not station or set(station) & set("/+#$"):
        raise ValueError(f"station id {station!r} cannot stand in a topic")
    return f"{PREFIX}/{station}/{charge_point}/{stream}"


def charger_filter(stream: str) -> str:
    """Subscription to one stream of all chargers; check what comes with `parse_charger_topic`."""
    return f"{PREFIX}/+/+/{stream}"


def shared_charger_filter(stream: str) -> str:
    """As `charger_filter`, divided among central's ingests (shared subscription, MQTT 5, 4.8.2).

    Each stream has a group of its own: of several filters in one group, rumqttd delivers only the
    first.
    """
    return f"$share/ingest-{stream}/{charger_filter(stream)}"


def parse_charger_topic(topic: str) -> ChargerTopic:
    """Take a charger's topic apart.

    Raises:
        ValueError: if it is no charger topic of this version.
    """
    parts = topic.split("/")
    if (
        len(parts) != 5
        or f"{parts[0]}/{parts[1]}" != PREFIX
        or parts[2] in RESERVED_STATIONS
        or parts[4] not in CHARGER_STREAMS
    ):
        raise ValueError(f"topic {topic!r} is not {PREFIX}/<station>/<charge point>/<stream>")
    return ChargerTopic(StationId(parts[2]), ChargePointId(parts[3]), parts[4])


def edge_state_topic(edge: EdgeId) -> str:
    """Topic of an edge's presence: retained, and the last will of its connection."""
    return f"{PREFIX}/edge/{edge}/state"


def edge_receipt_topic(edge: EdgeId) -> str:
    """Topic on which central tells an edge what it has stored."""
    return f"{PREFIX}/edge/{edge}/receipt"


def edge_model_topic(edge: EdgeId) -> str:
    """Topic on which central offers an edge its model bundle: retained."""
    return f"{PREFIX}/edge/{edge}/model"


def edge_command_topic(edge: EdgeId, command_id: str) -> str:
    """Topic of one request to an edge; `+` for all of them."""
    return f"{PREFIX}/edge/{edge}/cmd/{command_id}"


def edge_answer_topic(edge: EdgeId, command_id: str) -> str:
    """Topic of the answer to a request that names no response topic (MQTT 5, 4.10)."""
    return f"{PREFIX}/edge/{edge}/ack/{command_id}"


EDGE_STATE_FILTER: Final = f"{PREFIX}/edge/+/state"


def context_topic(city: CityId) -> str:
    """Topic of the weather, traffic, events and fuel price around a city's chargers: retained."""
    return f"{PREFIX}/context/{city}"


CONTEXT_FILTER: Final = f"{PREFIX}/context/+"


class LimitTopic(NamedTuple):
    """A limit's topic taken apart."""

    kind: str
    """One of LIMITED."""
    id: str


LIMITED: Final = ("station", "area")
LIMIT_FILTER: Final = f"{PREFIX}/limit/+/+"


def limit_topic(kind: str, key: str) -> str:
    """Topic of the limit that a station or a grid area is told from outside: retained.

    Raises:
        ValueError: if the kind is unknown, or the id cannot stand in a topic.
    """
    if kind not in LIMITED or not key or set(key) & set("/+#$"):
        raise ValueError(f"limit of {kind} {key!r} is not allowed: one of {LIMITED} and its id")
    return f"{PREFIX}/limit/{kind}/{key}"


def parse_limit_topic(topic: str) -> LimitTopic:
    """Take a limit's topic apart.

    Raises:
        ValueError: if it is none of this version.
    """
    parts = topic.split("/")
    known = len(parts) == 5 and "/".join(parts[:3]) == f"{PREFIX}/limit" and parts[3] in LIMITED
    if not known or not parts[4]:
        raise ValueError(f"topic {topic!r} is not {PREFIX}/limit/{{station,area}}/<id>")
    return LimitTopic(parts[3], parts[4])


def technician_topic(person: str) -> str:
    """Topic on which a person is told of jobs, and of alarms where the person wants them.

    Raises:
        ValueError: if the name cannot stand in a topic.
    """
    if not person or set(person) & set("/+#$"):
        raise ValueError(f"the name {person!r} cannot stand in a topic")
    return f"{PREFIX}/technician/{person}/orders"


def gateway_command_topic(charge_point: ChargePointId) -> str:
    """Topic on which the gateway that holds a charger's socket takes requests."""
    return f"{PREFIX}/gateway/{charge_point}/cmd"


GATEWAY_COMMAND_FILTER: Final = f"{PREFIX}/gateway/+/cmd"
