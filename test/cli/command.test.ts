import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../src/cli/command.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steadystate-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

async function called(...words: string[]): Promise<{ code: number; out: string; said: string }> {
  const ended = { out: '', said: '' };
  const code = await runCommand(words, {
    stdout: (text) => {
      ended.out += text;
    },
    stderr: (text) => {
      ended.said += text;
    },
    cwd: folder,
    version: '1.2.3',
  });
  return { code, ...ended };
}

const steady = `name: one task
services: [{ name: web }]
expect:
  - completed
  - { neverMoreThan: 1 }
`;
const timeline = `       time  desired/pending/running/healthy     what happened
      +0:00                                      CreateService: taskDefinition web:1, desiredCount 1
      +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
      +0:15  web:1 1/1/0/0                       has started 1 tasks: (task a7a466fd).
      +0:36  web:1 1/0/1/0                       1 task of web:1 RUNNING (a7a466fd)
      +0:45                                      (deployment ecs-svc/6804229292356310906) deployment completed.
      +0:45                                      has reached a steady state.
`;

describe('steadystate run', () => {
  test('prints the timeline and what came of the expectations, and ends with 0', async () => {
    write('steady.yaml', steady);
    const { code, out, said } = await called('run', 'steady.yaml');
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(out).toBe(`one task

${timeline}
ok      the deployment of web:1 is completed
ok      web never has more than 1 task

All 2 expectations hold, after 0:45 of virtual time.
`);
  });

  test('ends with 1 when an expectation does not hold, and says where it stands and what was found', async () => {
    write('unmet.yaml', `${steady}  - { neverFewerThan: 2 }\nsteps:\n  - expect: steady\n  - runUntilSteady\n`);
    const { code, out, said } = await called('run', 'unmet.yaml', '--quiet');
    expect({ code, said, out }).toEqual({
      code: 1,
      said: '',
      out: `FAILED  every service is steady (unmet.yaml:8:5)
        web: The deployment of web:1 gets its first pass in 15 s.
FAILED  web never has fewer than 2 healthy tasks (unmet.yaml:6:5)
        it never had as many
`,
    });
    expect((await called('run', 'unmet.yaml')).out).toMatch(
      /\n2 of 4 expectations don't hold, after 0:45 of virtual time.\n$/,
    );
  });

  test('prints nothing with --quiet when all is as expected', async () => {
    write('steady.yaml', steady);
    expect(await called('run', 'steady.yaml', '--quiet')).toEqual({ code: 0, out: '', said: '' });
  });

  test('prints JSON with --json', async () => {
    write('steady.yaml', steady);
    const { code, out } = await called('run', 'steady.yaml', '--json');
    const result = JSON.parse(out) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(result).toEqual({
      name: 'one task',
      holds: true,
      elapsedMs: 45_000,
      expectations: [
        {
          expectation: { completed: true },
          holds: true,
          expected: 'the deployment of web:1 is completed',
          found: 'web:1 is completed: web:1 is up; it took 0:45',
          at: '2026-01-01T00:00:45.000Z',
          place: 'steady.yaml:4:5',
        },
        expect.objectContaining({ expectation: { neverMoreThan: 1 }, holds: true, place: 'steady.yaml:5:5' }),
      ],
      verdicts: [expect.objectContaining({ service: 'web', outcome: 'completed' })],
      timeline: expect.arrayContaining([expect.objectContaining({ text: expect.stringContaining('CreateService') })]),
    });
  });

  test('takes another seed with --seed', async () => {
    write('steady.yaml', steady);
    const [one, same, other] = await Promise.all(
      ['1', '1', '2'].map((seed) => called('run', 'steady.yaml', '--seed', seed)),
    );
    expect(one?.out).toContain(timeline);
    expect(same).toEqual(one);
    expect(other?.out).not.toBe(one?.out);
  });

  test('needs no facts for expectations about verdicts', async () => {
    write('no-facts.yaml', 'options: { keepFacts: none }\nservices: [{ name: web }]\nexpect: [{ completed: web }]\n');
    const { code, out } = await called('run', 'no-facts.yaml');
    expect({ code, out }).toEqual({
      code: 0,
      out: `No facts are kept, so there is no timeline. Leave out the option keepFacts, or set it to 'all'.

ok      the deployment of web:1 is completed

The expectation holds, after 0:45 of virtual time.
`,
    });
    expect(JSON.parse((await called('run', 'no-facts.yaml', '--json')).out)).toMatchObject({
      holds: true,
      elapsedMs: 45_000,
    });
  });

  test('runs what a module exports, in TypeScript too', async () => {
    write('one.ts', "const steps: object[] = [{ run: '5m' }];\nexport const scenario = { name: 'one', steps };\n");
    write('two.mjs', "export const a = { name: 'a', steps: [] };\nexport const b = { name: 'b', steps: [] };\n");
    write('both.mjs', "export const a = { name: 'a', steps: [] };\nexport default { name: 'default', steps: [] };\n");
    const firstLine = async (...words: string[]) => (await called('run', ...words)).out.split('\n')[0];
    expect(await firstLine('one.ts')).toBe('one');
    expect(await firstLine('two.mjs', '--export', 'b')).toBe('b');
    expect(await firstLine('both.mjs')).toBe('default');
    expect(await called('run', 'two.mjs')).toEqual({
      code: 2,
      out: '',
      said: 'two.mjs exports several things, none of them as default. Name one with --export: it exports a, b.\n',
    });
    expect((await called('run', 'two.mjs', '--export', 'c')).said).toBe(
      'two.mjs has no export c. Name one with --export: it exports a, b.\n',
    );
  });
});

describe('a mistake ends with 2 and is told:', () => {
  test('one in the file, with its place', async () => {
    write('wrong.yaml', 'steps:\n  - rnu: 5m\n');
    expect(await called('run', 'wrong.yaml')).toEqual({
      code: 2,
      out: '',
      said: 'wrong.yaml has a mistake:\n  wrong.yaml:2:5 steps.0.rnu: there is no step rnu. Did you mean run?\n',
    });
  });

  test('a call that AWS refuses, with its place', async () => {
    write('refused.yaml', 'steps:\n  - run: 1s\n  - ecs.updateService: { service: web }\n');
    expect(await called('run', 'refused.yaml')).toEqual({
      code: 2,
      out: '',
      said: 'refused.yaml:3:5: ClusterNotFoundException: Cluster not found. No cluster was named, which means `default`. There are none.\n',
    });
  });

  test('a step or an expectation about something that is not there', async () => {
    write('nobody.yaml', 'steps:\n  - { register: web, image: web:2 }\n');
    expect((await called('run', 'nobody.yaml')).said).toBe(
      'nobody.yaml:2:5: No step before has made a service web. Services made by fargateService are none.\n',
    );
    write('nobody.yaml', 'services: [{ name: web }]\nexpect: [{ steady: wbe }]\n');
    expect((await called('run', 'nobody.yaml')).said).toBe(
      'nobody.yaml:2:10: There is no service wbe. Services are web (cluster default).\n',
    );
  });

  test.each([
    [['run', 'nowhere.yaml'], /^nowhere\.yaml can't be read \(ENOENT\)\. Paths are relative to .*\.\n$/],
    [['run', 'scenario.txt'], /^scenario\.txt is no scenario file\. Its name ends with \.yaml, \.yml, \.json, \.ts, /],
    [['run'], /^error: missing required argument 'file'\n/],
    [['run', 'a.yaml', '--seed', 'x'], /^error: option '--seed <n>' argument 'x' is invalid\. Give a whole number/],
    [['run', 'a.yaml', '--sed', '1'], /^error: unknown option '--sed'\n\(Did you mean --seed\?\)\n/],
    [['rn', 'a.yaml'], /^error: unknown command 'rn'\n\(Did you mean run\?\)\n/],
    [[], /^Usage: steadystate /],
  ])('%j', async (words, said) => {
    const ended = await called(...words);
    expect({ code: ended.code, out: ended.out }).toEqual({ code: 2, out: '' });
    expect(ended.said).toMatch(said);
  });
});

test('--version tells the version', async () => {
  expect(await called('--version')).toEqual({ code: 0, out: '1.2.3\n', said: '' });
});

test('help ends with 0', async () => {
  expect(await called('run', '--help')).toMatchObject({
    code: 0,
    said: '',
    out: expect.stringContaining('Exit codes:'),
  });
  expect(await called('--help')).toMatchObject({
    code: 0,
    said: '',
    out: expect.stringContaining('run [options] <file>'),
  });
});
