#!/bin/sh
# The whole suite on SQLite, which needs no service, and on PostgreSQL all of it that asks the database but no browser. What is added goes to pytest:
#   sh tools/test.sh amends/casework -k clocks        ONLY=sqlite sh tools/test.sh        ONLY=postgresql sh tools/test.sh
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
export SECRET_KEY="${SECRET_KEY:-only-for-tests-only-for-tests-only-for-tests}"
given="${TEST_DATABASE_URL:-}"
# As `amends` sets it for itself: threads of a library beside the tests' own processes only wait for each other.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
unset TEST_DATABASE_URL DATABASE_URL DEBUG AMENDS_VAR 2>/dev/null || true

set -- -n "${JOBS:-auto}" --dist worksteal "$@"
# Browser tests play in a Chromium with Chinese letters, Debian's where none is there.
if ! sh tools/browser.sh >/dev/null; then
  echo "The tests marked 'browser' are left out (apt-get install chromium fonts-noto-cjk)."
  set -- -m "not browser" "$@"
fi

failed=0
if [ "${ONLY:-sqlite}" = sqlite ]; then
  echo "SQLite"
  $bin/python -m pytest "$@" || failed=1
fi
if [ "${ONLY:-postgresql}" = postgresql ]; then
  TEST_DATABASE_URL="$given" $bin/python tools/with_postgresql.py $bin/python -m pytest --asks-database "$@" || failed=1
fi
exit $failed
