-- The simulated bank keeps its books in a file of its own; a charge that it does not know is read as closed.
DROP SCHEMA simulated_bank CASCADE;
