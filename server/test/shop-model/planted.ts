/** A fault that the model must find, as statements that put it into the database. */
export interface PlantedFault {
  name: string;
  statements: readonly string[];
  /** The suite has its failure shrunk too: it shows in a few commands, the others in dozens. */
  shrinks: boolean;
  /** A seed that found it soon. */
  foundBy: number;
}

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'places come back twice',
    shrinks: false,
    foundBy: 4,
    statements: [
      `CREATE FUNCTION public.planted_twice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE inventory.inventory AS i SET taken = greatest(0, taken - NEW.places) FROM inventory.holds AS h
        WHERE h.session_id = NEW.session_id AND h.id = NEW.hold_id AND i.session_id = h.session_id AND i.category = h.category;
        RETURN NEW; END $$`,
      `CREATE TRIGGER planted_twice AFTER INSERT ON inventory.returned_places FOR EACH ROW
        EXECUTE FUNCTION public.planted_twice()`,
    ],
  },
  {
    name: 'an expired order keeps its places',
    shrinks: false,
    foundBy: 1,
    statements: [
      `CREATE FUNCTION public.planted_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.state = 'claimed' AND NEW.state = 'freed' THEN NEW.state := 'claimed'; END IF; RETURN NEW; END $$`,
      `CREATE TRIGGER planted_kept BEFORE UPDATE ON inventory.holds FOR EACH ROW EXECUTE FUNCTION public.planted_kept()`,
    ],
  },
  {
    name: 'the limit of an account is not kept',
    shrinks: true,
    foundBy: 2,
    statements: [
      `CREATE FUNCTION public.planted_limit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.places_per_account := 100; RETURN NEW; END $$`,
      `CREATE TRIGGER planted_limit BEFORE INSERT OR UPDATE ON catalog.sessions FOR EACH ROW
        EXECUTE FUNCTION public.planted_limit()`,
    ],
  },
];
