"""Load sharing: many sessions, and never more than the grid gives."""
