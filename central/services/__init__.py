"""Use cases of central. Each opens a unit of work, asks the core, and commits."""
