"""Addresses of evidence and assessments, under /ledger/."""

from django.urls import path

from songbang.apps.evidence import room_views, scheme_views, views

app_name = "evidence"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("give/", views.give, name="give"),
    path("phone/", views.phone, name="phone"),
    path("share/", views.share, name="share"),
    path("link/", views.give_link, name="give-link"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/describe/", views.describe, name="describe"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/bring-back/", views.bring_back, name="bring-back"),
    path("<int:pk>/original/", views.original, name="original"),
    path("assessments/", scheme_views.assessments, name="assessments"),
    path("assessments/new/", scheme_views.take_in, name="take-in"),
    path("assessments/<int:pk>/", scheme_views.one, name="assessment"),
    path("assessments/<int:pk>/close/", scheme_views.close, name="close-assessment"),
    path("assessments/<int:pk>/conditions/", scheme_views.conditions, name="conditions"),
    path("assessments/<int:pk>/result.xlsx", scheme_views.result_workbook, name="result"),
    path("assessments/<int:pk>/units/<int:unit>/", scheme_views.at_unit, name="assessed-unit"),
    path("assessments/<int:pk>/units/<int:unit>/judge/", scheme_views.judge, name="judge"),
    path("assessments/<int:pk>/units/<int:unit>/marks/", scheme_views.mark, name="mark"),
    path("assessments/<int:pk>/units/<int:unit>/traits/", scheme_views.note_traits, name="note-traits"),
    path("assessments/<int:pk>/rooms/", room_views.open_room, name="open-room"),
    path("rooms/<int:pk>/close/", room_views.close_room, name="close-room"),
    path("room/<str:token>/", room_views.room, name="room"),
    path("room/<str:token>/all.zip", room_views.packed, name="room-zip"),
    path("room/<str:token>/<int:pk>/", room_views.shown, name="room-evidence"),
]
