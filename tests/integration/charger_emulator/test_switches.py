"""Each misbehaviour as it shows on the wire, over a real websocket."""

import asyncio
import base64
import json
import logging
import ssl
import warnings
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response
from websockets.protocol import State

from charger_emulator.adapters.manner_files import manner_book
from charger_emulator.core.outbox import NO_TRANSACTION
from charger_emulator.core.spoken_meters import ODD_VALUES
from contract.ocpp16 import StopReason
from tests.integration.charger_emulator.bench import Bench
from tests.integration.charger_emulator.raw_central import RawCentral
from tests.octt.authority import Authority

pytestmark = pytest.mark.integration


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with RawCentral() as central:
        made = Bench(central)
        yield made
        await made.stop()


@pytest.fixture
async def dc_bench() -> AsyncIterator[Bench]:
    async with RawCentral() as central:
        made = Bench(central, "DC")
        yield made
        await made.stop()


LIMIT = {
    "chargingProfileId": 1, "stackLevel": 1, "chargingProfilePurpose": "TxDefaultProfile",
    "chargingProfileKind": "Absolute",
    "chargingSchedule": {
        "chargingRateUnit": "W", "startSchedule": "2026-07-01T11:00:00Z",
        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 4000.0},
                                   {"startPeriod": 9, "limit": 5000.0}],
    },
}  # fmt: skip


def limit(**changes: Any) -> dict[str, Any]:
    """LIMIT with another stack level, unit or number of periods."""
    made: dict[str, Any] = json.loads(json.dumps(LIMIT))
    made["stackLevel"] = changes.get("level", 1)
    made["chargingSchedule"]["chargingRateUnit"] = changes.get("unit", "W")
    periods = made["chargingSchedule"]["chargingSchedulePeriod"]
    made["chargingSchedule"]["chargingSchedulePeriod"] = periods[: changes.get("periods", 2)]
    return made


TESTED = {
    "lose_start_answer", "drop_link_before_start_answer", "repeat_transactions", "zombie_session",
    "transaction_id_zero", "no_stop_on_reset", "silent_reset", "ignore_remote_start",
    "restart_message_ids", "overlap_calls", "late_answers", "silent", "block_on_silence",
    "two_sockets", "no_fin", "ignore_pings", "hammer", "boot_on_reconnect", "slow_reader",
    "trailing_slash", "double_slash", "query_in_path", "status_before_boot", "boot_loop",
    "reboot_on_config", "kwh_as_wh", "session_register", "odd_values", "no_units", "long_model",
    "bad_enum", "empty_samples", "id_tag_lower_case", "id_tag_reversed", "clock_1970",
    "clock_ahead", "naive_clock", "only_stack_zero", "only_amperes", "only_one_period",
    "ignore_limit", "clear_stack_zero_unknown", "refuse_charging_profile", "refuse_default_price",
    "refuse_reservation",
    "key_as_hex", "key_from_hex", "wrong_key", "tls_1_0", "offline",
}  # fmt: skip


def test_every_switch_is_shown_here() -> None:
    assert set(manner_book().switches) == TESTED


# --- sessions ------------------------------------------------------------------------------------


async def test_a_lost_start_answer_leads_to_repetitions_and_a_stop_without_an_id(
    bench: Bench,
) -> None:
    bench.switch("lose_start_answer", call_timeout_s=0.1)
    await bench.boot(TransactionMessageAttempts="2", TransactionMessageRetryInterval="1")
    bench.plug()
    await bench.told("StartTransaction", 2)
    bench.central.answers["StopTransaction"] = lambda _: {}
    await bench.until(lambda: bench.session.transaction_id == NO_TRANSACTION, "it gave up")
    bench.unplug()
    await bench.told("StopTransaction")
    first, second = bench.central.calls("StartTransaction")
    assert first == second
    assert len(set(bench.central.ids("StartTransaction"))) == 2
    assert bench.central.calls("StopTransaction")[0]["transactionId"] == -1


async def test_a_link_that_breaks_after_the_start_comes_back_with_the_same_start(
    bench: Bench,
) -> None:
    bench.switch("drop_link_before_start_answer")
    await bench.boot()
    bench.plug()
    await bench.told("StartTransaction", 2)
    starts = [h for h in bench.central.heard if h.frame and h.frame[2:3] == ["StartTransaction"]]
    assert [each.connection for each in starts] == [1, 2]
    assert bench.central.calls("StartTransaction")[0] == bench.central.calls("StartTransaction")[1]


async def test_transactions_are_told_twice_with_two_ids(bench: Bench) -> None:
    bench.switch("repeat_transactions")
    await bench.session_from_start_to_stop()
    for action in ("StartTransaction", "StopTransaction"):
        await bench.told(action, 2)
        first, second = bench.central.calls(action)
        assert first == second
        assert len(set(bench.central.ids(action))) == 2
    assert bench.charger.ended[1].transaction_id == 101


async def test_a_zombie_session_never_stops(bench: Bench) -> None:
    bench.switch("zombie_session")
    await bench.session_from_start_to_stop()
    await bench.told("StatusNotification", 1, status="Finishing")
    assert bench.is_quiet()
    assert not bench.central.calls("StopTransaction")


async def test_the_id_of_an_unknown_transaction_can_be_zero(bench: Bench) -> None:
    bench.switch("transaction_id_zero", "lose_start_answer", call_timeout_s=0.05)
    await bench.boot(TransactionMessageAttempts="1")
    bench.plug()
    await bench.until(lambda: bench.charger.sessions and bench.session.transaction_id == -1, "-1")
    bench.unplug()
    await bench.told("StopTransaction")
    assert bench.central.calls("StopTransaction")[0]["transactionId"] == 0


async def test_a_reset_without_stops(bench: Bench) -> None:
    bench.switch("no_stop_on_reset")
    await bench.charging()
    assert await bench.central.call("Reset", type="Hard") == {"status": "Accepted"}
    await bench.told("BootNotification", 2)
    await bench.quiet()
    assert not bench.central.calls("StopTransaction")


async def test_a_silent_reset_changes_nothing(bench: Bench) -> None:
    bench.switch("silent_reset")
    await bench.charging()
    assert await bench.central.call("Reset", type="Hard") == {"status": "Accepted"}
    assert bench.charger.reset is None
    assert bench.charger.sessions


async def test_an_accepted_remote_start_that_starts_nothing(bench: Bench) -> None:
    bench.switch("ignore_remote_start")
    await bench.boot()
    answer = await bench.central.call("RemoteStartTransaction", idTag="A", connectorId=1)
    assert answer == {"status": "Accepted"}
    await bench.pass_s(60)
    assert not bench.central.calls("StartTransaction")


# --- message ids and calls -----------------------------------------------------------------------


async def test_message_ids_restart_with_each_connection(bench: Bench) -> None:
    bench.switch("restart_message_ids")
    await bench.boot()
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    await bench.reconnect()
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat", 2)
    assert bench.central.ids(connection=1)[0] == "1"
    assert bench.central.ids(connection=2)[0] == "1"


async def test_a_second_call_overtakes_the_first_answer(bench: Bench) -> None:
    await bench.boot()
    bench.switch("overlap_calls")
    bench.central.answers["StatusNotification"] = lambda _: None
    bench.charger.report(1)
    await bench.told("Heartbeat")
    assert bench.central.actions()[-2:] == ["StatusNotification", "Heartbeat"]


async def test_answers_come_late(bench: Bench) -> None:
    await bench.boot()
    bench.switch("late_answers", answer_delay_s=0.3)
    loop = asyncio.get_running_loop()
    asked_s = loop.time()
    future = await bench.central.ask("GetConfiguration", {"key": ["HeartbeatInterval"]})
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    assert not future.done()
    frame = await future
    assert loop.time() - asked_s >= 0.3
    assert frame[2]["configurationKey"][0]["key"] == "HeartbeatInterval"


async def test_calls_without_any_answer(bench: Bench) -> None:
    await bench.boot()
    bench.switch("silent")
    future = await bench.central.ask("GetConfiguration", {})
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    assert not future.done()


async def test_a_silent_central_blocks_a_patient_charger_until_the_socket_closes(
    bench: Bench,
) -> None:
    await bench.boot()
    bench.switch("block_on_silence", call_timeout_s=0.05)
    bench.central.answers["StatusNotification"] = lambda _: None
    bench.charger.report(1)
    await bench.told("StatusNotification", 4)
    bench.charger.say("Heartbeat", {})
    await asyncio.sleep(0.2)
    assert not bench.central.calls("Heartbeat")
    bench.central.answers.clear()
    await bench.central.sockets[-1].close()
    await bench.until(lambda: len(bench.central.sockets) == 2, "a new connection")
    await bench.quiet()
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")


# --- connections ---------------------------------------------------------------------------------


async def test_the_old_socket_stays_open_beside_the_new_one(bench: Bench) -> None:
    await bench.boot()
    bench.switch("two_sockets")
    await bench.cut()
    await bench.until(lambda: len(bench.central.sockets) == 2, "the second connection")
    old, new = bench.central.sockets
    assert (old.state, new.state) == (State.OPEN, State.OPEN)
    async with asyncio.timeout(2.0):
        await (await old.ping())  # the old one is alive
    await bench.until(lambda: bench.charger.is_online, "it talks on")
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    assert bench.central.heard[-1].connection == 2


async def test_a_connection_is_left_without_a_fin(bench: Bench) -> None:
    bench.switch("no_fin")
    await bench.boot()
    await bench.reconnect()
    old = bench.central.sockets[0]
    assert old.state is State.OPEN
    pong = await old.ping()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await pong


async def test_pings_get_no_pong_while_the_charger_talks(bench: Bench) -> None:
    await bench.boot()
    bench.switch("ignore_pings")
    pong = await bench.central.sockets[0].ping()
    bench.charger.say("Heartbeat", {})
    await bench.told("Heartbeat")
    assert not pong.done()
    bench.charger.voice.manners.clear()
    async with asyncio.timeout(2.0):
        await (await bench.central.sockets[0].ping())


async def test_a_charger_hammers_a_server_that_refuses_it(bench: Bench) -> None:
    bench.switch("hammer")
    bench.central.admit = lambda socket, _: socket.respond(503, "not now\n")
    bench.start()
    began_s = asyncio.get_running_loop().time()
    await bench.until(lambda: len(bench.central.requests) >= 6, "six tries")
    assert asyncio.get_running_loop().time() - began_s < 3.0


async def test_each_connection_begins_with_a_boot(bench: Bench) -> None:
    bench.switch("boot_on_reconnect")
    await bench.boot()
    await bench.reconnect()
    assert len(bench.central.calls("BootNotification")) == 2


async def test_a_slow_reader_takes_its_time_for_each_frame(bench: Bench) -> None:
    await bench.boot()
    bench.switch("slow_reader", read_pause_s=0.15)
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    futures = [await bench.central.ask("GetLocalListVersion", {}) for _ in range(3)]
    await asyncio.gather(*futures)
    assert loop.time() - began_s >= 0.45


@pytest.mark.parametrize(
    ("switch", "path"),
    [
        ("trailing_slash", "/ocpp/CP-1/"),
        ("double_slash", "/ocpp//CP-1"),
        ("query_in_path", "/ocpp/CP-1?vendor=emulated"),
    ],
)
async def test_odd_paths(bench: Bench, switch: str, path: str) -> None:
    bench.switch(switch)
    await bench.boot()
    assert bench.central.requests[0].path == path


async def test_offline_has_no_connection(bench: Bench) -> None:
    await bench.boot()
    bench.switch("offline")
    bench.charger.set_link()
    await bench.until(lambda: bench.central.sockets[0].state is State.CLOSED, "it is closed")
    assert not bench.charger.is_online


# --- boot ----------------------------------------------------------------------------------------


async def test_statuses_come_before_the_boot(bench: Bench) -> None:
    bench.switch("status_before_boot")
    await bench.boot()
    assert bench.central.actions()[:4] == ["StatusNotification"] * 3 + ["BootNotification"]


async def test_a_boot_loop(bench: Bench) -> None:
    bench.switch("boot_loop", boots_every_s=0.1)
    bench.start()
    await bench.told("BootNotification", 4)


async def test_a_change_of_configuration_restarts_the_charger(bench: Bench) -> None:
    await bench.boot()
    bench.switch("reboot_on_config")
    change = {"key": "HeartbeatInterval", "value": "77"}
    assert await bench.central.call("ChangeConfiguration", **change) == {"status": "Accepted"}
    await bench.told("BootNotification", 2)


# --- meters --------------------------------------------------------------------------------------


async def test_energy_in_kwh_under_the_label_wh(bench: Bench) -> None:
    bench.switch("kwh_as_wh")
    await bench.charging(minutes=3)
    energy = bench.samples("Energy.Active.Import.Register")[-1]
    register_wh = bench.register_wh()
    assert energy["unit"] == "Wh"
    assert float(energy["value"]) == pytest.approx(register_wh / 1000.0, rel=0.001)


async def test_a_register_that_begins_with_the_session(bench: Bench) -> None:
    bench.switch("session_register")
    await bench.charging(minutes=3)
    bench.unplug()
    await bench.told("StopTransaction")
    used_wh = bench.central.calls("StopTransaction")[0]["meterStop"]
    assert bench.central.calls("StartTransaction")[0]["meterStart"] == 0
    assert 0 < used_wh < 5_000
    assert bench.register_wh() > 100_000
    energies = [float(s["value"]) for s in bench.samples("Energy.Active.Import.Register")]
    assert 0.0 <= energies[0] <= energies[-1] <= used_wh


async def test_odd_values_turn_up(bench: Bench) -> None:
    bench.switch("odd_values")
    await bench.charging(minutes=5)
    values = {s["value"] for s in bench.samples()}
    assert values & set(ODD_VALUES)
    assert values - set(ODD_VALUES)


async def test_values_without_units(bench: Bench) -> None:
    bench.switch("no_units")
    await bench.charging(minutes=2)
    assert not any("unit" in sample for sample in bench.samples())


async def test_meter_values_without_samples(bench: Bench) -> None:
    bench.switch("empty_samples")
    await bench.charging(minutes=2)
    sent = bench.central.calls("MeterValues")
    assert sent
    assert all(each["meterValue"][0]["sampledValue"] == [] for each in sent)


# --- schema and words ----------------------------------------------------------------------------


async def test_a_model_that_is_too_long(bench: Bench) -> None:
    bench.switch("long_model")
    await bench.boot()
    assert len(bench.central.calls("BootNotification")[0]["chargePointModel"]) > 20


async def test_statuses_that_the_standard_does_not_know(bench: Bench) -> None:
    bench.switch("bad_enum")
    await bench.charging()
    told = {(p["status"], p["errorCode"]) for p in bench.central.calls("StatusNotification")}
    assert {("AVAILABLE", "None"), ("InUse", "None")} <= told


@pytest.mark.parametrize(
    ("switch", "tag"), [("id_tag_lower_case", "04aabb1c"), ("id_tag_reversed", "1CBBAA04")]
)
async def test_card_numbers_in_another_form(bench: Bench, switch: str, tag: str) -> None:
    bench.switch(switch)
    await bench.charging(id_tag="04AABB1C")
    assert bench.central.calls("StartTransaction")[0]["idTag"] == tag


@pytest.mark.parametrize(
    ("switch", "start"),
    [
        ("clock_1970", "1970-01-01T00:0"),
        ("clock_ahead", "2026-07-01T14:0"),
        ("naive_clock", "2026-07-01T12:0"),
    ],
)
async def test_clocks(bench: Bench, switch: str, start: str) -> None:
    bench.switch(switch)
    await bench.charging(minutes=2)
    stamps = [
        bench.central.calls("StartTransaction")[0]["timestamp"],
        bench.central.calls("MeterValues")[0]["meterValue"][0]["timestamp"],
        bench.central.calls("StatusNotification")[-1]["timestamp"],
    ]
    assert all(each.startswith(start) for each in stamps)
    assert all(each.endswith("Z") is (switch != "naive_clock") for each in stamps)


# --- smart charging and configuration ------------------------------------------------------------


@pytest.mark.parametrize(
    ("switch", "refused", "taken"),
    [
        ("only_stack_zero", limit(level=1), limit(level=0)),
        ("only_amperes", limit(unit="W"), None),
        ("only_one_period", limit(periods=2), limit(periods=1)),
    ],
)
async def test_profiles_that_go_too_far_are_refused(
    dc_bench: Bench, switch: str, refused: dict[str, Any], taken: dict[str, Any] | None
) -> None:
    async def status(profile: dict[str, Any]) -> str:
        answer = await dc_bench.central.call(
            "SetChargingProfile", connectorId=1, csChargingProfiles=profile
        )
        found: str = answer["status"]
        return found

    await dc_bench.boot()
    assert await status(refused) == "Accepted"
    dc_bench.switch(switch)
    assert await status(refused) == "Rejected"
    assert taken is None or await status(taken) == "Accepted"


@pytest.mark.parametrize("is_on", [False, True])
async def test_an_accepted_limit_takes_no_effect(bench: Bench, is_on: bool) -> None:
    await bench.charging(minutes=1)
    bench.charger.voice.manners.switch({"ignore_limit": is_on})
    before_w = bench.power_w()
    profile = limit(periods=1, unit="A")
    profile["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] = 8.0
    answer = await bench.central.call(
        "SetChargingProfile", connectorId=1, csChargingProfiles=profile
    )
    assert answer == {"status": "Accepted"}
    await bench.pass_s(30)
    assert before_w > 8_000
    assert (bench.power_w() == pytest.approx(before_w, rel=0.02)) is is_on


@pytest.mark.parametrize(
    ("switch", "action", "payload", "status"),
    [
        ("clear_stack_zero_unknown", "ClearChargingProfile", {"stackLevel": 0}, "Unknown"),
        (
            "refuse_charging_profile",
            "SetChargingProfile",
            {"connectorId": 1, "csChargingProfiles": LIMIT},
            "Rejected",
        ),
        (
            "refuse_reservation",
            "ReserveNow",
            {
                "connectorId": 1,
                "expiryDate": "2026-07-02T12:00:00Z",
                "idTag": "A",
                "reservationId": 1,
            },
            "Rejected",
        ),
        (
            "refuse_default_price",
            "ChangeConfiguration",
            {"key": "DefaultPrice", "value": '{"priceText": "1"}'},
            "Rejected",
        ),
    ],
)
async def test_calls_that_are_refused(
    bench: Bench, switch: str, action: str, payload: dict[str, Any], status: str
) -> None:
    await bench.boot()
    await bench.central.call("SetChargingProfile", connectorId=0, csChargingProfiles=limit(level=0))
    bench.switch(switch)
    assert await bench.central.call(action, **payload) == {"status": status}


# --- credentials and TLS -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("switch", "key"),
    [
        ("key_as_hex", b"30313233616263646566"),
        ("key_from_hex", bytes.fromhex("0123abcdef")),
        ("wrong_key", b"not-0123abcdef"),
    ],
)
async def test_keys_in_another_form(bench: Bench, switch: str, key: bytes) -> None:
    def admit(socket: ServerConnection, request: Request) -> Response | None:
        wanted = f"Basic {base64.b64encode(b'CP-1:' + key).decode()}"
        if request.headers.get("Authorization") == wanted and switch != "wrong_key":
            return None
        return socket.respond(401, "wrong key\n")

    bench.central.admit = admit
    bench.switch(switch)
    bench.start(password="0123abcdef")
    if switch == "wrong_key":
        await bench.until(lambda: len(bench.central.requests) >= 2, "another try")
        sent = bench.central.requests[0].headers["Authorization"]
        assert base64.b64decode(sent.removeprefix("Basic ")) == b"CP-1:" + key
        assert not bench.central.sockets
    else:
        await bench.until(lambda: bench.charger.is_online, "it is let in")


async def test_old_tls_reaches_old_servers_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "charger_emulator.adapters.ocpp.link")
    old = Authority.make("Old").server_context(tmp_path)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old.minimum_version = ssl.TLSVersion.TLSv1
    async with RawCentral(ssl=old) as central:
        bench = Bench(central)
        bench.switch("tls_1_0")
        await bench.boot()
        tls = central.sockets[0].transport.get_extra_info("ssl_object")
        assert tls.version() == "TLSv1"
        await bench.stop()
    async with RawCentral(ssl=Authority.make("New").server_context(tmp_path)) as central:
        bench = Bench(central)
        bench.switch("tls_1_0")
        bench.start()
        await bench.until(lambda: "charger_connect_failed" in caplog.text, "it is refused")
        assert not central.sockets
        await bench.stop()


async def test_a_session_goes_on_as_before_when_all_is_switched_off_again(bench: Bench) -> None:
    everything = set(TESTED) - {"offline", "wrong_key", "tls_1_0", "slow_reader"}
    bench.switch(*everything, boots_every_s=5.0, answer_delay_s=0.1)
    bench.start()
    await bench.told("BootNotification")
    bench.charger.voice.manners.clear()
    assert bench.charger.voice.is_plain
    await bench.until(lambda: bench.charger.is_online, "it is accepted")
    bench.plug()
    await bench.until(
        lambda: bench.charger.sessions and bench.session.transaction_id, "a session with an id"
    )
    bench.world.forecourt.stop(bench.charger.connectors[0], StopReason.LOCAL, bench.world.now_s)
    bench.chargers.drain()
    await bench.told("StopTransaction")
    assert bench.central.calls("StopTransaction")[-1]["transactionId"] > 100
