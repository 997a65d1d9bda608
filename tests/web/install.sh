#!/bin/sh
# What the browser tests need besides Python packages: Chromium (Debian's, when root and missing)
# and axe-core (npm, in the versions of axe/package-lock.json).
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
  if [ "$(id -u)" != 0 ]; then
    echo "Chromium is missing. Install it as root: apt-get install -y chromium" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq chromium >/dev/null
fi

if ! command -v npm >/dev/null; then
  if [ "$(id -u)" != 0 ]; then
    echo "npm is missing. Install it as root: apt-get install -y npm" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq npm >/dev/null
fi

# Anew only when the lock changed.
if ! cmp -s "$here/axe/package-lock.json" "$here/axe/node_modules/.installed"; then
  npm ci --prefix "$here/axe" --no-audit --no-fund --silent
  cp "$here/axe/package-lock.json" "$here/axe/node_modules/.installed"
fi
