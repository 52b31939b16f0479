import type { Module, Platform } from '../../platform/platform.ts';
import { createHoldPlaces, holdPlaces, type TakePlaces } from '../inventory/index.ts';
import { cartRoutes } from './routes.ts';

export { type CartForOrder, takeCartForOrder } from './actions/take-cart-for-order.ts';

/** The basket of guests and accounts. `takePlaces` is given only by the proof that takes the guard away. */
export function cartsModule(platform: Platform, overrides: { takePlaces?: TakePlaces } = {}): Module {
  const { takePlaces } = overrides;
  const hold = takePlaces === undefined ? holdPlaces : createHoldPlaces(takePlaces);
  return { name: 'carts', routes: cartRoutes(platform.db, hold) };
}
