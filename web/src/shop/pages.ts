import './shop.css';

/** Every page of the area: the one lazy bundle that its routes load. */
export { HomePage } from './pages/home-page.tsx';
export { SessionsPage } from './pages/sessions-page.tsx';
export { SessionPage } from './pages/session-page.tsx';
export { CartPage } from './pages/cart-page.tsx';
