# Short names for daily work; ./sntry knows how.
.PHONY: setup fmt lint types arch unit test check lock
bin := .venv/bin

setup:
	./sntry setup
fmt: setup
	$(bin)/ruff check --fix-only --quiet .
	$(bin)/ruff format .
lint: setup
	$(bin)/ruff check .
	$(bin)/ruff format --check .
types: setup
	$(bin)/mypy
arch: setup
	$(bin)/lint-imports
unit: setup
	$(bin)/python -m pytest tests/unit tests/contract
test: setup
	$(bin)/python -m pytest
check:
	./sntry test
lock:
	./sntry lock
