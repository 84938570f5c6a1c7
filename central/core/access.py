"""Who may do what: roles and the permissions that they carry."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """What a route asks for."""

    READ = "read"
    REPORT = "report"
    """Tell what was found at a charger."""
    OPERATE = "operate"
    ADMINISTER = "administer"


class UserRole(StrEnum):
    """What a person is to the network; drivers are nobody and log in nowhere."""

    VIEWER = "viewer"
    TECHNICIAN = "technician"
    OPERATOR = "operator"
    ADMIN = "admin"


PERMISSIONS: Final[Mapping[str, tuple[Permission, ...]]] = {
    UserRole.VIEWER: (Permission.READ,),
    UserRole.TECHNICIAN: (Permission.READ, Permission.REPORT),
    UserRole.OPERATOR: (Permission.READ, Permission.REPORT, Permission.OPERATE),
    UserRole.ADMIN: (
        Permission.READ,
        Permission.REPORT,
        Permission.OPERATE,
        Permission.ADMINISTER,
    ),
}


def may(role: str, permission: Permission) -> bool:
    """Whether a role carries a permission; an unknown role carries none."""
    return permission in PERMISSIONS.get(role, ())
