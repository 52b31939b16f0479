import type { Module, Platform } from '../../platform/platform.ts';
import { inventoryCron, inventoryJobs } from './jobs.ts';

/*
 * The door of inventory: which places are still free, and who keeps which. Every path keeps
 * taken = places of live, claimed and sold holds. The order of the locks stands in sql/locks.ts.
 */
export { adoptHolds } from './actions/adopt-holds.ts';
export { claimHolds } from './actions/claim-holds.ts';
export { extendHolds } from './actions/extend-holds.ts';
export { freeClaim } from './actions/free-claim.ts';
export { freeSessionHolds } from './actions/free-session-holds.ts';
export { type HoldRequest, holdPlaces, holdPlacesOfMany } from './actions/hold-places.ts';
export { lockSessionStock } from './actions/lock-session-stock.ts';
export { releaseHolds } from './actions/release-holds.ts';
export { removeStock } from './actions/remove-stock.ts';
export { retakeForOrder } from './actions/retake-for-order.ts';
export { returnPlaces } from './actions/return-places.ts';
export { sellClaim } from './actions/sell-claim.ts';
export { setCapacities } from './actions/set-capacities.ts';
export { shrinkHold } from './actions/shrink-hold.ts';
export { SoldOut } from './sold-out.ts';
export { holdArguments, type NewHold, type RefusedHold } from './sql/decide-holds.ts';
export { compareStock } from './sql/locks.ts';
export { liveHolds } from './views/live-holds.ts';

/** Inventory has no routes of its own; what is free shows in the catalogue, what is held in the cart. */
export function inventoryModule(platform: Platform): Module {
  return { name: 'inventory', routes: [], jobs: inventoryJobs(platform.db), cron: inventoryCron };
}
