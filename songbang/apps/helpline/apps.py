"""The app of that name for Django."""

from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "songbang.apps.helpline"
    label = "helpline"

    def ready(self) -> None:
        """Reports tell what is kept here."""
        from songbang.apps.helpline.reporting import voice_part
        from songbang.apps.intake.report_parts import register

        register("voice", voice_part)
