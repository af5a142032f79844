#!/bin/sh
# Builds the desk into a temporary folder and fails when the committed files differ from it.
set -eu
cd "$(dirname "$0")"
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
DESK_OUT="$fresh" npx vite build --logLevel warn
if ! diff -r "$fresh" ../src/tocsin/web/static; then
  echo "src/tocsin/web/static differs from a fresh build; run: cd desk && npm ci && npm run build" >&2
  exit 1
fi
if grep -q '"resolved": "http' package-lock.json; then
  echo "package-lock.json records download addresses; run: cd desk && rm package-lock.json && npm install" >&2
  exit 1
fi
echo "The committed desk is what its source builds."
