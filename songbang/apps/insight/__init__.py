"""What everybody looks at: dashboards, rows behind figures, duplicates, reports, the journal's page."""
