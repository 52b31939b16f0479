import type { OfflineScan } from '@og-tickets/contract/gate-lists.ts';

/** A scan that the server decided before the scanner told what it did. */
export interface ServersScan {
  sessionId: number;
  gate: string;
  direction: 'in' | 'out';
  ticketId: string | null;
  verdict: OfflineScan['verdict'];
  places: number;
  chained: boolean;
}

/** What the scanner says about a scan of the same id. */
export interface ScannersScan extends Pick<OfflineScan, 'gate' | 'direction' | 'verdict' | 'places'> {
  sessionId: number;
  /** The ticket that the code names, when its signature is good. */
  ticketId: string | null;
}

/** Is it another scan under the same id? Then nothing of it is kept. */
export function isAnotherScan(server: ServersScan, scanner: ScannersScan): boolean {
  return (
    server.chained ||
    server.sessionId !== scanner.sessionId ||
    server.gate !== scanner.gate ||
    server.direction !== scanner.direction ||
    (server.ticketId !== null && scanner.ticketId !== null && server.ticketId !== scanner.ticketId)
  );
}

/** `agreed`: nothing new; `voided`: the server let in and the scanner did not; `differs`: others went through, or more or fewer. */
export function compareVerdicts(server: ServersScan, scanner: ScannersScan): 'agreed' | 'voided' | 'differs' {
  if (server.places === scanner.places && (server.verdict === scanner.verdict || server.places > 0)) return 'agreed';
  return server.places > 0 && scanner.places === 0 ? 'voided' : 'differs';
}
