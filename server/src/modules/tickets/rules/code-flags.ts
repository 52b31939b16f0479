/**
 * The flags of every ticket code. No session allows re-entry, asks for identity or has a gate of its own for
 * accessible places yet. The tag covers the flags: a ticket whose flags change needs a new generation.
 */
export const codeFlags = 0;
