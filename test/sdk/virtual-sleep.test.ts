import { promisify } from 'node:util';
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand, waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';
import { type ClientConfigOptions, clientConfig, sleepsInVirtualTime, type VirtualSleep } from '../../src/sdk/index.js';

const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, Date: globalThis.Date };
let sleep: VirtualSleep | undefined;
afterEach(() => {
  sleep?.restore();
  vi.useRealTimers();
  expect({ setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, Date: globalThis.Date }).toEqual(
    real,
  );
});

const deploying = (options: ClientConfigOptions = { onPoll: 'none' }) => {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: true });
  sim.runUntilSteady();
  web.register('web:2');
  return { sim, client: new ECSClient(clientConfig(sim, options)) };
};

/** A script that knows nothing of simulators: it sleeps by itself, and has a deadline. */
async function deployAndPoll(client: ECSClient, everyMs: number, deadlineMs: number) {
  const { service } = await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: 'web:2' }));
  const wanted = service?.deployments?.[0]?.id;
  const end = Date.now() + deadlineMs;
  for (let polls = 1; Date.now() < end; polls += 1) {
    const { services: [found] = [] } = await client.send(new DescribeServicesCommand({ services: ['web'] }));
    const deployment = found?.deployments?.find(({ id }) => id === wanted);
    if (deployment?.rolloutState === 'COMPLETED') return `completed after ${polls} polls`;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return 'timed out';
}

describe('sleepsInVirtualTime', () => {
  test('a script that sleeps between its polls takes the virtual time it sleeps', async () => {
    const { sim, client } = deploying();
    sleep = sleepsInVirtualTime(sim);
    const before = sim.elapsedMs;
    expect(await deployAndPoll(client, 10_000, 1_200_000)).toBe('completed after 44 polls');
    expect(sim.elapsedMs - before).toBe(43 * 10_000);
  });

  test('and its deadline comes', async () => {
    const { sim, client } = deploying();
    sim.workloads.set('web:2', { exits: { code: 1, after: '4s' } });
    sleep = sleepsInVirtualTime(sim);
    const before = sim.elapsedMs;
    expect(await deployAndPoll(client, 10_000, 600_000)).toBe('timed out');
    expect(sim.elapsedMs - before).toBe(600_000);
  });

  test('waiters of the SDK poll in their own rhythm', async () => {
    const { sim, client } = deploying();
    sleep = sleepsInVirtualTime(sim);
    await client.send(new UpdateServiceCommand({ service: 'web', taskDefinition: 'web:2' }));
    const { state } = await waitUntilServicesStable({ client, maxWaitTime: 1_200 }, { services: ['web'] });
    expect(state).toBe('SUCCESS');
    expect(sim.verdict('web').outcome).toBe('completed');
  });

  test.each(['settle', 'none'] as const)('and time out about what never settles, with onPoll %s', async (onPoll) => {
    const sim = createSimulator();
    fargateService(sim, { desiredCount: 3 });
    sim.workloads.set('web:1', { exits: { code: 1, after: '4s' } });
    const client = new ECSClient(clientConfig(sim, { onPoll }));
    sleep = sleepsInVirtualTime(sim);
    const wait = waitUntilServicesStable({ client, maxWaitTime: 600, maxDelay: 15 }, { services: ['web'] });
    await expect(wait).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(sim.elapsedMs / 60_000).toBe(onPoll === 'settle' ? 30 : 9.75);
  });

  test('sleepers wake in the order of their moments, those of the same moment in the order they fell asleep', async () => {
    const sim = createSimulator();
    sleep = sleepsInVirtualTime(sim);
    const woken: string[] = [];
    const wake = (name: string) => woken.push(`${name} +${sim.elapsedMs}`);
    await new Promise<void>((resolve) => {
      setTimeout(wake, 5_000, 'b');
      setTimeout(wake, 1_000, 'a');
      setTimeout(wake, 5_000, 'c');
      setTimeout(wake, Number.NaN, 'now');
      setTimeout(wake, 1e12, 'too long is at once');
      setTimeout(resolve, 6_000.5);
    });
    expect(woken).toEqual(['now +0', 'too long is at once +0', 'a +1000', 'b +5000', 'c +5000']);
    expect(sim.elapsedMs).toBe(6_001);
  });

  test('timers can be cleared, refreshed, and let go of', async () => {
    const sim = createSimulator();
    sleep = sleepsInVirtualTime(sim);
    const woken: string[] = [];
    const cleared = setTimeout(() => woken.push('cleared'), 1_000);
    const closed = setTimeout(() => woken.push('closed'), 1_000);
    const refreshed = setTimeout(() => woken.push(`refreshed +${sim.elapsedMs}`), 1_000);
    const unrefed = setTimeout(() => woken.push(`unrefed +${sim.elapsedMs}`), 1_500).unref();
    const never = setTimeout(() => woken.push('never'), 60_000);
    clearTimeout(cleared);
    clearTimeout(undefined);
    closed.close();
    never.unref();
    await promisify(setTimeout)(500);
    refreshed.refresh();
    await promisify(setTimeout)(2_000);
    expect(woken).toEqual(['refreshed +1500', 'unrefed +1500'].sort((a, b) => a.localeCompare(b)));
    expect([unrefed.hasRef(), never.hasRef(), sim.elapsedMs]).toEqual([false, false, 2_500]);
  });

  test('Date goes on with virtual time, and is a Date like any other', async () => {
    const sim = createSimulator();
    const before = Date.now();
    sleep = sleepsInVirtualTime(sim);
    sim.run('1h');
    for (const now of [Date.now(), Date.now(), Date.parse(Date())]) {
      expect(now - before).toBeGreaterThanOrEqual(3_600_000 - 1_000);
      expect(now - before).toBeLessThan(3_700_000);
    }
    expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date()).toBeInstanceOf(real.Date);
    expect(Date.UTC(1970, 0)).toBe(0);
  });

  test('restored twice is restored once, and those who sleep stay asleep', () => {
    const sim = createSimulator();
    sleep = sleepsInVirtualTime(sim);
    setTimeout(() => {
      throw new Error('woken');
    }, 10);
    sleep.restore();
    sleep.restore();
    expect(globalThis.setTimeout).toBe(real.setTimeout);
  });

  test('is refused while another is on, which then restores what was there', () => {
    const before = globalThis.setTimeout;
    sleep = sleepsInVirtualTime(createSimulator());
    expect(() => sleepsInVirtualTime(createSimulator())).toThrow(
      expect.objectContaining({ code: 'InvalidOption', message: expect.stringContaining('restore()') }),
    );
    sleep.restore();
    expect(globalThis.setTimeout).toBe(before);
    sleepsInVirtualTime(createSimulator()).restore();
    expect(globalThis.setTimeout).toBe(before);
  });

  test('is refused while fake timers are on', () => {
    vi.useFakeTimers();
    expect(() => sleepsInVirtualTime(createSimulator())).toThrow(
      expect.objectContaining({ code: 'InvalidOption', message: expect.stringContaining('clientConfig(sim, { clock') }),
    );
  });
});

describe('a clock that virtual time follows', () => {
  test("Vitest's fake timers: both go on together", async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const { sim, client } = deploying({ clock: () => Date.now() });
    const before = sim.elapsedMs;
    const deployed = deployAndPoll(client, 10_000, 1_200_000);
    let isDone = false;
    void deployed.finally(() => {
      isDone = true;
    });
    while (!isDone) await vi.advanceTimersToNextTimerAsync();
    expect(await deployed).toBe('completed after 44 polls');
    expect(sim.elapsedMs - before).toBe(43 * 10_000);
  });

  test('moves time before each call, by whole milliseconds, never back', async () => {
    let nowMs = 0.6;
    const { sim, client } = deploying({ clock: () => nowMs });
    const before = sim.elapsedMs;
    const moved = [];
    for (const at of [0.6, 1.2, 2.4, 1, 3, 1_000.5]) {
      nowMs = at;
      await client.send(new DescribeServicesCommand({ services: ['web'] }));
      moved.push(sim.elapsedMs - before);
    }
    expect(moved).toEqual([0, 0, 1, 1, 3, 1000]);
  });
});
