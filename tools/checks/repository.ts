import { readFileSync, statSync } from 'node:fs';
import { trackedFiles } from './tracked-files.ts';

const maxBytes = 1024 * 1024;

// What must never be tracked, by name.
const unwelcome = [
  { pattern: /(^|\/)(node_modules|dist|coverage|\.data)\//, why: 'is made, not written' },
  { pattern: /\.(pem|key|p12|pfx|keystore)$/, why: 'looks like key material' },
  { pattern: /(^|\/)\.env(\.|$)/, why: 'looks like secrets' },
  {
    pattern: /(^|\/)(sessions_paralympics|session_prices|paris2024)/,
    why: 'looks like the timetable that is not ours to publish',
  },
  { pattern: /\.(log|sqlite|db|dump|bak|orig|rej)$/, why: 'is a left-over' },
];

// Marks and emblems that are protected (code du sport, L141-5): they are in no text and in the name of no asset.
const marks = /olymp|paralymp|\bJO\b|paris[ -]?2024|phryge|\bmarianne\b|citius/i;
/** Where they are named in order to be found, and files of others. */
const namesMarks = /^tools\/checks\/|\.test\.ts$|^package-lock\.json$/;

// What must not stand in any text.
const forbiddenText = [
  { pattern: /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----/, why: 'holds a private key' },
  { pattern: /"resolved":\s*"https?:/, why: 'names the host a package came from' },
];

// What is started as a process: it hands the environment to the config.ts that knows it.
const readsEnvironment = /^server\/src\/(?:.*\/)?(?:config|main)\.ts$|^server\/src\/commands\//;

/** Finds tracked files that should not be, and text that must not stand in one. Returns sentences, one a fault. */
export function checkRepository(files: readonly string[] = trackedFiles(), read = readText): string[] {
  const faults: string[] = [];
  for (const file of files) {
    for (const { pattern, why } of unwelcome) if (pattern.test(file)) faults.push(`${file} ${why}`);
    if (!namesMarks.test(file) && marks.test(file)) faults.push(`${file} bears a protected mark in its name`);
    const text = read(file);
    if (text === null) continue;
    if (text.length > maxBytes) faults.push(`${file} is larger than 1 MiB`);
    for (const { pattern, why } of forbiddenText) if (pattern.test(text)) faults.push(`${file} ${why}`);
    const mark = namesMarks.test(file) ? null : marks.exec(text);
    if (mark !== null) faults.push(`${file} bears the protected mark "${mark[0]}"`);
    if (/^server\/src\/.*\.ts$/.test(file) && !readsEnvironment.test(file) && /process\.env/.test(text)) {
      faults.push(`${file} reads process.env; only a process of its own does, and hands it to its config.ts`);
    }
  }
  return faults;
}

function readText(file: string): string | null {
  if (statSync(file).size > 8 * maxBytes) return 'x'.repeat(maxBytes + 1);
  const text = readFileSync(file, 'latin1');
  return text.includes('\0') ? null : text;
}
