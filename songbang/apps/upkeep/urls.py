"""Addresses of upkeep."""

from django.urls import path

from songbang.apps.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("metrics", views.prometheus, name="metrics"),
]
