"""Addresses: one line per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("home.urls")),
    path("", include("patients.urls")),
    path("", include("agreements.urls")),
    path("", include("referrals.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("account/", include("accounts.library_urls")),
]
