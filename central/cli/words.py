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
    "ocpp-messages",
    "prices",
    "reservations",
    "security-events",
    "sessions",
    "stations",
    "tariff-assignments",
    "tariffs",
    "tasks",
    "users",
    "violations",
)
"""Words that list all of something; with an id behind it, one of them."""

WORDS: Final[dict[str, Word]] = {
    "approve": Word("POST", "chargers/{}/approve", "accept a charger that waits"),
    "reject": Word("POST", "chargers/{}/reject", "reject a charger"),
    "health": Word("GET", "health", "how central is"),
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
    "set-switches": Word("PUT", "control/heal", "mode=off|propose|autopilot use_price=..."),
    "stop-heal": Word("POST", "heals/{}/stop", "end a heal: reason=..."),
    "add-user": Word("POST", "users", "name=... role=... password=..."),
    "change-user": Word("PATCH", "users/{}", "role=... password=..."),
    "delete-user": Word("DELETE", "users/{}", "forget a person"),
    "make-key": Word("POST", "api-keys", "make an API key: name=... role=..."),
    "revoke-key": Word("DELETE", "api-keys/{}", "revoke an API key"),
}
