import { createLink } from '@tanstack/react-router';
import { ButtonAnchor } from './button.tsx';

/**
 * A link to a page of this application that looks like a button: `<ButtonLink to="/panier" variant="secondary">`. Beside the
 * others, so that the gate has buttons without the router.
 */
export const ButtonLink = createLink(ButtonAnchor);
