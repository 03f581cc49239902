"""Addresses of the door, under /door/."""

from django.urls import path

from songbang.apps.demands import views

app_name = "demands"
urlpatterns = [
    path("", views.demands, name="demands"),
    path("new/", views.begin, name="begin"),
    path("drafts/<int:pk>/", views.draft, name="draft"),
    path("drafts/<int:pk>/ask/", views.ask, name="ask"),
    path("drafts/<int:pk>/throw-away/", views.throw_away, name="throw-away"),
    path("<int:pk>/", views.demand, name="demand"),
]
