/** Where the token waits for the login: this tab. It is as good as the ticket, so nothing keeps it longer. */
const STORAGE_KEY = 'og-tickets.transfer';

/** The token of a transfer link that this tab keeps while its visitor logs in or registers. */
export function keptTransferToken(): string | undefined {
  return tabStore()?.getItem(STORAGE_KEY) ?? undefined;
}

/** Keeps the token of a transfer link in this tab. */
export function keepTransferToken(token: string): void {
  try {
    tabStore()?.setItem(STORAGE_KEY, token);
  } catch {
    // No room or switched off: the link then has to be opened again after the login.
  }
}

/** Forgets the token: the ticket was accepted, or the link gives none. */
export function forgetTransferToken(): void {
  tabStore()?.removeItem(STORAGE_KEY);
}

function tabStore(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
