"""Measurements that can be repeated; each prints a ratio against a peer in the same run."""
