#!/bin/sh
# Prints, for every image that the files below deploy/ name, the digest that its registry gives for the tag today. Needs docker with
# buildx and a network. Compare, read the release notes, then edit the files: nothing is changed here.
set -eu
cd "$(dirname "$0")/.."
grep -rhoE '[a-z0-9./-]+:[A-Za-z0-9._-]+@sha256:[0-9a-f]{64}' deploy .github | sort -u | while read -r image; do
  tag=${image%@*}
  now=$(docker buildx imagetools inspect "$tag" --format '{{.Manifest.Digest}}')
  if [ "$now" = "${image#*@}" ]; then echo "same    $tag"; else echo "differs $tag@$now"; fi
done
