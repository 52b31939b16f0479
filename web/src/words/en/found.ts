import type { FoundWords } from '../fr/found.ts';

export const found = {
  home: (shop: string) =>
    `${shop}: choose your sessions, keep your places, enter with your ticket. Prices shown include all fees.`,
  sessions: (count: string) => `${count} on sale or coming up: dates, venues, prices with all fees and places left.`,
  session: (date: string, venue: string) => `${date}, ${venue}.`,
  from: (price: string) => `Places from ${price}, fees included.`,
  places: (category: string) => `Category ${category}`,
  cart: (shop: string) => `Your cart at ${shop}: your places, held while you order, at prices that include all fees.`,
  noScript: 'To book, turn on JavaScript in your browser, then reload the page.',
} satisfies FoundWords;
