"""Addresses of the site."""

from django.conf import settings
from django.urls import include, path

from songbang import api
from songbang.apps.insight import views as insight
from songbang.ui import views as ui

handler404 = "songbang.ui.views.not_found"
handler500 = "songbang.ui.views.failed"

urlpatterns = [
    path("", insight.home, name="home"),
    path("manifest.webmanifest", ui.manifest, name="manifest"),
    path("offline.js", ui.offline_worker, name="offline-worker"),
    path("language/", ui.choose_language, name="language"),
    path("api/docs", api.docs, name="api-docs"),
    path("api/openapi.json", api.openapi, name="openapi"),
    path("api/", include((api.urlpatterns, "ninja"), namespace="api")),
    path("", include("songbang.apps.units.urls")),
    path("door/", include("songbang.apps.demands.urls")),
    path("agenda/", include("songbang.apps.agenda.urls")),
    path("imports/", include("songbang.apps.intake.urls")),
    path("campaigns/", include("songbang.apps.oversight.urls")),
    path("help/", include("songbang.apps.helpline.urls")),
    path("ledger/", include("songbang.apps.evidence.urls")),
    path("forms/", include("songbang.apps.forms.urls")),
    path("", include("songbang.apps.insight.urls")),
    path("", include("songbang.apps.upkeep.urls")),
]
if settings.OIDC_ISSUER:
    urlpatterns.append(path("sso/", include("mozilla_django_oidc.urls")))
