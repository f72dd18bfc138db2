import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { arguedSurvivors } from '../../scripts/mutation/argued/index.js';
import { bugs } from '../../scripts/planted/bugs.js';

const read = (path: string): string => readFileSync(path, 'utf8');

test('each planted bug has its place in the sources, tests near it, and a row of the page', () => {
  const page = read('docs/proof.md');
  const wrong = bugs.flatMap(({ name, file, is, near, means }) => [
    ...(read(file).split(is).length === 2 ? [] : [`${name}: ${file} doesn't have its place once`]),
    ...near.filter((path) => !existsSync(path)).map((path) => `${name}: there is no ${path}`),
    ...(page.includes(`| ${name}: ${means} |`) ? [] : [`${name}: npm run proof:planted has not written its row`]),
  ]);
  expect(wrong).toEqual([]);
});

test('each argument for a surviving mutant is about a line that is there', () => {
  const linesOf = new Map<string, ReadonlySet<string>>();
  const wrong = arguedSurvivors.flatMap(({ file, line }) => {
    if (!existsSync(file)) return [`there is no ${file}`];
    const lines =
      linesOf.get(file) ??
      new Set(
        read(file)
          .split('\n')
          .map((each) => each.trim()),
      );
    linesOf.set(file, lines);
    return lines.has(line) ? [] : [`${file} has no line ${line}`];
  });
  expect([...new Set(wrong)]).toEqual([]);
});
