/**
 * Stands for the name of the shop in what templates write, until a mail is sent: one character that no text has (Unicode,
 * private use).
 */
export const shopName = '\u{e0f1}';
