"""Documents by API: files, jobs, and the ingestion that runs beside the server."""
