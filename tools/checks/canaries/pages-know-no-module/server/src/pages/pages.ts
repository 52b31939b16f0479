import '../modules/carts/index.ts';
