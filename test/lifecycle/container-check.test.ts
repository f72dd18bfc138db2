import { describe, expect, test } from 'vitest';
import { healthOverTime } from '../../src/lifecycle/container-check.js';
import { type ContainerBehaviour, compileBehaviour } from '../../src/workload/behaviour.js';

describe('what health checks of a container find over time', () => {
  for (const { name, behaviour, spans } of [
    {
      name: 'a container about which nothing was said',
      behaviour: {},
      spans: [{ fromMs: 0, outcome: 0, resultAfterMs: 0 }],
    },
    {
      name: 'it fails until it serves',
      behaviour: { startsIn: '8s' },
      spans: [
        { fromMs: 0, outcome: 1, resultAfterMs: 0 },
        { fromMs: 8_000, outcome: 0, resultAfterMs: 0 },
      ],
    },
    {
      name: 'it passes, then fails',
      behaviour: {
        healthCheck: [
          { after: 0, is: 'passing' },
          { after: '1m', is: 'failing' },
        ],
      },
      spans: [
        { fromMs: 0, outcome: 0, resultAfterMs: 0 },
        { fromMs: 60_000, outcome: 1, resultAfterMs: 0 },
      ],
    },
  ] satisfies { name: string; behaviour: ContainerBehaviour; spans: unknown }[]) {
    test(name, () => {
      expect(healthOverTime(compileBehaviour(behaviour))).toEqual(spans);
    });
  }

  test('is worked out once for all containers of one behaviour', () => {
    const behaviour = compileBehaviour({});
    expect(healthOverTime(behaviour)).toBe(healthOverTime(behaviour));
  });
});
