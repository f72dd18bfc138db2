/**
 * Question: does our deploy script, which uses nothing but the AWS SDK, notice when a deployment was rolled back?
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/494; the script is examples/scripts/deploy.ts,
 * unchanged
 */
import { ECSClient } from '@aws-sdk/client-ecs';
import { createSimulator, fargateService } from 'steadystate';
import { clientConfig } from 'steadystate/sdk';
import { deploy } from './scripts/deploy.js';

const sim = createSimulator({ seed: 7 });
fargateService(sim, { name: 'shop', image: 'shop:1', desiredCount: 3, loadBalancer: true, circuitBreaker: true });
sim.runUntilSteady();
sim.workloads.set({ image: 'shop:3' }, { exits: { code: 1, after: '4s' } }, { ahead: true });

const client = new ECSClient(clientConfig(sim));
const target = { cluster: 'default', service: 'shop', container: 'shop' };
const verdicts: boolean[] = [];
for (const image of ['shop:2', 'shop:3']) {
  const from = sim.now.getTime();
  verdicts.push(await deploy(client, target, image));
  console.log(`  in virtual time: ${(sim.now.getTime() - from) / 1000} s\n`);
}
console.log(
  sim
    .verdicts('shop')
    .map(({ outcome, taskDefinition }) => `${taskDefinition}: ${outcome}`)
    .join('\n'),
);

if (verdicts.join() !== 'true,false') throw new Error('The story of this example has changed.');
