import type { ShopLogo } from '@og-tickets/contract/logo.ts';
import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import type { Db } from '../../platform/database/database.ts';
import type { FanOut } from '../../platform/fan-out/fan-out.ts';
import type { Clock } from '../../platform/clock.ts';
import { readLogo } from './views/logo.ts';
import { readSettings } from './views/settings.ts';

/** A change is seen by every process within this. */
const keptMs = 1_000;

/** What the settings are read with. */
export interface Shop {
  db: Db;
  clock: Clock;
  /** Where there are other processes: they learn of a change at once. */
  fanOut?: FanOut;
}

interface Kept {
  settings: ShopSettings;
  logo: ShopLogo | null;
}

async function readBoth(db: Db): Promise<Kept> {
  const [settings, logo] = await Promise.all([readSettings(db), readLogo(db)]);
  return { settings, logo };
}

/** The settings, asked for with every call and read from the database once a second at most. */
export class SettingsKeeper {
  readonly #platform: Shop;
  #kept: { read: Promise<Kept>; readAtMs: number } | null = null;

  constructor(platform: Shop) {
    this.#platform = platform;
    platform.fanOut?.subscribe('settings', () => {
      this.#kept = null;
    });
  }

  /** What is set, at most a second old. Throws when the database cannot be asked. */
  async current(): Promise<ShopSettings> {
    return (await this.#read()).settings;
  }

  /** The logo, at most a second old; null: there is none. Throws when the database cannot be asked. */
  async logo(): Promise<ShopLogo | null> {
    return (await this.#read()).logo;
  }

  #read(): Promise<Kept> {
    const nowMs = this.#platform.clock.nowMs();
    const kept = this.#kept;
    if (kept !== null && nowMs - kept.readAtMs < keptMs && nowMs >= kept.readAtMs) return kept.read;
    const read = readBoth(this.#platform.db);
    this.#kept = { read, readAtMs: nowMs };
    read.catch(() => {
      if (this.#kept?.read === read) this.#kept = null;
    });
    return read;
  }

  /** Nobody may hold places or place an order, as of a second ago at most. Throws when the database cannot be asked. */
  async isSaleClosed(): Promise<boolean> {
    return (await this.current()).saleClosed !== null;
  }

  /** Has the next question read the database, here and in the other processes, because this one has changed something. */
  forget(): void {
    this.#kept = null;
    this.#platform.fanOut?.publish('settings', '');
  }
}

const byShop = new WeakMap<Shop, SettingsKeeper>();

/** The settings that one server remembers. */
export function settingsOf(shop: Shop): SettingsKeeper {
  const known = byShop.get(shop);
  if (known !== undefined) return known;
  const keeper = new SettingsKeeper(shop);
  byShop.set(shop, keeper);
  return keeper;
}
