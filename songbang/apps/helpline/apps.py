"""The app of that name for Django."""

from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "songbang.apps.helpline"
    label = "helpline"
