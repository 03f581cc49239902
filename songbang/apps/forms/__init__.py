"""One form: facts in time, templates studied before they go down, and what the base still has to answer."""
