"""Addresses: one line per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("core.urls")),
]
