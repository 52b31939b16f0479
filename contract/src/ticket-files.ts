import { Type } from 'typebox';

/** Page sizes of a ticket file: A4 to print, or as wide as a phone to show. */
export const pdfFormats = ['a4', 'phone'] as const;
export type PdfFormat = (typeof pdfFormats)[number];

/** What may be asked of a file of tickets. */
export const PdfQuery = Type.Object({
  format: Type.Optional(Type.Enum([...pdfFormats], { description: 'a4 to print (default), phone to show on one' })),
});
