import { describe, test } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.js';
import { type Band, expectSameLog, listNotMatched, logOf, type NotMatched, startingAt } from './log.js';
import { runningAfter, settledService } from './service.js';

/**
 * Chaos runs against service `expd03-originacion`, 2026, service events beside target health and injected faults:
 * https://github.com/leonelparrales22/MISW4501-202614-Grupo14-Solventa experimentos/exp-d03-failover/resultados
 *
 * All published (infraestructura/computo.tf, configs): Fargate, ALB, desired 2 (3 in C4), 100/200, grace period 30 s,
 * deregistration delay 30 s, stop timeout 30 s. Monitors: M1 every 5 s, timeout 3 s; M2 every 10 s, timeout 5 s; M3 every
 * 30 s, timeout 5 s; two failures, M3 three. Set from the logs: RUNNING (18 or 25 s after the start), and the first check
 * of a target 2 s after its registration.
 */
const monitors = {
  M1: { healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 3, unhealthyThresholdCount: 2 },
  M2: { healthCheckIntervalSeconds: 10, healthCheckTimeoutSeconds: 5, unhealthyThresholdCount: 2 },
  M3: { healthCheckIntervalSeconds: 30, healthCheckTimeoutSeconds: 5, unhealthyThresholdCount: 3 },
} as const;
type Monitor = keyof typeof monitors;

const facts = { desiredCount: 2, healthCheckGracePeriodSeconds: 30, stopTimeout: 30 } as const;

/** G of rolling-deployment §13, and section 4.4 of service-scheduler: the first run is the one quoted there. */
const noticed: Band = {
  from: 0,
  to: 46,
  because:
    'ECS acts 4 to 45 s after the balancer finds a target unhealthy (eleven runs, evenly spread); the simulator acts in the ' +
    'next pass',
};

describe('a target hangs: its task is replaced first, then stopped [unhealthy-replacement-first] [target-first-check]', () => {
  test.each<{
    readonly run: string;
    readonly monitor: Monitor;
    readonly runningMs: number;
    readonly desiredCount?: number;
    readonly log: string;
  }>([
    {
      run: 'M3-P2',
      monitor: 'M3',
      runningMs: 25_000,
      log: 'unhealthy1 +12.1[noticed] S1? +28.2 R1 +2.4 healthy1 +15.9 U T1 +10.2 X1 D1 +9.7 K +20.9 gone1',
    },
    {
      run: 'M1-P1-rep-r1',
      monitor: 'M1',
      runningMs: 18_000,
      log: 'unhealthy1 +43.2[noticed] S1? +19.4 R1 +2.2 healthy1 +6.9 U T1 +10.3 X1 D1 +9.8 K +22.3 gone1',
    },
    {
      run: 'M1-P1-rep-r2',
      monitor: 'M1',
      runningMs: 25_000,
      log: 'unhealthy1 +9.2[noticed] S1? +29.4 R1 +2.1 healthy1 +7.0 U T1 +9.6 X1 D1 +10.2 K +20.7 gone1',
    },
    {
      run: 'M1-P2',
      monitor: 'M1',
      runningMs: 18_000,
      log: 'unhealthy1 +36.2[noticed] S1? +19.1 R1 +1.6 healthy1 +7.5 U T1 +9.5 X1 D1 +9.7 K +21.3 gone1',
    },
    {
      run: 'M2-P1',
      monitor: 'M2',
      runningMs: 25_000,
      log: 'unhealthy1 +26.6[noticed] S1? +28.8 R1 +2.5 healthy1 +6.4 U T1 +9.1 X1 D1 +9.2 K +21.0 gone1',
    },
    {
      run: 'M2-P2',
      monitor: 'M2',
      runningMs: 18_000,
      log: 'unhealthy1 +35.5[noticed] S1? +18.6 R1 +2.0 healthy1 +7.1 U T1 +9.6 X1 D1 +10.0 K +21.8 gone1',
    },
    {
      run: 'C3-health-profundo',
      monitor: 'M1',
      runningMs: 18_000,
      log: 'unhealthy1 +43.6[noticed] S1? +18.8 R1 +1.7 healthy1 +7.7 U T1 +9.1 X1 D1 +9.2 K +23.0 gone1',
    },
    {
      run: 'C4-tres-tareas',
      monitor: 'M1',
      runningMs: 25_000,
      desiredCount: 3,
      log: 'unhealthy1 +4.0[noticed] S1? +28.2 R1 +3.4 healthy1 +5.3 U T1 +9.7 X1 D1 +9.4 K +21.3 gone1',
    },
    {
      run: 'smoke-aws',
      monitor: 'M1',
      runningMs: 25_000,
      log: 'unhealthy1 +38.7[noticed] S1? +27.9 R1 +2.4 healthy1 +6.5 U T1 +9.3 X1 D1 +9.6 K +21.3 gone1',
    },
  ])('$run', ({ monitor, runningMs, desiredCount = 2, log }) => {
    const sim = originacion(monitor, runningMs, desiredCount);
    const from = sim.now;
    hang(sim, 1);
    sim.run('3m');
    expectSameLog(logOf(sim, { from }), { log, bands: { noticed } });
  });

  test('C5-container-health: with a container check every 5 s [health-behind-target-groups]', () => {
    const { sim } = settledService({
      options: { latency: { ...runningAfter(56_000), firstTargetCheckMs: 2_000 } },
      facts: {
        ...facts,
        loadBalancer: { ...monitors.M1, deregistrationDelaySeconds: 30 },
        healthCheck: { interval: 5, timeout: 3, retries: 2, startPeriod: 15 },
      },
    });
    const from = sim.now;
    hang(sim, 1);
    sim.run('4m');
    expectSameLog(logOf(sim, { from }), {
      log: 'unhealthy1 +32.4[noticed] S1? +59.8 R1 +2.6 healthy1 +7.0 U T1 +9.8 X1 D1 +8.7 K +22.3 gone1',
      bands: { noticed },
    });
  });
});

test('C6a-rampa-M1: both targets hang at once, and both tasks are replaced at once [unhealthy-told-when-stopped]', () => {
  const sim = originacion('M1', 18_000);
  const from = sim.now;
  hang(sim, 1, 2);
  sim.run('100s');
  expectSameLog(logOf(sim, { from }), {
    // The watcher saw the first task of the start, and the first unhealthy text.
    log: 'unhealthy2 +45.4[noticed] S2? +19.3 R2 +2.3 healthy2 +7.1 U (U) T2 +9.4 X2 D2 …',
    bands: { noticed },
  });
});

test('C6a-rampa-M1, at 450 s: a start is told before the unhealthy task that the same pass stops [event-start-before-unhealthy-stop]', () => {
  const sim = originacion('M1', 18_000);
  hang(sim, 1);
  sim.runUntil((each) => logOf(each).some(({ code, unhealthy }) => code === 'S' && unhealthy));
  const from = new Date(sim.now.getTime() + 1);
  // Its target is unhealthy in the pass in which the first replacement counts healthy.
  sim.run('20s');
  hang(sim, 2);
  sim.run('100s');
  expectSameLog(startingAt(logOf(sim, { from }), 'S', 1), {
    log: 'S1? U T1 +8.5 X1 D1 +9.7 R1 +2.4 healthy1 +6.4 U T1 +10.0 X1 D1 …',
  });
});

test('C1-retiro-planeado: StopTask [task-stop-and-crash-do-not-drain] [event-no-stop-by-the-user]', () => {
  const sim = originacion('M1', 25_000);
  const from = sim.now;
  const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' });
  sim.ecs.stopTask({ task: taskArns[0] as string });
  sim.run('3m');
  expectSameLog(logOf(sim, { from }), {
    log: 'call +3.7[stopped] X1 D1 +0.9 S1 +27.6 R1 +2.4 healthy1 +15.9 K',
    bands: {
      stopped: {
        from: 20,
        to: 30,
        because:
          'a task that a user stops is replaced when it is STOPPED in five logs of six; this is the sixth (ruling 17, option ' +
          'replaceExternallyStopped)',
        differs: true,
      },
    },
  });
});

test('C2-crash [unhealthy-dead-are-replaced-when-stopped] [target-outlives-the-process]', () => {
  const sim = originacion('M1', 25_000);
  const from = sim.now;
  sim.faults.add({ kind: 'killTask', service: 'web', exitCode: 1 });
  sim.run('3m');
  expectSameLog(logOf(sim, { from }), {
    log: 'exits1 +10.9[stopped] X1 +9.4[draining] D1 +0.8 S1 +29.2 R1 +2.4 healthy1 +6.5 K',
    bands: {
      stopped: {
        from: 22,
        to: 27,
        because:
          'the target leaves when its task is STOPPED: 24 s after the exit (31 s in the log of cerebrumdev-backend)',
        differs: true,
      },
      draining: {
        from: 0,
        to: 1,
        because: 'draining is told some ms after the deregistration in all other logs',
        differs: true,
      },
    },
  });
});

function originacion(monitor: Monitor, runningMs: number, desiredCount = 2): Simulator {
  return settledService({
    options: { latency: { ...runningAfter(runningMs), firstTargetCheckMs: 2_000 } },
    facts: { ...facts, desiredCount, loadBalancer: { ...monitors[monitor], deregistrationDelaySeconds: 30 } },
  }).sim;
}

/** From now on the process of these launches takes connections and never answers. */
function hang(sim: Simulator, ...launches: readonly number[]): void {
  for (const launch of launches) {
    sim.workloads.set({ taskDefinition: 'web:1', launches: { from: launch, to: launch } }, { http: 'silent' });
  }
}

const notMatched: readonly NotMatched[] = [
  {
    what: 'C6a and C6b after the first replacement',
    because: 'ten minutes of overload: which target fails when follows from a load that is not simulated',
  },
];
listNotMatched(notMatched);
