"""What someone was typing, kept sealed: only its author can read it again.

The key is made from the secret and the author's number, so neither a colleague nor a
copy of the table alone opens it.
"""

import base64
import json
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models.functions import Now
from django.http import Http404, QueryDict

from core.forms import DRAFTED
from core.models import Draft

KEPT_FOR = timedelta(days=7)
# Facts of one drawing of a page, not words of its author.
_NOT_WORDS = ("csrfmiddlewaretoken", "submit_key", "version", "drawn", "unchanged")


def _seal_of(user_id):
    purpose = f"draft of {user_id}".encode()
    key = HKDF(hashes.SHA256(), 32, salt=None, info=purpose)
    secret = key.derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(secret))


def keeps(form):
    """Whether a form of this name keeps drafts."""
    return form in DRAFTED


def keep(*, user_id, form, about, typed):
    """Keep ``typed`` (a form as posted) in place of an earlier draft of it.

    Raises: Http404 if no form of this name keeps drafts.
    """
    if not keeps(form):
        raise Http404
    words = {name: values for name, values in typed.lists() if name not in _NOT_WORDS}
    sealed = _seal_of(user_id).encrypt(json.dumps(words).encode())
    Draft.objects.bulk_create(
        [
            Draft(
                user_id=user_id,
                form=form,
                about=about,
                sealed=sealed,
                saved_at=Now(),
                kept_until=Now() + KEPT_FOR,
            )
        ],
        update_conflicts=True,
        unique_fields=["user_id", "form", "about"],
        update_fields=["sealed", "saved_at", "kept_until"],
    )


def find(*, user_id, form, about):
    """The words kept for this form and the moment of keeping, or (None, None)."""
    draft = Draft.objects.of(user_id, form, about).first()
    if draft is None:
        return None, None
    try:
        words = json.loads(_seal_of(user_id).decrypt(bytes(draft.sealed)))
    except InvalidToken:  # the secret has changed since: it can no longer be opened
        return None, None
    typed = QueryDict(mutable=True)
    for name, values in words.items():
        typed.setlist(name, values)
    return typed, draft.saved_at


def drop(*, user_id, form, about):
    """Forget a draft: its words are saved, or its author wants it gone."""
    Draft.objects.of(user_id, form, about).delete()
