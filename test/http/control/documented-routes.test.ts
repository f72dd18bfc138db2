import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { controlPath, controlRoutes } from '../../../src/http/control/routes.js';

test('docs/http.md has a line for each control route', () => {
  const rows = Object.entries(controlRoutes).map(
    ([name, { method, path, about }]) =>
      `| \`${method} ${controlPath}${path}\` | \`${name}\` | ${about.replaceAll('|', '\\|')} |`,
  );
  const page = readFileSync('docs/http.md', 'utf8');
  const table = page.split('\n').filter((line) => line.includes(`${controlPath}/`) && line.startsWith('|'));
  expect(table).toEqual(rows);
});
