import '../inventory/actions/hold.ts';
