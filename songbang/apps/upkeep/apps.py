"""Upkeep as a Django app: pages, no tables."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "songbang.apps.upkeep"
    label = "upkeep"
