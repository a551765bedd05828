"""Addresses that belong to no app."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("health/", views.show_health, name="show_health"),
    path("help/", views.show_help, name="show_help"),
    path("accessibility/", views.show_accessibility, name="show_accessibility"),
]
