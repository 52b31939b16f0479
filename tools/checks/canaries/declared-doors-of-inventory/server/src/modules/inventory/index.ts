import '../carts/index.ts';
