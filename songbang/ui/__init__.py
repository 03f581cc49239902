"""The look of the site: layout, components, vendored files, middleware, template tags. Knows no app."""
