#!/bin/sh
# Everything that can be checked without running the product.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
step() { printf '     check │ %s\n' "$1"; shift; "$@"; }
step "lint"               $bin/ruff check --quiet .
step "format"             $bin/ruff format --quiet --check .
step "templates"          $bin/python tools/check_templates.py
step "types"              $bin/mypy --no-error-summary
step "layers"             sh -c "$bin/lint-imports > /tmp/touyan-layers.$$ 2>&1 || { cat /tmp/touyan-layers.$$; exit 1; }; rm -f /tmp/touyan-layers.$$"
step "migrations"         $bin/python -m touyan makemigrations --check --dry-run --verbosity 0
step "translations"       $bin/python tools/catalogue.py check
step "generated tables"   $bin/python tools/generated.py check
step "repository"         $bin/python tools/check_repository.py
