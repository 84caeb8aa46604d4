#!/bin/sh
# The whole suite, twice: on SQLite, which needs no service, and on PostgreSQL. What is added goes to pytest:
#   sh tools/test.sh amends/casework -k clocks        ONLY=sqlite sh tools/test.sh        ONLY=postgresql sh tools/test.sh
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
export SECRET_KEY="${SECRET_KEY:-only-for-tests-only-for-tests-only-for-tests}"
given="${TEST_DATABASE_URL:-}"
unset TEST_DATABASE_URL DATABASE_URL DEBUG AMENDS_VAR 2>/dev/null || true

have_browser() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }

# Browser tests play in Debian's Chromium, with a font that has Chinese characters.
if ! have_browser && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing chromium and fonts-noto-cjk for the browser tests."
  export DEBIAN_FRONTEND=noninteractive
  (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk) >/dev/null 2>&1 ||
    echo "That did not work: see 'apt-get install chromium'."
fi
set -- -n "${JOBS:-auto}" --dist worksteal "$@"
if ! have_browser; then
  echo "There is no Chromium here: the tests marked 'browser' are left out (apt-get install chromium fonts-noto-cjk)."
  set -- -m "not browser" "$@"
fi

failed=0
if [ "${ONLY:-sqlite}" = sqlite ]; then
  echo "SQLite"
  $bin/python -m pytest "$@" || failed=1
fi
if [ "${ONLY:-postgresql}" = postgresql ]; then
  TEST_DATABASE_URL="$given" $bin/python tools/with_postgresql.py $bin/python -m pytest "$@" || failed=1
fi
exit $failed
