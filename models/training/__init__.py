"""Data sets, labels, fitting, evaluation and export; nothing that runs imports it."""
