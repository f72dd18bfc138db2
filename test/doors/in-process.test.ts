import { expect, test, vi } from 'vitest';
import { createApiClient } from '../../src/doors/in-process.js';
import { createSimulator } from '../../src/index.js';

type Operations = {
  listClusters: { input: { maxResults?: number }; output: string };
  createExpressGatewayService: { input: { name: string }; output: string };
};

test('has a method for every operation of AWS, and hands its request on as it is', () => {
  const calls: unknown[] = [];
  const client = createApiClient<Operations>('ecs', (...call) => {
    calls.push(call);
    return 'the reply';
  });
  const request = { maxResults: 1 };
  expect(client.listClusters(request)).toBe('the reply');
  expect(client.listClusters()).toBe('the reply');
  expect(client.createExpressGatewayService({ name: 'web' })).toBe('the reply');
  expect(calls).toEqual([
    ['ecs', 'listClusters', request],
    ['ecs', 'listClusters', {}],
    ['ecs', 'createExpressGatewayService', { name: 'web' }],
  ]);
  expect((calls[0] as unknown[])[2]).toBe(request);
});

test('an operation that is not simulated is refused by name, not undefined', () => {
  const sim = createSimulator();
  expect(() => sim.ecs.discoverPollEndpoint()).toThrow(
    expect.objectContaining({
      name: 'UnsupportedFeatureException',
      message: expect.stringContaining('discoverPollEndpoint'),
    }),
  );
});

test('a method can be passed around, spied on and put back', () => {
  const { ecs } = createSimulator();
  const { listClusters } = ecs;
  expect(listClusters()).toEqual({ clusterArns: [] });
  const spy = vi.spyOn(ecs, 'describeClusters').mockReturnValue({ clusters: [], failures: [] });
  expect([ecs.describeClusters(), spy.mock.calls]).toEqual([{ clusters: [], failures: [] }, [[]]]);
  spy.mockRestore();
  expect(ecs.describeClusters({ clusters: ['none'] }).failures).toHaveLength(1);
});
