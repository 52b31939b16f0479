/** Named limits that server and page share. Times in seconds unless the name says otherwise. */
export const limits = {
  /** A hold lives this long from the first touch of the cart. */
  holdSeconds: 15 * 60,
  /** The buyer may add this much, once. */
  holdExtensionSeconds: 5 * 60,
  /** No hold lives longer than this after the first touch, payment included. */
  holdHardCapSeconds: 30 * 60,
  /** Default of a session's own limit of places per account. */
  placesPerAccountAndSession: 6,
  placesPerAccount: 30,
  quantityPerLine: 10,
  linesPerCart: 20,
  /** The PDF of an order with more tickets than this is made by a job, with progress. */
  ticketsPerPdfAtOnce: 10,
  passwordMinCharacters: 12,
  passwordMaxCharacters: 200,
  nameMaxCharacters: 80,
  emailMaxCharacters: 254,
  searchMaxCharacters: 80,
  pageMax: 100,
  pageDefault: 20,
  activationHours: 24,
  /** The link that asks somebody to work for the shop works this long, once. */
  staffInvitationDays: 7,
  accessTokenSeconds: 8 * 60,
  /** Between the password and the second factor of a login, and to answer what a passkey is asked. */
  mfaChallengeSeconds: 5 * 60,
  /** A proof of who is there is good for sensitive actions this long. */
  stepUpSeconds: 5 * 60,
  recoveryCodes: 10,
  passkeysPerAccount: 20,
  passkeyNameMaxCharacters: 60,
  /** A login unused for this long ends. */
  refreshTokenDays: 30,
  /** However often it is used, a login ends after this long. */
  loginDays: 90,
  /** A browser that logged in is known again for this long. */
  deviceCookieDays: 395,
  /** The link to a new password works this long. */
  passwordResetMinutes: 60,
  /** Both links of a change of address work this long. */
  emailChangeHours: 24,
  /** A closed account can be opened again this long, then it is erased. */
  erasureGraceDays: 7,
  /** A customer's account that is not used for this long is erased, a while after a mail that says so. */
  unusedAccountMonths: 24,
  unusedAccountWarningDays: 30,
  /** Invoices name their buyer so many years after the end of the year they were issued in (French code of commerce, L123-22). */
  invoiceYears: 10,
  /** Where no mail server takes them, mails are kept this long. */
  keptMailDays: 30,
  /** A copy of one's data can be fetched this long. */
  exportHours: 24,
  /** The link of a transfer works this long, and never until less than `transferClosesBeforeDoorsMinutes` before doors. */
  transferOfferHours: 72,
  transferClosesBeforeDoorsMinutes: 120,
  /** Links that the holder of one ticket can make in 24 hours, each of which may send a mail. */
  transferOffersPerTicketAndDay: 10,
  /** How often an account may have all its codes made anew. */
  codeRenewalsPerDay: 5,
  /** How often the confirmation of one order can be asked for again. */
  confirmationsPerHour: 3,
  /** What an admin writes as the reason of a refund, or of a session that is cancelled or moved. */
  reasonMaxCharacters: 500,
  /** The shop's logo: bytes of the PNG, and pixels. */
  logoMaxBytes: 200_000,
  logoMaxWidth: 1_200,
  logoMaxHeight: 600,
  /** Opening or closing words of a mail, in one language. */
  mailWordsMaxCharacters: 600,
  /** Tickets that one call names: as many as an account may have, and some more. */
  ticketsPerCancellation: 200,
  /** Orders that failed in a run, of those that are shown. */
  failuresShown: 50,
  /** The link that enrols a scanner works this long, once. */
  deviceInvitationMinutes: 10,
  deviceNameMaxCharacters: 60,
  sessionsPerDevice: 50,
  gatesPerSession: 60,
  scannedCodeMaxCharacters: 300,
  /** Offline scans in one call; more are sent in further ones. */
  scansPerUpload: 100,
  /** Tickets that a search at a gate shows at most. */
  ticketsFoundMax: 20,
  /** Tickets that a scanner without network has never heard of and lets in, an hour. */
  offlineUnknownPerHour: 10,
  /** Other sessions of which a scanner knows the code: far more than start within a day of one. */
  neighboursPerManifest: 200,
  /** Title of a session, in one language. */
  titleMaxCharacters: 200,
  descriptionMaxCharacters: 5_000,
  categoriesPerSession: 30,
  /** An import from the back office: files in one call, and the characters of all of them: some 4,000 sessions with their prices. */
  importFiles: 4,
  importMaxCharacters: 2_000_000,
  /** Replies to an Idempotency-Key are kept this long. */
  idempotencyHours: 48,
  /** A category with fewer than this share of its places left is `few`. */
  fewPercent: 5,
} as const;
