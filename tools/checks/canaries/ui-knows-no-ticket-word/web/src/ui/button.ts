import '../shop/home.ts';
