"""Addresses of the calendar."""

from django.urls import path

from songbang.apps.agenda import place_views, plan_views, views

app_name = "agenda"
urlpatterns = [
    path("", views.see_week, name="week"),
    path("month/", views.see_month, name="month"),
    path("new/", views.add, name="add"),
    path("plans/", plan_views.see_plans, name="plans"),
    path("plans/order/", plan_views.order, name="order"),
    path("plans/join/", plan_views.join, name="join"),
    path("plans/<int:key>/", plan_views.see_plan, name="plan"),
    path("plans/<int:key>/take/", plan_views.take, name="take"),
    path("plans/<int:key>/<int:line>/refuse/", plan_views.refuse, name="refuse"),
    path("plans/<int:key>/<int:line>/undo/", plan_views.undo, name="undo"),
    path("protected/", plan_views.see_protected, name="protected"),
    path("protected/<int:key>/end/", plan_views.unprotect, name="unprotect"),
    path("places/", place_views.see_places, name="places"),
    path("places/rooms/", place_views.keep_room, name="keep-room"),
    path("places/rooms/<int:key>/", place_views.keep_room, name="change-room"),
    path("places/rooms/<int:key>/close/", place_views.close_room, name="close-room"),
    path("places/ways/", place_views.take_ways, name="take-ways"),
    path("places/ways/<int:key>/drop/", place_views.drop_way, name="drop-way"),
    path("calendars/", plan_views.see_calendars, name="calendars"),
    path("calendars/make/", plan_views.make_feed, name="make-feed"),
    path("calendars/busy/", plan_views.take_busy, name="take-busy"),
    path("calendars/<int:key>/end/", plan_views.revoke_feed, name="revoke-feed"),
    path("feed/<str:token>.ics", plan_views.feed, name="feed"),
    path("<int:key>/", views.see_entry, name="entry"),
    path("<int:key>/slots/", views.see_slots, name="slots"),
    path("<int:key>/try/", views.try_move, name="try"),
    path("<int:key>/decide/", views.decide, name="decide"),
    path("<int:key>/invitation.ics", views.invitation, name="invitation"),
    path("<int:key>/<str:act>/", views.act, name="act"),
]
