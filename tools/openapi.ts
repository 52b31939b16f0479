import { readFileSync, writeFileSync } from 'node:fs';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { openApiDocument } from '../server/src/platform/http/openapi.ts';

const file = 'server/openapi.json';

/** The OpenAPI document of the contract as it stands in the repository; one space keeps it below the size of a tracked file. */
function openApiText(): string {
  return `${JSON.stringify(openApiDocument(endpoints), null, 1)}\n`;
}

/** Returns a sentence when the committed document is not the contract's. */
export function checkOpenApiFile(): string[] {
  return readFileSync(file, 'utf8') === openApiText() ? [] : [`${file} is not the contract's; run \`npm run openapi\``];
}

if (import.meta.main) writeFileSync(file, openApiText());
