import fc from 'fast-check';
import { inject } from 'vitest';

// Loaded before every test file: a property that names no seed starts from the run's.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('seed') });
