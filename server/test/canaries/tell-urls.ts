import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

// Loaded before a server process of a test: tells its parent, by file 3, the address of every call that comes in or goes out.

const parent = 3;

function tell(direction: string, address: string): void {
  writeSync(parent, `${direction} ${address}\n`);
}

subscribe('http.server.request.start', (message) => {
  if (hasRequest(message) && 'url' in message.request) tell('in', String(message.request.url));
});
subscribe('undici:request:create', (message) => {
  if (!hasRequest(message) || !('path' in message.request && 'origin' in message.request)) return;
  tell('out', `${String(message.request.origin)}${String(message.request.path)}`);
});

function hasRequest(message: unknown): message is { request: object } {
  return typeof message === 'object' && message !== null && 'request' in message && typeof message.request === 'object';
}
