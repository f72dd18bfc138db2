import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Code blocks of "In several threads". */
function blocksOfDocs(): string[] {
  const [, section = ''] =
    /\n## In several threads\n([\s\S]*?)\n## /.exec(readFileSync('docs/campaigns.md', 'utf8')) ?? [];
  return [...section.matchAll(/```(?:ts|js)\n([\s\S]*?)```/g)].map(([, code = '']) => code);
}

test('a measure in TypeScript runs in worker threads as the docs say', () => {
  const [example = '', loader = '', options = ''] = blocksOfDocs();
  const [, measure = '', program = ''] =
    /^\/\/ measure\.ts\n([\s\S]*)\/\/ campaign\.ts\n([\s\S]*)$/.exec(example) ?? [];
  const folder = mkdtempSync(join(process.cwd(), '.program-'));
  try {
    writeFileSync(join(folder, 'measure.ts'), measure);
    writeFileSync(join(folder, 'typescript.mjs'), loader);
    const asTold = program
      .replace(/ {2}workers: 2,\n/, '')
      .replace(/ {2}measure: .*\n/, options)
      .replace('10_000', '20');
    writeFileSync(join(folder, 'campaign.ts'), `${asTold}console.log(String(result).split('\\n')[0]);\n`);
    const printed = execFileSync(process.execPath, ['--import', 'tsx', join(folder, 'campaign.ts')], {
      encoding: 'utf8',
    });
    expect({ printed, inThreads: /count: 2, execArgv/.test(asTold) }).toEqual({
      printed: '20 runs, seed 1\n',
      inThreads: true,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
