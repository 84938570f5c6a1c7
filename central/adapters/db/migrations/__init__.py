"""How the database came to be: one revision a change, run at every start."""
