export { AccessibilityPage, ContactPage, CookiesPage, NoticePage, PrivacyPage } from './pages/notice-pages.tsx';
export { OldTermsPage, SaleTermsPage, UseTermsPage } from './pages/terms-pages.tsx';
