/** Version of the terms of sale that a registration and an order accept; stored with both. */
export const termsVersion = '2026-11-23';
