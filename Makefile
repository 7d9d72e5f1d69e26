PYTHON ?= python3

.PHONY: demo test bench bench-video goldens check docs

demo test bench bench-video goldens check docs:
	@$(PYTHON) bootstrap.py $@
