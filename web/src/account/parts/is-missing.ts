import { ApiError } from '../../api/api-error.ts';

/** Was an object asked for that does not exist, is another's, or whose address cannot be one? */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'not_found' || error.code === 'invalid_request');
}
