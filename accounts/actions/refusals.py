"""A refusal that leads to where it is put right, or says whose work that is."""

from uuid import UUID

from accounts.permissions import ROLE_PERMISSIONS, Permission
from accounts.viewer import Viewer
from core.refusal import Refusal


def leading_to(
    *, page: str, why: str, words: str, by: Viewer, at: UUID | None = None
) -> Refusal:
    """With the link to a page for whoever may open it, ``at`` the row that it is of;
    for everybody else with the roles that may. An address has its permission's name."""
    permission = Permission(page.partition(":")[2])
    if by.may(permission):
        return Refusal(why, put_right=page, at=at, words=words)
    return Refusal(f"{why} {who_may(permission)}")


def who_may(permission: Permission) -> str:
    """Whose work it is, in a sentence."""
    nouns = [role.noun for role, may in ROLE_PERMISSIONS.items() if permission in may]
    return f"Whose work this is: {', '.join(nouns)}."
