"""The app of that name for Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "songbang.apps.evidence"
    label = "evidence"
