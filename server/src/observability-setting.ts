import { SecretText } from './platform/keys/secret-text.ts';
import { type ReadText, readSecretSetting } from './secret-setting.ts';

/** How an operator watches a process; nothing of it is needed to run. */
export interface Observability {
  /** Where /metrics is listened for, apart from the shop; null: nowhere. */
  metrics: { port: number; host: string } | null;
  /** Figures as log lines that CloudWatch understands, each minute. */
  emf: boolean;
  /** Where traces go by OTLP over HTTP; null: nowhere. */
  traces: { endpoint: URL; serviceName: string; ratio: number } | null;
  /** Where errors go; null: into the log alone. */
  sentry: SentryDsn | null;
}

/** The parts of a DSN, as Sentry calls the address of a project. */
export interface SentryDsn {
  /** Where envelopes are posted to. */
  envelopeUrl: URL;
  publicKey: string;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
const metricsPortMax = 65_535;
const defaultRatio = 0.1;

/** Reads what has to do with watching. Adds a sentence to `faults` for each wrong value. */
export function readObservability(text: ReadText, faults: string[]): Observability {
  const emf = text('OG_METRICS');
  if (emf !== null && emf !== 'emf') faults.push('OG_METRICS must be emf or unset');
  return {
    metrics: metricsOf(text, faults),
    emf: emf === 'emf',
    traces: tracesOf(text, faults),
    sentry: sentryOf(text('SENTRY_DSN'), faults),
  };
}

function metricsOf(text: ReadText, faults: string[]): Observability['metrics'] {
  const port = text('METRICS_PORT');
  const host = text('METRICS_HOST') ?? 'localhost';
  if (port === null) return null;
  if (/^\d{1,5}$/.test(port) && Number(port) <= metricsPortMax) return { port: Number(port), host };
  faults.push(`METRICS_PORT must be a whole number from 0 to ${metricsPortMax}`);
  return null;
}

function tracesOf(text: ReadText, faults: string[]): Observability['traces'] {
  const value = text('OTEL_EXPORTER_OTLP_ENDPOINT');
  const serviceName = text('OTEL_SERVICE_NAME') ?? 'og-tickets';
  const ratio = Number(text('OTEL_TRACES_SAMPLER_ARG') ?? defaultRatio);
  if (!(ratio >= 0 && ratio <= 1)) faults.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1');
  if (value === null) return null;
  const endpoint = collector('OTEL_EXPORTER_OTLP_ENDPOINT', value, faults);
  return endpoint === null ? null : { endpoint, serviceName, ratio };
}

/** Traces say who called what when: over the network they go by https only. */
function collector(name: string, value: string, faults: string[]): URL | null {
  const url = URL.parse(value);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (url !== null && isSafe && url.username === '') return url;
  faults.push(`${name} must be an address such as https://collector.example.org, or http on this machine`);
  return null;
}

/** `https://PUBLICKEY@HOST/PATH/PROJECT`; the key is public, as the name says. */
function sentryOf(value: string | null, faults: string[]): SentryDsn | null {
  if (value === null) return null;
  const url = URL.parse(value);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  const path = /^((?:\/[\w-]+)*)\/(\d{1,20})$/.exec(url?.pathname ?? '');
  if (url === null || !isSafe || path === null || !/^\w{1,64}$/.test(url.username) || url.password !== '') {
    faults.push('SENTRY_DSN must be an address such as https://publickey@errors.example.org/42');
    return null;
  }
  return { envelopeUrl: new URL(`${path[1]}/api/${path[2]}/envelope/`, url.origin), publicKey: url.username };
}

/** The address of Redis, which may hold a password. Null when it is not set. */
export function readRedisUrl(text: ReadText, faults: string[]): SecretText | null {
  const value = readSecretSetting('REDIS_URL', text, faults);
  if (value === null) return null;
  const url = URL.parse(value);
  if (url !== null && /^rediss?:$/.test(url.protocol) && url.hostname !== '') return new SecretText(value);
  // Not the value: it may hold a password.
  faults.push('REDIS_URL must be an address such as rediss://user:password@redis.example.org:6380');
  return null;
}

/** Where people tell of a weakness: `mailto:` or `https:`. Null: the seller's address. */
export function readSecurityContact(text: ReadText, faults: string[]): string | null {
  const value = text('SECURITY_CONTACT');
  if (value === null || /^(?:mailto:[^\s@<>]+@[^\s@<>]+|https:\/\/[^\s<>]+)$/.test(value)) return value;
  faults.push(
    'SECURITY_CONTACT must be an address such as mailto:security@example.org or https://example.org/security',
  );
  return null;
}
