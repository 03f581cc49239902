"""The app of that name for Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "songbang.apps.evidence"
    label = "evidence"

    def ready(self) -> None:
        """The door asks what the ledger holds."""
        from songbang.apps.evidence.queries import already_here
        from songbang.apps.intake.already_here import register

        register(already_here)
