"""The app of that name for Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "songbang.apps.oversight"
    label = "oversight"
