"""The sntry command: hands over to each program and starts them all for a demo."""
