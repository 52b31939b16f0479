import type { Module, Platform } from '../../platform/platform.ts';
import { type AddLine, createAddLine } from './actions/add-line.ts';
import { settingsOf } from '../settings/index.ts';
import { cartRoutes } from './routes.ts';

export { type AddLine, createAddLine } from './actions/add-line.ts';
export type { LineWish } from './actions/add-lines.ts';
export { forgetCarts } from './actions/forget-carts.ts';
export { type CartForOrder, takeCartForOrder } from './actions/take-cart-for-order.ts';

/** Makes the way lines are added; another one than `createAddLine` is given only by proofs and the benchmark. */
export type MakeAddLine = (platform: Platform) => AddLine;

/** The basket of guests and accounts. */
export function cartsModule(platform: Platform, overrides: { addLine?: MakeAddLine } = {}): Module {
  const addLine = (overrides.addLine ?? createAddLine)(platform);
  const settings = settingsOf(platform);
  return { name: 'carts', routes: cartRoutes(platform.db, addLine, () => settings.isSaleClosed()) };
}
