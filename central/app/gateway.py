"""Role gateway: the chargers' sockets, and commands for them."""

from datetime import timedelta
from functools import partial

from central.adapters.mqtt.gateway_commands import GatewayCommands
from central.adapters.ocpp.credentials import Passwords
from central.adapters.ocpp.gateway import Gateway, GatewayParts, Listener
from central.adapters.ocpp.handshake import Doorkeeper, Profile
from central.adapters.ocpp.session import NoteFrame
from central.adapters.pki import Authority
from central.adapters.quirk_file import read_quirks
from central.app.parts import App
from central.config import Settings
from central.core.handshake_rate import HandshakeRate, Rate
from central.services.admission import NewcomerRules
from central.services.charging_parts import ChargingParts, ChargingRules
from central.services.message_log import MessageLog
from central.services.silent_sessions import run_silent_sessions
from central.services.write_behind import WriteBehind


def start_gateway(app: App) -> None:
    """Role gateway: the chargers' sockets, and commands for them."""
    settings = app.settings
    write_behind = WriteBehind(app.units, app.counters)
    newcomers = NewcomerRules(
        policy=settings.registration.value,
        price_per_kwh=settings.default_price_per_kwh,
        energy_cost_per_kwh=settings.default_energy_cost_per_kwh,
        currency=settings.currency,
    )
    rules = ChargingRules(
        takes_unknown_tags=settings.takes_unknown_tags,
        heartbeat_interval_s=settings.heartbeat_interval_s,
        pending_interval_s=settings.pending_interval_s,
        receipt_url=settings.receipt_url,
    )
    quirks = read_quirks(settings.quirks_file)
    charging = ChargingParts(app.units, write_behind, app.clock, app.counters, rules, quirks)
    gateway = Gateway(
        GatewayParts(
            charging=charging,
            door=Doorkeeper(
                app.units, Passwords(), newcomers, app.counters, handshake_rate(settings)
            ),
            ids=app.ids,
            authority=app.authority,
            note_frame=start_message_log(app),
        )
    )
    commands = GatewayCommands(
        gateway, app.link, app.clock, app.counters, is_sole_gateway=settings.sole_gateway
    )
    commands.subscribe()
    silence = timedelta(hours=settings.session_silence_h)
    app.keep_running(write_behind.run, "write-behind")
    app.keep_running(partial(run_silent_sessions, charging, silence), "silent sessions")
    app.keep_running(commands.run, "gateway commands")
    app.tasks.create_task(gateway.run(listeners_of(settings, app.authority), app.on_listening))


def handshake_rate(settings: Settings) -> HandshakeRate:
    """How many handshakes are let in."""
    return HandshakeRate(
        Rate(settings.handshakes_per_s_per_address, settings.handshake_burst_per_address),
        Rate(settings.handshakes_per_s, settings.handshake_burst),
    )


def start_message_log(app: App) -> NoteFrame | None:
    """Write down all frames that pass; None where the settings keep none."""
    settings = app.settings
    if settings.message_log_days == 0:
        return None
    shows_tags = settings.message_log_id_tags
    messages = MessageLog(app.units, app.clock, app.counters, shows_id_tags=shows_tags)
    app.keep_running(messages.run, "message log")
    return messages.note


def listeners_of(settings: Settings, authority: Authority | None) -> list[Listener]:
    """The ports for chargers: plain, and where they are set TLS, with client certificates too."""
    listeners = [Listener("ocpp", settings.ocpp_host, settings.ocpp_port)]
    secure = (
        ("ocpp_tls", settings.ocpp_tls_port, Profile.TLS),
        ("ocpp_mtls", settings.ocpp_mtls_port, Profile.CLIENT_CERTIFICATE),
    )
    for name, port, profile in secure:
        if port is not None and authority is not None:
            tls = authority.tls(wants_client=profile is Profile.CLIENT_CERTIFICATE)
            listeners.append(Listener(name, settings.ocpp_host, port, profile, tls))
    return listeners
