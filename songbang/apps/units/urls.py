"""Addresses of units and accounts."""

from django.urls import path

from songbang.apps.units import views

app_name = "units"
urlpatterns = [
    path("log-in/", views.log_in, name="log-in"),
    path("log-out/", views.log_out, name="log-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("holding/", views.choose_holding, name="choose-holding"),
    path("units/", views.tree, name="tree"),
]
