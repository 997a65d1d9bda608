"""Who calls, what he may do, and what he may see."""
