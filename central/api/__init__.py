"""HTTP: routes, bodies, errors, the stream, and the built dashboard."""
