"""The app of that name for Django."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "songbang.apps.agenda"
    label = "agenda"
