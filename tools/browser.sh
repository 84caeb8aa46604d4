#!/bin/sh
# Makes sure that there is a Chromium with Chinese letters; installs Debian's where that is possible. Prints its path.
set -eu

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome-stable || command -v google-chrome; }
letters() { ! command -v fc-list >/dev/null 2>&1 || fc-list ':lang=zh-cn' family | grep -q .; }

if { ! browser >/dev/null || ! letters; } && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk >/dev/null
fi
browser || { echo "No Chromium was found. Install Chromium and a Chinese font, then try again." >&2; exit 1; }
letters || echo "No Chinese font was found: Chinese letters will show as boxes." >&2
