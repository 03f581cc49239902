"""Units and people as a Django app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "songbang.apps.units"
    label = "units"
