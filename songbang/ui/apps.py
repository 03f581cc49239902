"""The look of the site as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "songbang.ui"
    label = "ui"
