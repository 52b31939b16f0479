import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a moved nginx listens, and who answers behind it. */
export interface NginxPlace {
  /** Ports of 127.0.0.1 in place of 8443, 8080 and 8081; 0 leaves them as they are. */
  ports: { https: number; http: number; health: number };
  /** `127.0.0.1:3000`, one for each process of the shop. */
  shops: string[];
}

const files = ['nginx.conf', 'upstream.conf', 'proxy.conf', 'real-ip-cloudflare.conf'];

/** Why no nginx can be run here, or null. */
export function nginxIsMissing(): string | null {
  for (const [command, option] of [
    ['nginx', '-v'],
    ['openssl', 'version'],
  ] as const) {
    if (spawnSync(command, [option]).error !== undefined) return `${command} is not on this machine`;
  }
  return null;
}

/** Before 1.25.1, as in Debian 12, nginx is told of HTTP/2 in another way. */
function isOldNginx(): boolean {
  const [, major, minor] = /nginx\/(\d+)\.(\d+)/.exec(spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr) ?? [];
  return Number(major) === 1 && Number(minor) < 25;
}

/**
 * Lays out the files of deploy/nginx in a folder, so that `nginx -p FOLDER -c FOLDER/nginx.conf` runs there as any user, with a
 * certificate of a day. They are as in production but for paths, ports, upstreams, and `http2 on` for an old nginx.
 */
export function layOutNginx(folder: string, place: NginxPlace): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const out = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', join(folder, 'tls.key')];
  const made = spawnSync('openssl', ['req', '-x509', ...key, ...out, '-out', join(folder, 'tls.crt')]);
  if (made.status !== 0) throw new Error(`openssl makes no certificate: ${String(made.stderr)}`);
  mkdirSync(join(folder, 'og'));
  const isOld = isOldNginx();
  for (const file of files) {
    const to = file === 'nginx.conf' ? join(folder, file) : join(folder, 'og', file);
    writeFileSync(to, movedNginx(readFileSync(join('deploy/nginx', file), 'utf8'), folder, { ...place, isOld }));
  }
}

/** The text of one of nginx's files, moved. */
export function movedNginx(
  text: string,
  folder: string,
  { ports, shops, isOld }: NginxPlace & { isOld: boolean },
): string {
  const moved = text
    // First, because the folder itself may lie there.
    .replaceAll(/(?<= )\/tmp\//g, `${folder}/`)
    .replaceAll('/etc/nginx/og/', `${folder}/og/`)
    .replaceAll('/run/secrets/', `${folder}/`)
    .replaceAll('/dev/stdout', `${folder}/access.log`)
    // A name that is only known inside of the containers' network.
    .replace(/server web:3000/, shops.map((shop) => `server ${shop}`).join(' max_fails=0;\n  '))
    .replace('listen 8443', `listen ${ports.https === 0 ? 8443 : `127.0.0.1:${ports.https}`}`)
    .replace('listen 8080', `listen ${ports.http === 0 ? 8080 : `127.0.0.1:${ports.http}`}`)
    .replace('127.0.0.1:8081', `127.0.0.1:${ports.health === 0 ? 8081 : ports.health}`);
  return isOld ? moved.replace(/listen (\S+) ssl;\s+http2 on;/, 'listen $1 ssl http2;') : moved;
}
