"""Refusal becomes a page; pages that show a person are kept by no cache."""

from django.shortcuts import render

from core.refusal import Refusal


class RefusalPages:
    """Answer a Refusal with its reason, and keep every page out of caches."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request, exception):
        if isinstance(exception, Refusal):
            return render(request, "refused.html", {"reason": exception}, status=409)
        return None
