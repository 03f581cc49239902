"""The app of that name for Django."""

from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "songbang.apps.demands"
    label = "demands"
