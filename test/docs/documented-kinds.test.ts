import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toJSONSchema } from 'zod';
import { runCommand } from '../../src/cli/command.js';
import { borderFaultKinds } from '../../src/endpoint/border-fault.js';
import { faultSchema } from '../../src/faults/fault.js';
import { defaultLimits } from '../../src/http/limits.js';
import type { Fact, FactKind } from '../../src/model/facts.js';
import { expectationKinds, stepKinds } from '../../src/scenario/file-schema.js';
import { matchers } from '../../src/testing/index.js';
import { behaviourSchema } from '../../src/workload/behaviour.js';

/** The JSON schema of a shape, as far as names can be read from it. */
interface Named {
  readonly properties?: Readonly<Record<string, { readonly const?: string }>>;
  readonly oneOf?: readonly Named[];
}
const jsonOf = (schema: unknown): Named => toJSONSchema(schema as never, { unrepresentable: 'any' }) as Named;

/** What a fact of this kind may say that has changed. */
type ChangeOf<Kind extends FactKind> =
  Extract<Fact, { kind: Kind }> extends { readonly change: infer Change extends string }
    ? Change
    : Extract<Fact, { kind: Kind }> extends { readonly state: infer State extends string }
      ? State
      : never;

/** Every kind of fact with its changes: the compiler sees to it that none is forgotten. */
const factKinds: { readonly [Kind in FactKind]: Readonly<Record<ChangeOf<Kind>, true>> } = {
  call: {},
  deployment: {
    created: true,
    superseded: true,
    pickedUp: true,
    completed: true,
    failed: true,
    rollingBack: true,
    left: true,
  },
  task: { created: true, status: true, stopRequested: true, protected: true, unprotected: true },
  container: { started: true, exited: true, restarted: true, sigterm: true, sigkill: true, health: true },
  target: { initial: true, healthy: true, unhealthy: true, draining: true, unused: true, deregistered: true },
  scheduler: {
    failuresCounted: true,
    failuresReset: true,
    startThrottled: true,
    breakerTripped: true,
    noRollbackCandidate: true,
    unsteady: true,
    steady: true,
  },
  serviceEvent: {},
  service: { created: true, desiredCount: true, draining: true, inactive: true },
  fault: { started: true, ended: true },
  counts: {},
};

/** Flags of a subcommand, by its help. */
async function flagsOf(command: string): Promise<string[]> {
  let help = '';
  await runCommand([command, '--help'], {
    cwd: '.',
    stderr: () => {},
    stdout: (text) => {
      help += text;
    },
  });
  return [...help.matchAll(/^ +(--[\w-]+)/gm)].map(([, flag = '']) => flag);
}

describe('a page has a line for each', () => {
  test.each([
    { what: 'step', page: 'docs/scenarios.md', names: () => Object.keys(stepKinds()) },
    { what: 'expectation', page: 'docs/scenarios.md', names: () => Object.keys(expectationKinds()) },
    { what: 'flag of run', page: 'docs/scenarios.md', names: () => flagsOf('run') },
    { what: 'flag of serve', page: 'docs/http.md', names: () => flagsOf('serve') },
    { what: 'limit', page: 'docs/http.md', names: () => Object.keys(defaultLimits) },
    { what: 'border fault', page: 'docs/sdk.md', names: () => Object.keys(borderFaultKinds()) },
    {
      what: 'fault',
      page: 'docs/workloads-and-faults.md',
      names: () => jsonOf(faultSchema()).oneOf?.map(({ properties }) => properties?.['kind']?.const ?? '') ?? [],
    },
    {
      what: 'behaviour',
      page: 'docs/workloads-and-faults.md',
      names: () => Object.keys(jsonOf(behaviourSchema()).properties ?? {}),
    },
    { what: 'kind of fact', page: 'docs/facts.md', names: () => Object.keys(factKinds) },
    { what: 'matcher', page: 'docs/testing.md', names: () => Object.keys(matchers) },
  ])('$what: $page', async ({ page, names }) => {
    const rows = readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const wanted = await names();
    expect(wanted.length).toBeGreaterThan(1);
    const first = (row: string) => row.split(' | ')[0] ?? '';
    const absent = wanted.filter((name) => !rows.some((row) => new RegExp(`\`${name}\\b`).test(first(row))));
    expect(absent, `give each a line in a table of ${page}`).toEqual([]);
  });
});

test.each(Object.entries(factKinds))('docs/facts.md has the changes of %s, and no other', (kind, changes) => {
  const row = readFileSync('docs/facts.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| \`${kind}\``));
  const [, cell = ''] = row?.split(' | ') ?? [];
  // `state` and `event` are members, named before a colon.
  const told = [...cell.replace(/^as `\w+`:/, '').matchAll(/`(\w+)`/g)].map(([, change]) => change);
  expect(told).toEqual(Object.keys(changes));
});
