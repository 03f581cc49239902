"""Addresses of intake, under /imports/."""

from django.urls import path

from songbang.apps.intake import acts, views

app_name = "intake"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("upload/", acts.upload, name="upload"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/accept/", acts.accept, name="accept"),
    path("<int:pk>/discard/", acts.discard, name="discard"),
    path("<int:pk>/undo/", acts.undo, name="undo"),
    path("<int:pk>/read-again/", acts.read_again, name="read-again"),
    path("<int:pk>/settle/", acts.settle, name="settle"),
    path("<int:pk>/rejects/", views.rejects, name="rejects"),
    path("<int:pk>/rejects/mend/", acts.mend, name="mend"),
    path("<int:pk>/rejects.xlsx", views.rejects_workbook, name="rejects-workbook"),
    path("<int:pk>/original/", views.original, name="original"),
]
