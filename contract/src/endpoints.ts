import * as accounts from './accounts.ts';
import * as admissions from './admissions.ts';
import * as audit from './audit.ts';
import * as carts from './carts.ts';
import * as catalog from './catalog.ts';
import * as catalogAdmin from './catalog-admin.ts';
import * as catalogPlaces from './catalog-places.ts';
import type { Endpoint } from './endpoint.ts';
import * as exports_ from './exports.ts';
import * as gateDesk from './gate-desk.ts';
import * as gateDevices from './gate-devices.ts';
import { followGate, readManifest, readPack, searchTickets, undoScan, uploadScans, voidScan } from './gate-lists.ts';
import * as invariants from './invariants.ts';
import * as invoices from './invoices.ts';
import * as logins from './logins.ts';
import * as logo from './logo.ts';
import * as mailTexts from './mail-texts.ts';
import * as officeOrders from './office-orders.ts';
import * as orders from './orders.ts';
import * as pageErrors from './page-errors.ts';
import * as passwords from './passwords.ts';
import * as payments from './payments.ts';
import * as people from './people.ts';
import * as privacy from './privacy.ts';
import * as profile from './profile.ts';
import * as refundRequests from './refund-requests.ts';
import * as refundRuns from './refund-runs.ts';
import * as refunds from './refunds.ts';
import * as reports from './reports.ts';
import * as secondFactors from './second-factors.ts';
import * as settings from './settings.ts';
import * as ticketFiles from './ticket-files.ts';
import * as tickets from './tickets.ts';
import * as transfers from './transfers.ts';

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'replies' in value;
}

/** Every endpoint of the contract, in the order of openapi.json. */
export const endpoints: readonly Endpoint[] = [
  catalog,
  catalogAdmin,
  catalogPlaces,
  accounts,
  secondFactors,
  passwords,
  profile,
  logins,
  privacy,
  carts,
  orders,
  officeOrders,
  invoices,
  payments,
  refunds,
  refundRuns,
  refundRequests,
  tickets,
  ticketFiles,
  transfers,
  admissions,
  { readManifest, readPack, followGate, searchTickets, uploadScans, voidScan, undoScan },
  gateDevices,
  gateDesk,
  audit,
  invariants,
  people,
  reports,
  exports_,
  settings,
  logo,
  mailTexts,
  pageErrors,
].flatMap((module) => Object.values<unknown>(module).filter(isEndpoint));
