#!/bin/sh
# Rewrites requirements/*.txt from pyproject.toml, with hashes. Needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() { uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml "$@"; }
lock -o requirements/run.txt
lock --group dev -o requirements/dev.txt
