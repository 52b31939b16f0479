-- How a payment is paid: at an address of the provider, or in its own element on our page, which needs a public key.
ALTER TABLE payments.payments
  ADD COLUMN checkout_url text,
  ADD COLUMN publishable_key text,
  ADD CONSTRAINT payments_one_checkout CHECK (checkout_url IS NULL OR publishable_key IS NULL),
  DROP CONSTRAINT payments_reason_check,
  ADD CONSTRAINT payments_reason_check CHECK (reason IN ('card_declined', 'insufficient_funds', 'expired_card',
    'unknown_test_card', 'authentication_failed', 'authentication_abandoned', 'order_expired'));
