import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readSuite, requireLogin } from '../shell/require-login.ts';
import { shopShellRoute } from '../shell/shop-shell-route.tsx';

const pages = () => import('./pages.ts');
const checkout = () => import('./pages/checkout-page.tsx');
const payment = () => import('./pages/payment-page.tsx');
const confirmation = () => import('./pages/confirmation-page.tsx');
const getParentRoute = () => shopShellRoute;

const registerRoute = createRoute({
  getParentRoute,
  path: '/inscription',
  validateSearch: readSuite,
  component: lazyRouteComponent(pages, 'RegisterPage'),
});

const activateRoute = createRoute({
  getParentRoute,
  path: '/activation',
  component: lazyRouteComponent(pages, 'ActivatePage'),
});

const loginRoute = createRoute({
  getParentRoute,
  path: '/connexion',
  validateSearch: readSuite,
  component: lazyRouteComponent(pages, 'LoginPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute,
  path: '/mot-de-passe-oublie',
  component: lazyRouteComponent(pages, 'ForgotPasswordPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute,
  path: '/mot-de-passe',
  component: lazyRouteComponent(pages, 'ResetPasswordPage'),
});

const invitationRoute = createRoute({
  getParentRoute,
  path: '/invitation',
  component: lazyRouteComponent(pages, 'InvitationPage'),
});

const emailChangeRoute = createRoute({
  getParentRoute,
  path: '/adresse',
  component: lazyRouteComponent(pages, 'EmailChangePage'),
});

const profileRoute = createRoute({
  getParentRoute,
  path: '/profil',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'ProfilePage'),
});

const loginsRoute = createRoute({
  getParentRoute,
  path: '/connexions',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'LoginsPage'),
});

const dataRoute = createRoute({
  getParentRoute,
  path: '/mes-donnees',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'DataPage'),
});

const keepAccountRoute = createRoute({
  getParentRoute,
  path: '/garder-mon-compte',
  component: lazyRouteComponent(pages, 'KeepAccountPage'),
});

const securityRoute = createRoute({
  getParentRoute,
  path: '/securite',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'SecurityPage'),
});

const checkoutRoute = createRoute({
  getParentRoute,
  path: '/commande',
  component: lazyRouteComponent(checkout, 'CheckoutPage'),
});

const paymentRoute = createRoute({
  getParentRoute,
  path: '/paiement/$paymentId',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(payment, 'PaymentPage'),
});

const confirmationRoute = createRoute({
  getParentRoute,
  path: '/confirmation/$orderCode',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(confirmation, 'ConfirmationPage'),
});

const ordersRoute = createRoute({
  getParentRoute,
  path: '/commandes',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'OrdersPage'),
});

const orderRoute = createRoute({
  getParentRoute,
  path: '/commandes/$orderCode',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'OrderPage'),
});

const cancellationRoute = createRoute({
  getParentRoute,
  path: '/commandes/$orderCode/annulation',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'CancellationPage'),
});

const ticketsRoute = createRoute({
  getParentRoute,
  path: '/billets',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'TicketsPage'),
});

const ticketRoute = createRoute({
  getParentRoute,
  path: '/billets/$ticketId',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'TicketPage'),
});

const transferRoute = createRoute({
  getParentRoute,
  path: '/transfert',
  component: lazyRouteComponent(pages, 'TransferPage'),
});

/** Pages of one buyer: account, checkout, orders, tickets. */
export const accountRoutes = [
  dataRoute,
  keepAccountRoute,
  registerRoute,
  activateRoute,
  loginRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  invitationRoute,
  emailChangeRoute,
  profileRoute,
  loginsRoute,
  securityRoute,
  checkoutRoute,
  paymentRoute,
  confirmationRoute,
  ordersRoute,
  orderRoute,
  cancellationRoute,
  ticketsRoute,
  ticketRoute,
  transferRoute,
] as const;
