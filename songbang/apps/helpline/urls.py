"""Addresses of the help line and the voices, under /help/."""

from django.urls import path

from songbang.apps.helpline import views, voice_views

app_name = "helpline"
urlpatterns = [
    path("", views.matters, name="matters"),
    path("raise/", views.raise_matter, name="raise"),
    path("<int:pk>/", views.matter, name="matter"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/finish/", views.finish, name="finish"),
    path("<int:pk>/assign/", views.assign, name="assign"),
    path("causes/", voice_views.causes, name="causes"),
    path("causes/new/", voice_views.note_cause, name="note-cause"),
    path("causes/<int:pk>/done/", voice_views.settle_cause, name="settle-cause"),
    path("voices/", voice_views.voices, name="voices"),
    path("voices/suggest/", voice_views.suggest, name="suggest"),
    path("voices/rows/<int:pk>/", voice_views.about_row, name="about-row"),
    path("guidance/", voice_views.threads, name="threads"),
    path("guidance/new/", voice_views.open_thread, name="open-thread"),
    path("guidance/<int:pk>/", voice_views.thread, name="thread"),
    path("guidance/<int:pk>/ask/", voice_views.ask, name="ask"),
    path("guidance/<int:pk>/answer/<int:key>/", voice_views.answer, name="answer"),
]
