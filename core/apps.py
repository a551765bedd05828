"""The ground floor: no clinical word."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
