"""Refusal becomes a page; pages that show a person are kept by no cache."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from core.frame import came_from
from core.refusal import OutOfSight, Refusal

# What a form carries that nobody wrote.
_NOT_WRITTEN = {"csrfmiddlewaretoken", "submit_key", "version", "drawn", "shown"}


class RefusalPages:
    """Answer a Refusal with its reason, give back what was written for a page that is
    not there any more, and keep every page out of caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request, exception):
        written = _written(request)
        if isinstance(exception, OutOfSight) and request.method == "GET":
            facts = {"told": exception.told}
            return render(request, "out_of_sight.html", facts, status=410)
        if isinstance(exception, Refusal):
            page = {
                "reason": exception,
                "put_right": _address(exception),
                "words": exception.words,
                "back_url": came_from(request, ""),
                "written": written,
            }
            return render(request, "refused.html", page, status=409)
        if isinstance(exception, Http404) and written:
            return render(request, "404.html", {"written": written}, status=404)
        return None


def _address(refusal):
    if not refusal.put_right:
        return ""
    return reverse(refusal.put_right, args=[refusal.at] if refusal.at else [])


def _written(request):
    """The sentences that were sent, so that nobody has to write them again."""
    return [
        said
        for name, said in request.POST.items()
        if " " in said and name not in _NOT_WRITTEN and "password" not in name
    ]
