import '../../simulated-bank/bank.ts';
