#!/bin/sh
# Brings an image to the swarm that DOCKER_HOST names (ssh://...), waits until it is well there and at PUBLIC_URL, and takes it back
# when it is not. Exit code 0: the new image serves; 1: it does not, and what was before does. Needs docker and curl.
#   OG_IMAGE=registry/og-tickets@sha256:... PUBLIC_URL=https://... deploy/deliver.sh
set -eu
cd "$(dirname "$0")"
stack=${OG_STACK:-og-tickets}
patience=${OG_PATIENCE_SECONDS:-300}
services="${stack}_web ${stack}_worker"

case ${OG_IMAGE:?the image by its digest} in
  *@sha256:*) ;;
  *) echo "OG_IMAGE must name a digest: a tag may be another image tomorrow." >&2; exit 1 ;;
esac

state() { docker service inspect --format '{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}' "$1"; }
image() { docker service inspect --format '{{.Spec.TaskTemplate.ContainerSpec.Image}}' "$1"; }
running() { docker service ls --filter "name=$1" --format '{{.Replicas}}' | awk '{ split($1, n, "/"); exit !(n[1] == n[2] && n[2] > 0) }'; }

take_back() {
  echo "$1: taking it back." >&2
  for service in $services; do
    # Swarm may have done so already.
    [ "$(image "$service")" = "$OG_IMAGE" ] && docker service rollback --detach=false "$service" >&2 || true
  done
  exit 1
}

# Another version of nginx's files has another name, or Swarm would refuse to change them.
docker stack deploy --with-registry-auth --detach=true --compose-file stack.yaml "$stack"

for service in $services; do
  waited=0
  until [ "$(image "$service")" = "$OG_IMAGE" ] && running "$service" && case $(state "$service") in ''|completed) true ;; *) false ;; esac; do
    case $(state "$service") in rollback_*|paused) take_back "$service did not become well" ;; esac
    waited=$((waited + 3))
    [ "$waited" -le "$patience" ] || take_back "$service was not well after $patience s"
    sleep 3
  done
done

# What the world sees: ten answers in a row.
good=0
tries=0
while [ "$good" -lt 10 ]; do
  tries=$((tries + 1))
  if curl --fail --silent --show-error --max-time 5 --output /dev/null "$PUBLIC_URL/healthz" \
    && curl --fail --silent --show-error --max-time 5 --output /dev/null "$PUBLIC_URL/api/v1/sessions?limit=1"; then good=$((good + 1)); else good=0; fi
  [ "$tries" -le 60 ] || take_back "$PUBLIC_URL does not answer as it should"
  sleep 1
done
echo "$OG_IMAGE serves $PUBLIC_URL."
