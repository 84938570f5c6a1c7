"""Words for what is asked often, each standing for one request of the API.

`{}` in a path takes the next word of the command line; `key=value` words go into the query of a
read and into the body of a change.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """A request by name."""

    method: str
    path: str
    help: str

    @property
    def places(self) -> int:
        """How many words it takes."""
        return self.path.count("{}")


LISTS: Final = (
    "alarms",
    "api-keys",
    "audit",
    "chargers",
    "connectors",
    "feedback",
    "grid-areas",
    "heals",
    "id-tags",
    "jobs",
    "models",
    "notifications",
    "ocpp-messages",
    "prices",
    "remedies",
    "reservations",
    "security-events",
    "sessions",
    "stations",
    "tariff-assignments",
    "tariffs",
    "tasks",
    "technicians",
    "users",
    "violations",
    "work-orders",
)
"""Words that list all of something; with an id behind it, one of them."""

WORDS: Final[dict[str, Word]] = {
    "approve": Word("POST", "chargers/{}/approve", "accept a charger that waits"),
    "reject": Word("POST", "chargers/{}/reject", "reject a charger"),
    "health": Word("GET", "health", "how central is"),
    "chat": Word("POST", "chat", "a question in words: text=..."),
    "chat-questions": Word("GET", "chat/questions", "what the chat can answer"),
    "route": Word("GET", "route", "the way by car: from=LAT,LON to=LAT,LON"),
    "job-route": Word("GET", "work-orders/{}/route", "the way to a work order: from=LAT,LON"),
    "me": Word("GET", "me", "who asks, and what the role may do"),
    "config": Word("GET", "chargers/{}/configuration", "what is known of a charger's keys"),
    "config-read": Word("POST", "chargers/{}/configuration", "let a charger tell its keys"),
    "config-set": Word("PUT", "chargers/{}/configuration/{}", "change a key: value=..."),
    "profiles": Word("GET", "chargers/{}/charging-profiles", "charging profiles of a charger"),
    "profiles-clear": Word("DELETE", "chargers/{}/charging-profiles", "take profiles away"),
    "diagnostics": Word("POST", "chargers/{}/diagnostics", "let a charger upload diagnostics"),
    "log": Word("POST", "chargers/{}/log", "let a charger upload a log"),
    "firmware": Word("POST", "chargers/{}/firmware", "update: location=... retrieve_at=..."),
    "reserve": Word(
        "POST", "chargers/{}/reservations", "connector_id=... id_tag=... expires_at=..."
    ),
    "cancel-reservation": Word("POST", "reservations/{}/cancel", "give a reservation back"),
    "local-list": Word("GET", "chargers/{}/local-list", "what a charger holds as its list"),
    "send-local-list": Word("PUT", "chargers/{}/local-list", "send it all tags"),
    "put-id-tag": Word("PUT", "id-tags/{}", "put a tag down: status=... expires_at=..."),
    "delete-id-tag": Word("DELETE", "id-tags/{}", "forget a tag"),
    "renew-password": Word("POST", "chargers/{}/password", "give a charger a new password"),
    "security-profile": Word("GET", "chargers/{}/security-profile", "how a charger connects"),
    "set-security-profile": Word("PUT", "chargers/{}/security-profile", "raise it: profile=..."),
    "certificates": Word("GET", "chargers/{}/certificates", "certificates of a charger"),
    "composite-schedule": Word(
        "POST", "chargers/{}/composite-schedule", "what a charger says it may give"
    ),
    "add-tariff": Word("POST", "tariffs", "a new tariff: --data with id, name and prices"),
    "change-tariff": Word(
        "POST", "tariffs/{}/versions", "new prices, from now or later: --data with prices, from_at"
    ),
    "default-tariff": Word("PUT", "default-tariff", "where no other holds: tariff_id=..."),
    "station-tariff": Word("GET", "stations/{}/tariff", "what holds at a station now"),
    "set-station-tariff": Word("PUT", "stations/{}/tariff", "tariff_id=... from_at=..."),
    "charger-tariff": Word("GET", "chargers/{}/tariff", "what holds for a charger now"),
    "set-charger-tariff": Word("PUT", "chargers/{}/tariff", "tariff_id=... from_at=..."),
    "shown-prices": Word("GET", "chargers/{}/prices", "prices that a charger accepted"),
    "receipt": Word("GET", "sessions/{}/receipt", "what a session cost: format=json|text|html"),
    "review": Word("POST", "sessions/{}/review", "release or correct energy that was held"),
    "violations-by-firmware": Word("GET", "violations/by-firmware", "who breaks the standard"),
    "meter-values": Word("GET", "sessions/{}/meter-values", "readings of a session"),
    "sharing": Word("GET", "stations/{}/load-sharing", "who is given how much, and why"),
    "load-plan": Word("GET", "stations/{}/load-plan", "limits of a station"),
    "set-load-plan": Word(
        "PUT", "stations/{}/load-plan", "limit_w=... safe_limit_w=..., or --data"
    ),
    "drop-load-plan": Word("DELETE", "stations/{}/load-plan", "no limits but its grid limit"),
    "put-grid-area": Word("PUT", "grid-areas/{}", "name=... limit_w=..., or --data"),
    "delete-grid-area": Word("DELETE", "grid-areas/{}", "forget a grid area"),
    "switches": Word("GET", "control/heal", "switches of the control loop"),
    "set-switches": Word(
        "PUT", "control/heal", "mode=off|propose|autopilot use_price=... stopped=..."
    ),
    "set-region": Word("PUT", "control/heal/regions/{}", "a city's own mode: mode=..."),
    "clear-region": Word("DELETE", "control/heal/regions/{}", "the network's mode there again"),
    "preview-heal": Word(
        "POST", "heal/preview", "what the loop would do: station_id=... critical=true mode=..."
    ),
    "approve-heal": Word("POST", "heals/{}/approve", "let a proposed heal act"),
    "prolong-heal": Word("POST", "heals/{}/prolong", "give it more time: hours=... reason=..."),
    "stop-heal": Word("POST", "heals/{}/stop", "end a heal: reason=..."),
    "ack-alarm": Word("POST", "alarms/{}/ack", "somebody has seen it: minutes=..."),
    "assign-alarm": Word("POST", "alarms/{}/assign", "to=NAME; empty = nobody"),
    "order-work": Word(
        "POST",
        "alarms/{}/order",
        "open a work order: charge_point=... urgency=... note=...",
    ),
    "note-alarm": Word("POST", "alarms/{}/note", "a line for its timeline: text=..."),
    "close-alarm": Word("POST", "alarms/{}/close", "reason=... found_cause=..."),
    "put-technician": Word(
        "PUT", "technicians/{}", "--data with skills, shifts, time_zone, base, is_active"
    ),
    "delete-technician": Word("DELETE", "technicians/{}", "forget skills, shifts and van"),
    "put-stock": Word("PUT", "technicians/{}/stock", "what is on the van: --data with parts"),
    "put-position": Word(
        "PUT", "technicians/{}/position", "where somebody is: latitude_deg=... longitude_deg=..."
    ),
    "repeat-faults": Word("GET", "chargers/{}/repeat-faults", "faults of a charger in 30 days"),
    "work-plan": Word("GET", "work-plan", "who is asked next, and why"),
    "work-timeline": Word("GET", "work-orders/{}/timeline", "what happened to a work order"),
    "work-evidence": Word("GET", "work-orders/{}/evidence", "all that a warranty claim needs"),
    "work-catalogue": Word("GET", "work-catalogue", "parts, and what each cause takes"),
    "assign-work": Word("POST", "work-orders/{}/assign", "technician=NAME; empty = planning"),
    "accept-work": Word("POST", "work-orders/{}/accept", "the technician will do it"),
    "decline-work": Word("POST", "work-orders/{}/decline", "somebody else has to: reason=..."),
    "travel-to-work": Word("POST", "work-orders/{}/travel", "the technician sets out"),
    "arrive-at-work": Word("POST", "work-orders/{}/arrive", "the technician is there"),
    "finish-work": Word("POST", "work-orders/{}/finish", "found_cause=... text=..., or --data"),
    "note-work": Word("POST", "work-orders/{}/note", "a line for its timeline: text=..."),
    "reopen-work": Word("POST", "work-orders/{}/reopen", "it did not help: reason=..."),
    "close-work": Word("POST", "work-orders/{}/close", "what is verified: reason=..."),
    "cancel-work": Word("POST", "work-orders/{}/cancel", "it is not wanted: reason=..."),
    "alarm-cause": Word("GET", "alarms/{}/cause", "why an alarm is, with evidence"),
    "alarm-timeline": Word("GET", "alarms/{}/timeline", "what happened to an alarm"),
    "similar-alarms": Word("GET", "alarms/{}/similar", "past alarms that are like it"),
    "playbooks": Word("GET", "remedies/playbooks", "what is tried before a person is sent"),
    "start-remedy": Word("POST", "chargers/{}/remedies", "try its playbook now: reason=..."),
    "approve-remedy": Word("POST", "remedies/{}/approve", "let a proposed remedy act"),
    "stop-remedy": Word("POST", "remedies/{}/stop", "end a remedy: reason=..."),
    "uptime": Word("GET", "uptime", "uptime of ports: station_id=... charge_point=..."),
    "exclusions": Word("GET", "uptime/exclusions", "what is excluded from outages"),
    "exclude": Word(
        "POST",
        "uptime/exclusions",
        "charge_point=... cause=... start_at=... evidence=...",
    ),
    "withdraw-exclusion": Word("POST", "uptime/exclusions/{}/withdraw", "reason=..."),
    "first-attempts": Word("GET", "first-attempts", "who charged at once, and why not: from=..."),
    "failed-attempts": Word("GET", "first-attempts/failed", "attempts that failed, with reasons"),
    "busy-hours": Word("GET", "stations/{}/busy-hours", "how busy by hour of the week: weeks=..."),
    "tick": Word("GET", "simulation/tick", "what the loop decided, and how the network is"),
    "add-user": Word("POST", "users", "name=... role=... password=..."),
    "change-user": Word("PATCH", "users/{}", "role=... password=..."),
    "delete-user": Word("DELETE", "users/{}", "forget a person"),
    "channels": Word("GET", "notification-channels", "ways to people: person=..."),
    "add-channel": Word(
        "POST", "users/{}/notification-channels", "kind=apprise|webhook|mqtt secret_url=..."
    ),
    "delete-channel": Word("DELETE", "notification-channels/{}", "forget a channel"),
    "test-channel": Word("POST", "notification-channels/{}/test", "send a message that says so"),
    "told-of": Word("GET", "users/{}/notification-preferences", "what a person wants to be told"),
    "tell-of": Word(
        "PUT",
        "users/{}/notification-preferences",
        "zone=... quiet_start=HH:MM quiet_end=HH:MM severity_min=... digest_at=HH:MM",
    ),
    "make-key": Word("POST", "api-keys", "make an API key: name=... role=..."),
    "revoke-key": Word("DELETE", "api-keys/{}", "revoke an API key"),
}
