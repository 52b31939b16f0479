/** How the shop calls itself in mails. */
export const shopName = 'OG-Tickets';
