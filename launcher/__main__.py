"""Entry point of the `sntry` command."""


def main() -> int:
    """Run the command line."""
    return 0
