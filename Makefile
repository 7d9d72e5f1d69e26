PYTHON ?= python3

.PHONY: demo test bench goldens check docs

demo test bench goldens check docs:
	@$(PYTHON) bootstrap.py $@
