import '../test/harness.ts';
