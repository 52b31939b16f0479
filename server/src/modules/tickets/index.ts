import type { Module, Platform } from '../../platform/platform.ts';
import { auditCron, auditJobs } from './audit-jobs.ts';
import { ticketCron, ticketJobs } from './jobs.ts';
import { ticketFileCron, ticketFileJobs } from './file-jobs.ts';
import { ticketFileRoutes } from './file-routes.ts';
import { ticketRoutes } from './routes.ts';
import { transferRoutes } from './transfer-routes.ts';

export { allowPaper } from './actions/allow-paper.ts';
export { forgetHolders } from './actions/forget-holders.ts';
export { indexHolders } from './actions/index-holders.ts';
export { holdScannedTickets } from './actions/hold-scanned-tickets.ts';
export { issueTickets, type Purchase } from './actions/issue-tickets.ts';
export { recordPassages } from './actions/record-passages.ts';
export { type GateCounts, type GatePassage, holdGateTickets, passGate } from './actions/pass-gate.ts';
export type { GateTicketRow } from './sql/gate-tickets.ts';
export { markSigningKey } from './actions/mark-signing-key.ts';
export { printOrder } from './actions/print-order.ts';
export { openHolders, openReceiver } from './personal-data.ts';
export { sealClearTickets } from './actions/seal-clear-tickets.ts';
export { ticketSealedColumns } from './sql/sealed-columns.ts';
export { holdOrderTickets, takeTicketsBack } from './actions/take-tickets-back.ts';
export {
  auditFingerprints,
  makesFingerprints,
  ticketsByPepper,
} from './views/fingerprint-audit.ts';
export { readSigningKeys, type SigningKeys } from './views/signing-keys.ts';
export { signManifest } from './actions/sign-manifest.ts';
export { ChangeHorizon } from './views/change-horizon.ts';
export { holderNameOf, readHolderName } from './views/holder-name.ts';
export { type FoundTicket, searchByHolder, searchByOrder } from './views/search-tickets.ts';
export { readKeptChanges, readTicketChanges, readTicketList } from './views/ticket-list.ts';
export type { ScannedTicket } from './sql/passages.ts';
export { ticketsForOffice } from './views/office-tickets.ts';
export { type OrderTicketRow, ticketsOfOrders } from './views/order-tickets.ts';

/** The right to enter: issue, codes, PDF, names, transfer, and how many places have entered. */
export function ticketsModule(platform: Platform): Module {
  return {
    name: 'tickets',
    routes: [...ticketRoutes(platform), ...ticketFileRoutes(platform), ...transferRoutes(platform)],
    jobs: [...ticketJobs(platform), ...auditJobs(platform), ...ticketFileJobs(platform)],
    cron: [...ticketCron, ...auditCron, ...ticketFileCron],
  };
}
