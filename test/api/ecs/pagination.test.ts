import { describe, expect, test } from 'vitest';
import { bridgeDefinition, expectRefused, fargateService, fargateTask, prodCluster } from './setup.js';

interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

type List = (request: PageRequest) => { readonly items: readonly string[]; readonly nextToken: string | undefined };

/** A simulator with a dozen of everything, and every list of ECS. */
function dozens() {
  const sim = prodCluster();
  const { ecs } = sim;
  for (let index = 0; index < 12; index += 1) {
    const name = `item-${index}`;
    ecs.createCluster({ clusterName: name });
    ecs.registerTaskDefinition(bridgeDefinition(name));
    ecs.createService(fargateService({ serviceName: name, desiredCount: 0 }));
  }
  ecs.runTask(fargateTask({ count: 6 }));
  ecs.runTask(fargateTask({ count: 6 }));
  for (let index = 0; index < 11; index += 1)
    ecs.updateService({ cluster: 'prod', service: 'item-0', forceNewDeployment: true });
  const lists: Record<string, List> = {
    ListClusters: (request) => {
      const { clusterArns = [], nextToken } = ecs.listClusters(request);
      return { items: clusterArns, nextToken };
    },
    ListServices: (request) => {
      const { serviceArns = [], nextToken } = ecs.listServices({ cluster: 'prod', ...request });
      return { items: serviceArns, nextToken };
    },
    ListTasks: (request) => {
      const { taskArns = [], nextToken } = ecs.listTasks({ cluster: 'prod', ...request });
      return { items: taskArns, nextToken };
    },
    ListTaskDefinitions: (request) => {
      const { taskDefinitionArns = [], nextToken } = ecs.listTaskDefinitions(request);
      return { items: taskDefinitionArns, nextToken };
    },
    ListTaskDefinitionFamilies: (request) => {
      const { families = [], nextToken } = ecs.listTaskDefinitionFamilies(request);
      return { items: families, nextToken };
    },
    ListServiceDeployments: (request) => {
      const { serviceDeployments = [], nextToken } = ecs.listServiceDeployments({
        cluster: 'prod',
        service: 'item-0',
        ...request,
      });
      return { items: serviceDeployments.map((each) => each.serviceDeploymentArn ?? ''), nextToken };
    },
  };
  return { sim, lists };
}

const names = Object.keys(dozens().lists);

describe.each(names)('%s', (name) => {
  const list: List = (request) => (lists[name] as List)(request);
  const { sim, lists } = dozens();

  test('comes in pages that together are the whole list [pages-are-stateless]', () => {
    const whole = list({ maxResults: 100 });
    expect(whole.items.length).toBeGreaterThanOrEqual(12);
    expect(whole.nextToken).toBeUndefined();
    for (const maxResults of [1, 5, whole.items.length]) {
      const pages: string[] = [];
      let page = list({ maxResults });
      pages.push(...page.items);
      while (page.nextToken !== undefined) {
        expect(page.items).toHaveLength(maxResults);
        page = list({ maxResults, nextToken: page.nextToken });
        pages.push(...page.items);
      }
      expect(pages).toEqual(whole.items);
    }
  });

  test('has tokens that are stateless: they mean the same in a fork, and twice [pages-are-stateless]', () => {
    const { nextToken = '' } = list({ maxResults: 5 });
    const second = list({ maxResults: 5, nextToken });
    expect(list({ maxResults: 5, nextToken })).toEqual(second);
  });

  test('refuses tokens it did not give', () => {
    const foreign = names
      .filter((other) => other !== name)
      .map((other) => lists[other]?.({ maxResults: 1 }).nextToken ?? '');
    for (const nextToken of ['x', 'bm9uc2Vuc2U=', '\u{1f600}', ...foreign]) {
      expectRefused(sim, () => list({ nextToken }), 'InvalidParameterException', 'Invalid token.');
    }
  });

  test.each([
    [0, 'lesser than 1'],
    [101, 'greater than 100'],
  ])('refuses maxResults %i [pages-sizes]', (maxResults, bound) => {
    expectRefused(sim, () => list({ maxResults }), 'InvalidParameterException', `Max results can not be ${bound}`);
  });
});

test('ListServices shows ten services when nothing is said, ListServiceDeployments twenty [pages-sizes]', () => {
  const { lists } = dozens();
  expect(lists['ListServices']?.({}).items).toHaveLength(10);
  expect(lists['ListServiceDeployments']?.({}).items).toHaveLength(12);
});
