"""The app of that name for Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "songbang.apps.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Reports tell what is kept here."""
        from songbang.apps.intake.report_parts import register
        from songbang.apps.oversight.reporting import field_part

        register("field", field_part)
