#!/bin/sh
# What the tests need besides Python packages: Chromium (Debian's, when root and missing), axe-core
# and a parser of GIFT (npm, in the versions of their package-lock.json).
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
for folder in "$here/axe" "$here/../study/gift"; do
  if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed"; then
    npm ci --prefix "$folder" --no-audit --no-fund --silent
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
  fi
done
