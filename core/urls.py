"""Addresses that belong to no app."""

urlpatterns = []
