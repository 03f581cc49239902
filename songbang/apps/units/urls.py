"""Addresses of units and accounts."""

from django.urls import path

from songbang.apps.units import account_views, list_views, own_views, unit_views, views

app_name = "units"
urlpatterns = [
    path("log-in/", views.log_in, name="log-in"),
    path("log-out/", views.log_out, name="log-out"),
    path("second-factor/", views.second_factor, name="second-factor"),
    path("holding/", views.choose_holding, name="choose-holding"),
    path("units/", unit_views.tree, name="tree"),
    path("units/new/", unit_views.add_unit, name="add-unit"),
    path("units/list/", list_views.units_list, name="units-list"),
    path("units/list/take/", list_views.take_units_list, name="take-units-list"),
    path("units/people/", list_views.people_list, name="people-list"),
    path("units/people/take/", list_views.take_people_list, name="take-people-list"),
    path("units/<int:pk>/", unit_views.see_unit, name="unit"),
    path("units/<int:pk>/edit/", unit_views.edit_unit, name="edit-unit"),
    path("units/<int:pk>/rename/", unit_views.rename_unit, name="rename-unit"),
    path("units/<int:pk>/merge/", unit_views.merge_unit, name="merge-unit"),
    path("units/<int:pk>/split/", unit_views.split_unit, name="split-unit"),
    path("units/<int:pk>/aliases/", unit_views.add_alias, name="add-alias"),
    path("units/<int:pk>/aliases/<int:alias>/remove/", unit_views.remove_alias, name="remove-alias"),
    path("units/<int:pk>/posts/", unit_views.add_post, name="add-post"),
    path("units/<int:pk>/posts/<int:post>/end/", unit_views.end_post, name="end-post"),
    path("accounts/", account_views.list_accounts, name="accounts"),
    path("accounts/new/", account_views.make_account, name="make-account"),
    path("accounts/<int:pk>/", account_views.see_account, name="account"),
    path("accounts/<int:pk>/describe/", account_views.describe, name="describe-account"),
    path("accounts/<int:pk>/holdings/", account_views.give_holding, name="give-holding"),
    path("accounts/<int:pk>/holdings/<int:holding>/take/", account_views.take_holding, name="take-holding"),
    path("accounts/<int:pk>/password/", account_views.give_password, name="give-password"),
    path("accounts/<int:pk>/active/", account_views.set_active, name="set-active"),
    path("accounts/<int:pk>/unlock/", account_views.unlock, name="unlock-account"),
    path("accounts/<int:pk>/second-factor/", account_views.remove_second_factor, name="remove-second-factor"),
    path("account/", own_views.own_account, name="own"),
    path("account/look/", own_views.choose_look, name="choose-look"),
    path("account/password/", own_views.own_password, name="own-password"),
    path("account/second-factor/", own_views.own_second_factor, name="own-second-factor"),
    path("account/second-factor/begin/", own_views.begin_second_factor, name="begin-second-factor"),
    path("account/second-factor/code.svg", own_views.second_factor_code, name="second-factor-code"),
    path("account/second-factor/confirm/", own_views.confirm_second_factor, name="confirm-second-factor"),
    path("account/second-factor/end/", own_views.end_second_factor, name="end-second-factor"),
]
