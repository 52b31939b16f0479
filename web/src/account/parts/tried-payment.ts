/** Which payment a card is being tried for: kept in this tab, so that it is known after the way to the bank and back. */
const STORAGE_KEY = 'og-tickets.paying';

/** Somebody goes to pay now: until the bank has said what became of it, the money may be taken. */
export function noteTry(paymentId: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, paymentId);
  } catch {
    // Storage is switched off: a bank that falls silent is then told of in words that hold either way.
  }
}

/** The bank has said what became of the last try. */
export function forgetTry(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was kept.
  }
}

/** May a card have been taken from this tab without the bank having said so? */
export function wasTried(paymentId: string): boolean {
  try {
    return sessionStorage.getItem(STORAGE_KEY) === paymentId;
  } catch {
    return false;
  }
}
