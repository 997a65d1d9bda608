"""What the operator sees of a running server: metrics, logs, audit log, traces."""
