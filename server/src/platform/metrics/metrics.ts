import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is counted as it happens, with the labels that each has. Labels take few values: never an id, a name or an address. */
const counted = {
  og_jobs_total: { help: 'Jobs that this process has worked on', labels: ['job', 'outcome'] },
  og_alerts_total: { help: 'Log lines with an alert', labels: ['alert'] },
  og_orders_settled_total: { help: 'Orders whose money was decided', labels: ['outcome'] },
  og_scans_total: { help: 'Scans decided by this server', labels: ['verdict', 'reason'] },
  og_webhooks_total: { help: 'Webhooks of payment providers', labels: ['provider', 'outcome'] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

type CounterName = keyof typeof counted;
type LabelsOf<Name extends CounterName> = Record<(typeof counted)[Name]['labels'][number], string>;

/** What an alert waits for begins at zero: of a series that begins with its first event nobody can say that it grew. */
const fromZero: readonly { name: CounterName; labels: Readonly<Record<string, string>> }[] = [
  ...[
    'audit_chain_broken',
    'refresh_token_reuse',
    'invariant_broken',
    'webhook_forged',
    'job_given_up',
    'redis_away',
  ].map((alert) => ({ name: 'og_alerts_total' as const, labels: { alert } })),
  ...['stripe', 'simulated-bank'].map((provider) => ({
    name: 'og_webhooks_total' as const,
    labels: { provider, outcome: 'refused' },
  })),
];

/** Upper edges in seconds; a call answered within a quarter of a second is good. */
const durationBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One figure at the moment of asking. */
export interface Figure {
  name: string;
  help: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** Asked for its figures whenever somebody reads the metrics. */
export type FigureSource = () => Figure[] | Promise<Figure[]>;

/** What one process measures. Costs some microseconds a call, whether anybody reads it or not. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #counters = new Map<string, Counter>();
  readonly #gauges = new Map<string, Gauge>();
  readonly #calls: Histogram<'method' | 'route' | 'status'>;
  readonly #sources: FigureSource[] = [];
  #followsProcess = false;

  constructor() {
    const registers = [this.#registry];
    for (const [name, { help, labels }] of Object.entries(counted)) {
      this.#counters.set(name, new Counter({ name, help, labelNames: labels, registers }));
    }
    for (const { name, labels } of fromZero) this.#counters.get(name)?.inc(labels, 0);
    this.#calls = new Histogram({
      name: 'og_http_request_duration_seconds',
      help: 'Time from a call to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: durationBuckets,
      registers,
    });
  }

  /** Counts one more of something. */
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>): void {
    this.#counters.get(name)?.inc(labels);
  }

  /** Notes an answer. `route` is the pattern that the router knows, never the address that was asked for. */
  answered(call: { method: string; route: string; status: number }, seconds: number): void {
    this.#calls.observe({ ...call, status: String(call.status) }, seconds);
  }

  /** Adds somebody who has figures. */
  follow(source: FigureSource): void {
    this.#sources.push(source);
  }

  /** All of it in Prometheus' text format. Figures that cannot be had are left out, and `og_up` of them says so. */
  async text(): Promise<string> {
    // Event loop, memory, garbage: only where somebody reads it.
    if (!this.#followsProcess) collectDefaultMetrics({ register: this.#registry });
    this.#followsProcess = true;
    for (const { name, help, labels, value } of await this.#figures())
      this.#gaugeOf(name, help, labels).set(labels, value);
    return this.#registry.metrics();
  }

  /** The figures of all sources, for another way out than Prometheus. */
  async figures(): Promise<Figure[]> {
    return this.#figures();
  }

  /** How often something was counted since the start, all labels together. */
  async total(name: CounterName): Promise<number> {
    const { values } = (await this.#counters.get(name)?.get()) ?? { values: [] };
    return values.reduce((sum, { value }) => sum + value, 0);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async #figures(): Promise<Figure[]> {
    // What was told last and is no more must not stay.
    for (const gauge of this.#gauges.values()) gauge.reset();
    const all = await Promise.all(this.#sources.map(async (source) => source()));
    return all.flat();
  }

  #gaugeOf(name: string, help: string, labels: Figure['labels']): Gauge {
    const known = this.#gauges.get(name);
    if (known !== undefined) return known;
    const made = new Gauge({ name, help, labelNames: Object.keys(labels), registers: [this.#registry] });
    this.#gauges.set(name, made);
    return made;
  }
}
