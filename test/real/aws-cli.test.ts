import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startServer } from '../../src/http/index.js';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';
import { awsShell, type Shell } from './aws-cli.js';

/** What scripts around the AWS CLI do, in real seconds and right in virtual time. */

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function shellFor(sim: Simulator): Promise<Shell> {
  const server = await startServer({ sim });
  const shell = awsShell(server.url, 'us-east-1');
  ends.push(() => server.close(), shell.remove);
  return shell;
}

/** A service `web` of two tasks that is steady. */
function withService(): Simulator {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 2, circuitBreaker: true });
  sim.runUntilSteady();
  sim.run('5m');
  web.register('web:2');
  return sim;
}

/** The first poll of a waiter settles: a second one would come after 15 real seconds. */
const quietly = { status: 0, out: '', error: '' };

describe('aws ecs wait', () => {
  test('services-stable ends when the deployment has', async () => {
    const sim = withService();
    const shell = await shellFor(sim);
    const update = sim.now.getTime();
    await shell.run('aws ecs update-service --service web --task-definition web:2');
    expect(await shell.run('aws ecs wait services-stable --services web')).toEqual(quietly);
    expect(sim.ecs.describeServices({ services: ['web'] }).services?.[0]).toMatchObject({
      runningCount: 2,
      deployments: [{ status: 'PRIMARY', taskDefinition: expect.stringMatching(/web:2$/) }],
    });
    expect((sim.now.getTime() - update) / 1_000).toBeGreaterThan(60);
  });

  test('services-stable is content with a rolled-back deployment, as it is on AWS: only the fields tell', async () => {
    const sim = withService();
    const shell = await shellFor(sim);
    sim.workloads.set('web:2', { exits: { code: 1, after: '4s' } });
    const wanted = await shell.run(
      'aws ecs update-service --service web --task-definition web:2 --query service.deployments[0].id --output text',
    );
    expect(await shell.run('aws ecs wait services-stable --services web')).toEqual(quietly);
    const told = await shell.run(
      "aws ecs describe-services --services web --query 'services[0].{on:taskDefinition,deployments:deployments[].[id,rolloutState]}'",
    );
    expect(told.out).toEqual({
      on: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',
      deployments: [[expect.stringMatching(/^ecs-svc\/\d+$/), expect.stringMatching(/^(IN_PROGRESS|COMPLETED)$/)]],
    });
    expect(JSON.stringify(told.out)).not.toContain(String(wanted.out).trim());
    expect(sim.verdict('web').outcome).toBe('rolled back');
  });

  test('services-stable fails at once for a service that is not there', async () => {
    const shell = await shellFor(withService());
    expect(await shell.run('aws ecs wait services-stable --services wbe')).toEqual({
      status: 255,
      out: '',
      error:
        'Waiter ServicesStable failed: Waiter encountered a terminal failure state: For expression "failures[].reason" we matched expected path: "MISSING" at least once',
    });
  });

  test('services-inactive ends when the service has gone', async () => {
    const sim = withService();
    const shell = await shellFor(sim);
    await shell.run('aws ecs delete-service --service web --force');
    expect(await shell.run('aws ecs wait services-inactive --services web')).toEqual(quietly);
    expect(sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.status).toBe('INACTIVE');
  });

  test('tasks-running and tasks-stopped follow a task that a script runs and stops', async () => {
    const sim = withService();
    const shell = await shellFor(sim);
    const script = `
      task=$(aws ecs run-task --task-definition web:2 --launch-type FARGATE --query tasks[0].taskArn --output text \\
        --network-configuration 'awsvpcConfiguration={subnets=[subnet-1a]}')
      aws ecs wait tasks-running --tasks "$task" || exit 1
      aws ecs describe-tasks --tasks "$task" --query tasks[0].lastStatus --output text
      aws ecs stop-task --task "$task" --query task.desiredStatus --output text
      aws ecs wait tasks-stopped --tasks "$task" || exit 2
      aws ecs describe-tasks --tasks "$task" --query tasks[0].lastStatus --output text`;
    expect(await shell.run(script)).toEqual({ status: 0, out: 'RUNNING\nSTOPPED\nSTOPPED\n', error: '' });
  });
});

describe('examples/scripts/deploy.sh', () => {
  const deploy = (image: string) => `sh ${resolve('examples/scripts/deploy.sh')} default web ${image}`;

  test('deploys', async () => {
    const sim = withService();
    const shell = await shellFor(sim);
    expect(await shell.run(deploy('web:next'))).toEqual({
      status: 0,
      out: 'deploying web:next as web:3\nstable on web:3\n',
      error: '',
    });
    expect(sim.verdict('web')).toMatchObject({ taskDefinition: 'web:3', supersedes: true });
  });

  test('notices a rollback', async () => {
    const sim = withService();
    sim.workloads.set({ image: 'web:next' }, { exits: { code: 1, after: '4s' } }, { ahead: true });
    const shell = await shellFor(sim);
    expect(await shell.run(deploy('web:next'))).toEqual({
      status: 1,
      out: 'deploying web:next as web:3\n',
      error: 'rolled back to web:1',
    });
  });
});

describe('aws', () => {
  test.each([
    {
      command: 'aws ecs update-service --service wbe --desired-count 1',
      error:
        'An error occurred (ServiceNotFoundException) when calling the UpdateService operation: Service not found.',
    },
    {
      command: 'aws ecs list-services --cluster nowhere',
      error: 'An error occurred (ClusterNotFoundException) when calling the ListServices operation: Cluster not found.',
    },
    {
      command: 'aws elbv2 describe-target-groups --names nobody',
      error:
        'An error occurred (TargetGroupNotFound) when calling the DescribeTargetGroups operation: One or more target groups not found',
    },
  ])('$command says what AWS says, and ends with 254', async ({ command, error }) => {
    const shell = await shellFor(withService());
    expect(await shell.run(command)).toEqual({ status: 254, out: '', error });
  });

  test('a service on EC2 without container instances is told so in its events', async () => {
    const sim = createSimulator();
    const shell = await shellFor(sim);
    const script = `
      aws ecs create-cluster --cluster-name old >/dev/null
      aws ecs register-task-definition --family batch --container-definitions '[{"name":"a","image":"a:1","memory":64}]' >/dev/null
      aws ecs create-service --cluster old --service-name batch --task-definition batch --desired-count 1 \\
        --query service.launchType --output text
      for poll in 1 2 3; do
        aws ecs describe-services --cluster old --services batch --query 'services[0].events[0].message' --output text
      done`;
    const { out } = await shell.run(script);
    expect(String(out).trim().split('\n').at(0)).toBe('EC2');
    expect(String(out).trim().split('\n').at(-1)).toBe(
      '(service batch) was unable to place a task because no container instance met all of its requirements. The reason for failure is No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    );
  });

  test('pages through what is long', async () => {
    const sim = createSimulator();
    for (let made = 0; made < 120; made += 1) sim.ecs.createCluster({ clusterName: `c${made}` });
    const shell = await shellFor(sim);
    const { out } = await shell.run('aws ecs list-clusters --page-size 50');
    expect((out as { clusterArns: string[] }).clusterArns).toHaveLength(120);
    const first = await shell.run('aws ecs list-clusters --max-items 3 --query "length(clusterArns)"');
    expect(first.out).toBe(3);
  });
});
