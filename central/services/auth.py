"""Logging in and out, and who a session belongs to.

Passwords are kept as argon2 hashes, tokens as SHA-256 of 32 random bytes. A wrong name costs as
much time as a wrong password. After five failures within a minute, from one address or for one
name, further attempts wait. A session lasts 12 h of real time.
"""

import asyncio
import hashlib
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from central.core.access import UserRole
from central.services.control_records import AuditRow, User
from central.services.errors import LocalError
from central.services.journal import record
from central.services.ports import Clock
from central.services.unit_of_work import UnitsOfWork

log = structlog.get_logger(__name__)

TOKEN_BYTES: Final = 32
API_KEY_PREFIX: Final = "sntry_"
"""How the token of an API key begins; those of sessions do not."""
USE_NOTED_EVERY: Final = timedelta(minutes=1)
SESSION_LENGTH: Final = timedelta(hours=12)
FAILURES_MAX: Final = 5
FAILURE_WINDOW_S: Final = 60.0
REMEMBERED_MAX: Final = 10_000
HASHES_AT_ONCE: Final = 2
"""Argon2 takes 64 MiB each."""
PASSWORD_LENGTH_MIN: Final = 8
FIRST_ADMIN: Final = "admin"
NO_PASSWORD: Final = ""
"""In place of a hash: no password fits it."""


class TooManyAttemptsError(LocalError):
    """Wait before the next attempt."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"too many failed logins: try again in {wait_s:.0f} s")
        self.wait_s = wait_s


class WeakPasswordError(LocalError):
    """The password is too short."""

    def __init__(self) -> None:
        super().__init__(f"a password needs at least {PASSWORD_LENGTH_MIN} characters")


@dataclass(frozen=True, slots=True)
class Login:
    """A new session: the token goes to the person, only its hash is kept."""

    user: User
    token: str


class FailureCount:
    """Counts failures by key within a sliding minute of real time."""

    def __init__(self, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._failed_at_s: dict[str, deque[float]] = {}

    def wait_s(self, key: str) -> float:
        """Real seconds until the next attempt is taken; 0 = now."""
        times = self._recent(key)
        if len(times) < FAILURES_MAX:
            return 0.0
        return times[-FAILURES_MAX] + FAILURE_WINDOW_S - self._monotonic_s()

    def add(self, key: str) -> None:
        """One more failure."""
        if len(self._failed_at_s) >= REMEMBERED_MAX:
            for each in list(self._failed_at_s):
                self._recent(each)
        self._failed_at_s.setdefault(key, deque(maxlen=FAILURES_MAX)).append(self._monotonic_s())

    def _recent(self, key: str) -> deque[float]:
        times = self._failed_at_s.get(key, deque())
        while times and times[0] <= self._monotonic_s() - FAILURE_WINDOW_S:
            times.popleft()
        if not times:
            self._failed_at_s.pop(key, None)
        return times


class Auth:
    """People's way in; one a process."""

    def __init__(self, uows: UnitsOfWork, clock: Clock, monotonic_s: Callable[[], float]) -> None:
        self._uows = uows
        self._clock = clock
        self._failures = FailureCount(monotonic_s)
        self._hasher = PasswordHasher()
        self._gate = asyncio.Semaphore(HASHES_AT_ONCE)
        self._decoy: str | None = None

    async def login(self, name: str, password: str, address: str) -> Login | None:
        """Check a password and open a session.

        Args:
            name: of the person.
            password: as typed.
            address: where the request comes from, for the rate limit.

        Returns:
            The session, or None where name and password do not fit.

        Raises:
            TooManyAttemptsError: after five failures within a minute.
        """
        keys = (f"name {name}", f"address {address}")
        wait_s = max(self._failures.wait_s(key) for key in keys)
        if wait_s > 0:
            raise TooManyAttemptsError(wait_s)
        async with self._uows.read() as uow:
            user = await uow.users.by_name(name)
        if self._decoy is None:
            self._decoy = await self.hashed(secrets.token_urlsafe(TOKEN_BYTES))
        fits = await self._fits(self._decoy if user is None else user.password_hash, password)
        if user is None or not fits:
            for key in keys:
                self._failures.add(key)
            log.warning("login_failed", name=name[:60], address=address)
            return None
        token = secrets.token_urlsafe(TOKEN_BYTES)
        await self._open_session(user, token)
        return Login(user, token)

    async def user_of(self, token: str) -> User | None:
        """Whose session or API key this is; None where it is over or never was."""
        if token.startswith(API_KEY_PREFIX):
            return await self._user_of_key(token)
        async with self._uows.read() as uow:
            return await uow.users.of_session(token_hash(token), self._clock.now())

    async def _user_of_key(self, token: str) -> User | None:
        now = self._clock.now()
        async with self._uows.read() as uow:
            key = await uow.api_keys.of_token(token_hash(token))
        if key is None or not key.is_good(now):
            return None
        if key.last_used_at is None or now - key.last_used_at >= USE_NOTED_EVERY:
            async with self._uows.write() as uow:
                await uow.api_keys.used(key.id, now)
                await uow.commit()
        return User(-key.id, f"key:{key.name}", NO_PASSWORD, key.role, key.created_at)

    async def renew_password(self, user: User, current: str, new: str) -> bool:
        """Set a person's own password and end the sessions; False where the old one is wrong.

        Raises:
            TooManyAttemptsError: after five failures within a minute.
        """
        key = f"name {user.name}"
        if (wait_s := self._failures.wait_s(key)) > 0:
            raise TooManyAttemptsError(wait_s)
        if not await self._fits(user.password_hash, current):
            self._failures.add(key)
            return False
        digest = await self.hashed(new)
        now = self._clock.now()
        async with self._uows.write() as uow:
            await uow.users.set_password(user.name, digest)
            act = AuditRow(now, "human", user.name, "user.password", "user", user.name, "renewed")
            await record(uow, act)
            await uow.commit()
        return True

    async def logout(self, token: str) -> None:
        """End a session."""
        async with self._uows.write() as uow:
            await uow.users.end_session(token_hash(token))
            await uow.commit()

    async def add_user(self, name: str, password: str, role: UserRole, actor: str) -> bool:
        """Put down a person; False where the name is taken.

        Raises:
            WeakPasswordError: the password is too short.
        """
        if len(password) < PASSWORD_LENGTH_MIN:
            raise WeakPasswordError
        digest = await self.hashed(password)
        now = self._clock.now()
        async with self._uows.write() as uow:
            added = await uow.users.add(name, digest, role.value, now)
            if added:
                await record(
                    uow,
                    AuditRow(now, "human", actor, "user.added", "user", name, f"role {role.value}"),
                )
            await uow.commit()
        return added

    async def ensure_first_admin(self, password: str | None) -> str | None:
        """See that `admin` exists, with the password of the settings where one is given.

        Returns:
            The password that was made up, if one was; it is stored nowhere else.
        """
        async with self._uows.read() as uow:
            admin = await uow.users.by_name(FIRST_ADMIN)
            nobody = not await uow.users.all()
        if admin is None and (nobody or password is not None):
            made_up = None if password is not None else secrets.token_urlsafe(12)
            digest = await self.hashed(password if password is not None else str(made_up))
            async with self._uows.write() as uow:
                now = self._clock.now()
                await uow.users.add(FIRST_ADMIN, digest, UserRole.ADMIN.value, now)
                await uow.commit()
            return made_up
        if (
            admin is not None
            and password is not None
            and not await self._fits(admin.password_hash, password)
        ):
            digest = await self.hashed(password)
            async with self._uows.write() as uow:
                await uow.users.set_password(FIRST_ADMIN, digest)
                await uow.commit()
            log.info("admin_password_renewed")
        return None

    async def hashed(self, password: str) -> str:
        """Argon2 hash, made beside the event loop."""
        async with self._gate:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def _fits(self, digest: str, password: str) -> bool:
        def check() -> bool:
            try:
                return self._hasher.verify(digest, password)
            except (VerificationError, InvalidHashError):
                return False

        async with self._gate:
            return await asyncio.to_thread(check)

    async def _open_session(self, user: User, token: str) -> None:
        now = self._clock.now()
        length = SESSION_LENGTH / self._clock.real_s(1.0)
        async with self._uows.write() as uow:
            await uow.users.prune_sessions(now)
            await uow.users.add_session(token_hash(token), user.id, now, now + length)
            await record(
                uow, AuditRow(now, "human", user.name, "user.login", "user", user.name, "logged in")
            )
            await uow.commit()


def token_hash(token: str) -> str:
    """What is kept of a token: its bytes are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
