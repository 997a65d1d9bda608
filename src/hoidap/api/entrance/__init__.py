"""What every request passes before it reaches a route: limits, identity, time, size."""
