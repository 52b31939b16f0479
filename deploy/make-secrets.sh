#!/bin/sh
# Makes what deploy/compose.yaml mounts as files, once: keys, passwords, addresses with passwords in them, and a certificate for
# https://localhost. Nothing that exists is replaced. For a real shop give another folder and put your own certificate there.
#   deploy/make-secrets.sh [folder]      default: deploy/secrets
set -eu
folder=${1:-$(dirname "$0")/secrets}
umask 077
mkdir -p "$folder"
cd "$folder"

# Written aside and renamed, so that an interrupted run leaves no half secret.
make() {
  [ -e "$1" ] || { cat > "$1.new" && mv "$1.new" "$1"; }
}

for name in ticket-encryption-key ticket-hmac-key ticket-signing-key access-token-key email-index-key simulated-bank-webhook-secret; do
  printf '1:%s\n' "$(openssl rand -base64 32)" | make "$name"
done
openssl rand -hex 24 | make postgres-password
openssl rand -hex 24 | make redis-password
printf 'postgres://ogtickets:%s@postgres:5432/ogtickets\n' "$(cat postgres-password)" | make database-url
printf 'redis://default:%s@redis:6379/0\n' "$(cat redis-password)" | make redis-url
printf 'requirepass %s\n' "$(cat redis-password)" | make redis-users.conf
if [ ! -e tls.key ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 -subj '/CN=localhost' \
    -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' -keyout tls.key.new -out tls.crt 2>/dev/null
  mv tls.key.new tls.key
fi
# Closed to other users of this machine; the containers read them as members of this group.
chmod 0440 ./*
cd - > /dev/null
env=$(dirname "$0")/.env
[ -e "$env" ] || printf 'OG_SECRETS=%s\nOG_SECRETS_GID=%s\n' "$(cd "$folder" && pwd)" "$(id -g)" > "$env"
echo "Secrets are in $folder; back them up apart from the database."
