"""The app of that name for Django."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "songbang.apps.forms"
    label = "forms"

    def ready(self) -> None:
        from songbang.apps.forms.facts import facts_known
        from songbang.apps.forms.services import study_for_door
        from songbang.apps.forms.studies import study_of
        from songbang.apps.intake import form_studies, known

        form_studies.register(study_of, study_for_door)
        known.register(facts_known)
