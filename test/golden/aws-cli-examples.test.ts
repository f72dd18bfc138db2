import { test } from 'vitest';
import { expectSameLog, listNotMatched, logOf, type NotMatched } from './log.js';
import { createdService, deployNext, runningAfter, settledService } from './service.js';

/**
 * Service `my-http-service` of the AWS CLI's own examples, 2025-02-21: a real account's replies, with events.
 * https://github.com/aws/aws-cli awscli/examples/ecs/update-service.rst, examples 3 and 4
 *
 * Fargate, no balancer, desired 2, 100/200, breaker on; checks aren't shown. The rollout adds an EBS volume. Set from the
 * log: RUNNING 36 s after the start (with the volume's attachment), 27 s in the creation; a process that ignores SIGTERM
 * (the sample's shell is process 1).
 */
const facts = { desiredCount: 2, circuitBreaker: true } as const;

test('creation: the first task, then the rest [deployment-first-task-first]', () => {
  const { sim } = createdService({ options: { latency: runningAfter(27_000) }, facts });
  sim.runUntilSteady();
  expectSameLog(logOf(sim), {
    log: 'call +13.8 S1 +30.1 S1 +109.7[done] C K',
    bands: {
      done: {
        from: 30,
        to: 50,
        because:
          'a deployment that superseded nothing completes when its tasks have run for 5 s (recorded: 6.7 and 8.5 s); why this ' +
          'one took 80 s longer is not published, and its checks are not shown',
        differs: true,
      },
    },
  });
});

test('rollout: the first task, then the rest; one stop per healthy new task [health-unchecked-after-40-s]', () => {
  const { sim, web } = settledService({
    options: { latency: runningAfter(36_000) },
    facts,
    does: { onSigterm: 'ignored' },
  });
  const from = sim.now;
  deployNext(sim, web);
  sim.runUntilSteady();
  expectSameLog(logOf(sim, { from }), {
    log: 'call +16.4 S1@2 +38.7 S1@2 +42.0 T1@1 +41.4 T1@1 +80.9[end] C@2 K',
    bands: {
      end: {
        from: 80,
        to: 100,
        because:
          'STOPPED 64 s after the stop of a process that is killed, the deployment leaves in the next pass, completion ' +
          'follows 25 s later (ruling 20). Seen without a balancer: 79, 80, 81, 93 s, with unknown ends of processes',
      },
    },
  });
});

const notMatched: readonly NotMatched[] = [
  { what: 'the EBS volume of the rollout', because: 'volumes are not simulated; their attachment is part of RUNNING' },
];
listNotMatched(notMatched);
