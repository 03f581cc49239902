"""Addresses of forms, under /forms/."""

from django.urls import path

from songbang.apps.forms import asking_views, base_views, fact_views

app_name = "forms"
urlpatterns = [
    path("", asking_views.templates, name="templates"),
    path("upload/", asking_views.upload, name="upload"),
    path("<int:pk>/", asking_views.template, name="template"),
    path("<int:pk>/study/", asking_views.study_again, name="study"),
    path("<int:pk>/send/", asking_views.send, name="send"),
    path("<int:pk>/original/", asking_views.original, name="original"),
    path("rounds/<int:pk>/", asking_views.one_round, name="round"),
    path("rounds/<int:pk>/close/", asking_views.close, name="close"),
    path("rounds/<int:pk>/tell/", asking_views.tell, name="tell"),
    path("rounds/<int:pk>/<slug:shape>.xlsx", asking_views.workbook, name="workbook"),
    path("rounds/<int:pk>/personal/<slug:shape>.xlsx", asking_views.personal, name="personal"),
    path("mine/", base_views.papers, name="papers"),
    path("mine/<int:pk>/", base_views.paper, name="paper"),
    path("mine/<int:pk>/save/", base_views.save, name="save"),
    path("mine/<int:pk>/decline/", base_views.decline, name="decline"),
    path("mine/<int:pk>/take-back/", base_views.take_back, name="take-back"),
    path("mine/<int:pk>/reveal/", base_views.reveal, name="reveal"),
    path("mine/<int:pk>/bring-back/", base_views.bring_back, name="bring-back"),
    path("mine/<int:pk>/residual.xlsx", base_views.residual, name="residual"),
    path("mine/<int:pk>/filled.xlsx", base_views.filled, name="filled"),
    path("uses/", base_views.uses, name="uses"),
    path("facts/", fact_views.facts, name="facts"),
    path("facts/give/", fact_views.give, name="give"),
    path("facts/doubts/<int:pk>/", fact_views.settle, name="settle"),
    path("elements/", fact_views.elements, name="elements"),
    path("elements/confirmed/<int:pk>/take-back/", fact_views.take_back_confirmed, name="take-back-confirmed"),
    path("<int:pk>/confirm/", fact_views.confirm_of, name="confirm-of"),
]
