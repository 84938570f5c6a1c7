"""The only code that computes features."""
