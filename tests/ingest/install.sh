#!/bin/sh
# Debian packages that tests of office files, scans and exported slides need; installed when missing and root.
set -eu

packages=""
command -v soffice >/dev/null || packages="$packages libreoffice-writer"
tesseract --list-langs 2>/dev/null | grep -qx vie || packages="$packages tesseract-ocr tesseract-ocr-vie"
[ -e /usr/lib/libreoffice/program/libsdlo.so ] || packages="$packages libreoffice-impress-nogui"
[ -f /usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf ] || packages="$packages fonts-dejavu-core"
[ -n "$packages" ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "Programs are missing. Install them as root: apt-get install -y$packages" >&2
  exit 1
fi
apt-get update -qq
# shellcheck disable=SC2086  # several packages
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
