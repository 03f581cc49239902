"""The app of that name for Django."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "songbang.apps.insight"
    label = "insight"
