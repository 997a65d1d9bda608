"""Pages and the widget served by the API."""
