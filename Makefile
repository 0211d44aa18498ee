# Two commands run the portal: make demo and make test. The work is done in stopext/launch.
PYTHON ?= python3
LAUNCH = $(PYTHON) -m stopext.launch
export PORT ARGS

.PHONY: demo demo-reset test check bench clean freeze lock

demo demo-reset test check bench clean:
	@$(LAUNCH) $@

# Lists the hashes of a new migration's files: from then on `make check` holds them as they are.
freeze:
	@$(PYTHON) -m stopext.launch.gate_migrations --freeze

# Writes the lock files anew. Give it the oldest Python that must work (Debian 12 has 3.11.2):
# a newer one chooses packages that the oldest cannot install.
COMPILE = .test/lock/bin/python -m piptools compile -q --generate-hashes --strip-extras --no-header \
	--no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock:
	$(PYTHON) -m venv .test/lock
	.test/lock/bin/python -m pip install -q pip-tools
	$(COMPILE) -o requirements.lock pyproject.toml
	$(COMPILE) --extra demo -c requirements.lock -o requirements-demo.lock pyproject.toml
	$(COMPILE) --extra demo --extra dev -c requirements-demo.lock -o requirements-dev.lock pyproject.toml
	rm -rf .test/lock
