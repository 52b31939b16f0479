/** Every page of the area: the one lazy bundle that its routes load. */
export { RegisterPage } from './pages/register-page.tsx';
export { ActivatePage } from './pages/activate-page.tsx';
export { LoginPage } from './pages/login-page.tsx';
export { ForgotPasswordPage } from './pages/forgot-password-page.tsx';
export { ResetPasswordPage } from './pages/reset-password-page.tsx';
export { EmailChangePage } from './pages/email-change-page.tsx';
export { ProfilePage } from './pages/profile-page.tsx';
export { LoginsPage } from './pages/logins-page.tsx';
export { TermsPage } from './pages/terms-page.tsx';
export { SecurityPage } from './pages/security-page.tsx';
export { CheckoutPage } from './pages/checkout-page.tsx';
export { PaymentPage } from './pages/payment-page.tsx';
export { ConfirmationPage } from './pages/confirmation-page.tsx';
export { OrdersPage } from './pages/orders-page.tsx';
export { TicketsPage } from './pages/tickets-page.tsx';
export { TicketPage } from './pages/ticket-page.tsx';
export { TransferPage } from './pages/transfer-page.tsx';
