#!/bin/sh
# Sees that Chromium is there for the browser journeys; installs Debian's where it may.
set -eu
found() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ]; }
found && exit 0
need="apt-get install -y --no-install-recommends chromium fonts-noto-cjk"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "   install │ chromium and Chinese fonts, for the browser journeys"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive $need -qq >/dev/null
    exit 0
fi
echo "The browser journeys need Chromium. Install it with:  sudo $need" >&2
exit 1
