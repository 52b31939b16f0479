import '../gate/scan.ts';
