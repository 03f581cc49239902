"""What insight brings to the API: figures with the rows behind them, and reports."""

from __future__ import annotations

from songbang.apps.insight import figures_api, reports_api

routers = (figures_api.router, reports_api.router)
