"""Addresses of the door, under /door/."""

from django.urls import path

from songbang.apps.demands import act_views, base_views, desk_views, drop_views, policy_views, views, watch_views

app_name = "demands"
urlpatterns = [
    path("", views.demands, name="demands"),
    path("new/", views.begin, name="begin"),
    path("drop/", drop_views.drop, name="drop"),
    path("drafts/<int:pk>/also/", drop_views.also, name="also"),
    path("drafts/<int:pk>/", views.draft, name="draft"),
    path("drafts/<int:pk>/ask/", views.ask, name="ask"),
    path("drafts/<int:pk>/throw-away/", views.throw_away, name="throw-away"),
    path("<int:pk>/", views.demand, name="demand"),
    path("<int:pk>/act/", act_views.act, name="act"),
    path("<int:pk>/waive/", act_views.waive, name="waive"),
    path("<int:pk>/sheet/", act_views.sheet, name="sheet"),
    path("desk/", desk_views.desk, name="desk"),
    path("desk/<int:pk>/", desk_views.decide, name="decide"),
    path("desk/delegate/", desk_views.delegate, name="delegate"),
    path("desk/delegations/<int:pk>/end/", desk_views.end_delegation, name="end-delegation"),
    path("posts/", desk_views.posts, name="posts"),
    path("posts/give/", desk_views.give_post, name="give-post"),
    path("posts/<int:pk>/end/", desk_views.end_post, name="end-post"),
    path("asked/", base_views.asked, name="asked"),
    path("asked/<int:pk>/answer/", base_views.answer, name="answer"),
    path("check/", base_views.check, name="check"),
    path("check/refuse/", base_views.refuse, name="refuse"),
    path("refusals/", base_views.refusals, name="refusals"),
    path("leads/", watch_views.leads, name="leads"),
    path("what-if/", watch_views.what_if, name="what-if"),
    path("hooks/", watch_views.hooks, name="hooks"),
    path("hooks/add/", watch_views.add_hook, name="add-hook"),
    path("hooks/<int:pk>/end/", watch_views.end_hook, name="end-hook"),
    path("plans/", policy_views.plans, name="plans"),
    path("plans/import/", policy_views.take_plan, name="take-plan"),
    path("plans/add/", policy_views.add_item, name="add-item"),
    path("plans/rule/", policy_views.plan_rule, name="plan-rule"),
    path("lists/", policy_views.lists, name="lists"),
    path("lists/import/", policy_views.take_list, name="take-list"),
    path("rules/", policy_views.rules, name="rules"),
    path("rules/propose/", policy_views.propose, name="propose"),
    path("rules/<int:pk>/", policy_views.settle_change, name="settle-change"),
]
