"""Addresses of campaigns, under /campaigns/."""

from django.urls import path

from songbang.apps.oversight import field_views, views

app_name = "oversight"
urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("new/", views.plan, name="plan"),
    path("follow-up.xlsx", views.follow_up_workbook, name="follow-up"),
    path("<int:pk>/", views.campaign, name="campaign"),
    path("<int:pk>/draw/", views.draw, name="draw"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/circular/", views.circular, name="circular"),
    path("<int:pk>/visits/<int:key>/", field_views.visit, name="visit"),
    path("<int:pk>/visits/<int:key>/note/", field_views.note, name="note"),
    path("findings/<int:pk>/sign/", field_views.sign, name="sign"),
    path("findings/<int:pk>/mend/", field_views.mend, name="mend"),
    path("findings/<int:pk>/recheck/", field_views.recheck, name="recheck"),
    path("findings/<int:pk>/photos/<int:key>/", field_views.photo, name="photo"),
]
