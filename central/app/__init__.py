"""Central put together: what all roles share, how each role is started, and who serves them."""
