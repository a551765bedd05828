"""One press, one act: a repeated submit key answers with the first one's address."""

import hashlib
from functools import wraps
from uuid import UUID

from django.http import Http404
from django.shortcuts import redirect

from core.models import SubmitKey
from core.refusal import Refusal

# What differs between two presses of one form without its words being others.
_NOT_WORDS = {"csrfmiddlewaretoken", "submit_key"}


def once(view):
    """Do what a form asks once. Twenty presses of one form leave one row.

    The key is taken before the view runs, so a second press waits for the first. It
    is given back when the form is shown again. Stands under @requires.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        key = _key(request)
        if key is None:
            return view(request, *args, **kwargs)
        taken = SubmitKey(key, request.viewer.user_id, _words_sha(request))
        if not SubmitKey.objects.take(taken):
            return _answer_again(taken)
        try:
            response = view(request, *args, **kwargs)
        except (Refusal, Http404):
            SubmitKey.objects.filter(pk=key).delete()
            raise
        if response.status_code == 302:
            SubmitKey.objects.filter(pk=key).update(result_url=response.url)
        else:
            SubmitKey.objects.filter(pk=key).delete()
        return response

    return guarded


def _key(request):
    if request.method != "POST":
        return None
    try:
        return UUID(request.POST.get("submit_key", ""))
    except ValueError:
        return None


def _words_sha(request):
    words = sorted(
        (name, values)
        for name, values in request.POST.lists()
        if name not in _NOT_WORDS
    )
    return hashlib.sha256(repr((request.path, words)).encode()).hexdigest()


def _answer_again(again):
    first = SubmitKey.objects.get(pk=again.key)
    if (first.user_id, first.body_sha) == (again.user_id, again.body_sha):
        return redirect(first.result_url)
    raise Refusal(
        "This form was already saved with other words. Open it again to add to it."
    )
