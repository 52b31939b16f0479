import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Absolute path of the folder that npm installs into. */
export const nodeModules = path.join(root, 'node_modules');

/**
 * @param {string} inside
 * @param {string} folder
 * @returns {boolean} true when the path `inside` lies below `folder`
 */
export function isBelow(inside, folder) {
  const relative = path.relative(folder, inside);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
