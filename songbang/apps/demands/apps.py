"""The app of that name for Django."""

from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "songbang.apps.demands"
    label = "demands"

    def ready(self) -> None:
        """Rows of registers that count are history for the door; and nobody calls the base past it."""
        from songbang.apps.demands.calling import check_calling
        from songbang.apps.demands.from_registers import follow_import
        from songbang.apps.intake.followers import follow
        from songbang.apps.units.door import guard

        follow(follow_import)
        guard(check_calling)
