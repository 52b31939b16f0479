#!/bin/sh
# One command: secrets that are missing, the image, and everything of deploy/compose.yaml. Further words go to docker compose.
set -eu
cd "$(dirname "$0")"
./make-secrets.sh
exec docker compose -f compose.yaml up --build --wait "$@"
