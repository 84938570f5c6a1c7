"""Features, scoring, and the training of the models that the edge agent runs."""
