"""What concerns one leg only: passwords, security profile, certificates (ADR 27).

Toward central the edge is the charge point, toward the charger it is the central system, and each
leg has credentials of its own. A key rotation that were relayed as it comes would lock out one of
the legs whenever the other is not there at that moment. So:

- `AuthorizationKey`: the edge keeps it, says Accepted, and comes back to central with it. Only when
  central has let it in with the new key is the charger told the key for its own leg, where the old
  one stays good until the charger has come with the new one.
- `SecurityProfile` is that of the edge's connection to central, which a person configures: Accepted
  if it is so already, else Rejected. The charger is not told: the edge's door stays what it is.
- `InstallCertificate` of a central system's root: the edge believes it from now on.
- `CertificateSigned`: passes if the charger asked for it, since only its own key fits; else
  Rejected.

Sources: OCPP 1.6 security white paper, A01, A02, A05, M05.
"""

from typing import Any, Final

from edge_agent.core import frames, payloads
from edge_agent.core.frames import Call
from edge_agent.core.outlet import Outlet
from edge_agent.core.storage import PutNote
from edge_agent.core.traffic import News, TakeKey, TakeRoot

NOTE: Final = "uplink-key"
KEY: Final = "AuthorizationKey"
PROFILE: Final = "SecurityProfile"
_ROOT: Final = "CentralSystemRootCertificate"
MAX_KEY: Final = 40
"""Characters: 20 bytes as hexadecimal digits."""
MAX_ROOT: Final = 5500
ACCEPTED: Final = '{"status":"Accepted"}'
REJECTED: Final = '{"status":"Rejected"}'
_OPEN, _HAS_IT, _REFUSED = "", "has it", "refused"


class Legs:
    """The two legs of one charger.

    Args:
        note: what an earlier run kept.
        uplink_profile: security profile of the connection to central, 1..3.
        out: where effects go.
    """

    def __init__(self, note: str, uplink_profile: int, out: Outlet) -> None:
        self._out = out
        self._uplink_profile = uplink_profile
        kept = payloads.fields(note)
        self._key = payloads.text(kept.get("key"))
        self._charger = payloads.text(kept.get("charger"))
        self._is_proven = False
        self._has_asked = False

    def takes(self, call: Call) -> bool:
        """Handle a call of central's that is about its own leg; False = relay it."""
        match call.action:
            case "ChangeConfiguration":
                return self._change(call, payloads.fields(call.payload))
            case "InstallCertificate":
                return self._install(call, payloads.fields(call.payload))
            case "CertificateSigned" if not self._has_asked:
                self._out.odd("certificate_unasked", "central sent one that nobody asked for")
                self._answer(call, REJECTED)
                return True
            case _:
                return False

    def _change(self, call: Call, said: dict[str, Any]) -> bool:
        name, value = payloads.text(said.get("key")).lower(), payloads.text(said.get("value"))
        if name == KEY.lower():
            if 0 < len(value) <= MAX_KEY and value.isascii() and value.isprintable():
                self._key, self._charger, self._is_proven = value, _OPEN, False
                self._keep()
                self._out.put(TakeKey(call.id_json, value))
            else:
                self._answer(call, REJECTED)
            return True
        if name == PROFILE.lower():
            is_so = value.strip() == str(self._uplink_profile)
            if not is_so:
                detail = f"{frames.shortened(value)}: the uplink has {self._uplink_profile}"
                self._out.odd("security_profile_refused", detail)
            self._answer(call, ACCEPTED if is_so else REJECTED)
            return True
        return False

    def _install(self, call: Call, said: dict[str, Any]) -> bool:
        if said.get("certificateType") != _ROOT:
            return False  # the manufacturer's is for the charger's firmware
        root = payloads.text(said.get("certificate"))
        if 0 < len(root) <= MAX_ROOT:
            self._out.put(TakeRoot(call.id_json, root))
        else:
            self._answer(call, REJECTED)
        return True

    def proven(self) -> None:
        """Central let the edge in with the key."""
        self._is_proven = bool(self._key)

    def refused(self) -> None:
        """Central does not know the key, but the charger's own password: that one goes up again."""
        if self._key:
            self._out.odd("uplink_key_refused", "the charger's own password is used again")
            self._key, self._charger, self._is_proven = "", _OPEN, False
            self._keep()

    def passed_up(self, action: str) -> None:
        """A call of the charger went to central."""
        self._has_asked = self._has_asked or action == "SignCertificate"

    def offer(self) -> Call | None:
        """The charger's own rotation, if one is due now that its socket is open."""
        if not self._is_proven or self._charger != _OPEN:
            return None
        payload = frames.dump({"key": KEY, "value": self._key})
        return Call("", "ChangeConfiguration", payload)

    def charger_answered(self, action: str, request: str, response: str, *, is_own: bool) -> None:
        """The charger answered a call of central's or, with `is_own`, of the edge's own."""
        status = payloads.fields(response).get("status")
        if action == "CertificateSigned" and status == "Accepted":
            self._has_asked = False
        if not is_own or action != "ChangeConfiguration":
            return
        if payloads.fields(request).get("value") != self._key:
            return
        is_taken = status in ("Accepted", "RebootRequired")
        self._charger = _HAS_IT if is_taken else _REFUSED
        self._keep()
        if not is_taken:
            words = "its own password stays good on its way to the edge"
            self._out.put(News("charger_key_refused", words))

    def _keep(self) -> None:
        note = frames.dump({"key": self._key, "charger": self._charger})
        self._out.keep(PutNote(NOTE, note), survives_power_cut=True)

    def _answer(self, call: Call, payload: str) -> None:
        self._out.to_central(frames.result(call.id_json, payload))


def kept_key(note: str) -> str:
    """The password for central in a note; empty if there is none."""
    return payloads.text(payloads.fields(note).get("key"))
