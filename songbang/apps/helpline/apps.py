"""The app of that name for Django."""

from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "songbang.apps.helpline"
    label = "helpline"

    def ready(self) -> None:
        """Reports tell what is kept here; rules and lists are changed where it is shown."""
        from songbang.apps.helpline.queries import asked_changes, published_needs
        from songbang.apps.helpline.reporting import voice_part
        from songbang.apps.intake import asked_changes as changes
        from songbang.apps.intake.report_parts import register
        from songbang.apps.units import needs

        register("voice", voice_part)
        changes.register(asked_changes)
        needs.publish_by(published_needs)
