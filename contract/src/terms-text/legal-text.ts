/** A paragraph, or the items of a list. May hold the names of `Operator` in braces, as `{entity}`. */
export type LegalParagraph = string | readonly string[];

/** A legal text as pages show it and mails bring it. */
export interface LegalText {
  title: string;
  sections: readonly { title: string; paragraphs: readonly LegalParagraph[] }[];
}

/** What one version of the terms says in one language; the first version had no terms of use. */
export interface VersionedTerms {
  sale: LegalText;
  use?: LegalText;
}
