"""The app of that name for Django."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "songbang.apps.intake"
    label = "intake"
