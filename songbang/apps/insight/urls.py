"""Addresses of insight."""

from django.urls import path

from songbang.apps.insight import journal_views, report_views, rows_views, tour_views, twin_views, views, week_views

app_name = "insight"
urlpatterns = [
    path("overview/", views.see_overview, name="overview"),
    path("overview/<str:figure>/", views.see_figure, name="figure"),
    path("figures/<int:key>/compute/", views.compute, name="compute"),
    path("rows/", rows_views.see_rows, name="rows"),
    path("rows/<int:key>/", rows_views.see_row, name="row"),
    path("duplicates/", rows_views.see_duplicates, name="duplicates"),
    path("duplicates/again/", twin_views.see_again, name="again"),
    path("duplicates/judged/", twin_views.see_judged, name="judged"),
    path("duplicates/<int:key>/<int:other>/", twin_views.see_twin, name="twin"),
    path("duplicates/<int:key>/<int:other>/judge/", twin_views.judge, name="judge"),
    path("week/", week_views.see_week, name="week"),
    path("week/feed/", week_views.make_feed, name="make-feed"),
    path("week/feed/revoke/", week_views.revoke_feed, name="revoke-feed"),
    path("week/<str:token>.ics", week_views.feed, name="feed"),
    path("reports/", report_views.see_reports, name="reports"),
    path("reports/draft/", report_views.draft, name="draft"),
    path("reports/<int:key>/", report_views.see_report, name="report"),
    path("reports/<int:key>/read/", report_views.read, name="read-report"),
    path("reports/<int:key>/publish/", report_views.publish, name="publish"),
    path("reports/<int:key>/discard/", report_views.discard, name="discard"),
    path("reports/<int:key>/<str:name>", report_views.download, name="download"),
    path("tour/", tour_views.take_step, name="tour"),
    path("journal/", journal_views.see_journal, name="journal"),
]
