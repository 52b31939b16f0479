import type { SalesSums } from '@og-tickets/contract/reports.ts';

/** Sums as the books keep them: sold, and taken back. */
interface Kept {
  soldUnits: number;
  soldPlaces: number;
  soldCents: number;
  soldVatCents: number;
  returnedUnits: number;
  returnedPlaces: number;
  returnedCents: number;
  returnedVatCents: number;
}

/** Sums as a report says them. */
export function salesSums(row: Kept): SalesSums {
  return {
    soldTickets: row.soldUnits,
    soldPlaces: row.soldPlaces,
    soldCents: row.soldCents,
    returnedTickets: row.returnedUnits,
    returnedPlaces: row.returnedPlaces,
    returnedCents: row.returnedCents,
    netCents: row.soldCents - row.returnedCents,
    netVatCents: row.soldVatCents - row.returnedVatCents,
  };
}

const nothing: SalesSums = {
  soldTickets: 0,
  soldPlaces: 0,
  soldCents: 0,
  returnedTickets: 0,
  returnedPlaces: 0,
  returnedCents: 0,
  netCents: 0,
  netVatCents: 0,
};

/** All of them together. */
export function totalOf(all: readonly SalesSums[]): SalesSums {
  const total = { ...nothing };
  for (const one of all) {
    total.soldTickets += one.soldTickets;
    total.soldPlaces += one.soldPlaces;
    total.soldCents += one.soldCents;
    total.returnedTickets += one.returnedTickets;
    total.returnedPlaces += one.returnedPlaces;
    total.returnedCents += one.returnedCents;
    total.netCents += one.netCents;
    total.netVatCents += one.netVatCents;
  }
  return total;
}
