export const gate = {
  title: 'Contrôle',
};

/** The shape that every language must fill. */
export type GateWords = typeof gate;
