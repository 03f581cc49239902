"""The app of that name for Django."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "songbang.apps.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Those who published a need learn who comes to answer it."""
        from songbang.apps.agenda.queries import visits_for
        from songbang.apps.units import needs

        needs.answer_by(visits_for)
