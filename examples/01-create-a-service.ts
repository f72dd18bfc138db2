/**
 * Question: a service of three tasks at 100/200: what does ECS do, and when is it steady?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog: its basic service.
 */
import { createSimulator } from 'steadystate';

const sim = createSimulator();
sim.ecs.createCluster({ clusterName: 'my-first-cluster' });
sim.ecs.registerTaskDefinition({
  family: 'web-app',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'web', image: 'web-app:latest', portMappings: [{ containerPort: 8080 }] }],
});
sim.ecs.createService({
  cluster: 'my-first-cluster',
  serviceName: 'web-api',
  taskDefinition: 'web-app:1',
  desiredCount: 3,
  launchType: 'FARGATE',
  networkConfiguration: {
    awsvpcConfiguration: {
      subnets: ['subnet-abc123', 'subnet-def456'],
      securityGroups: ['sg-12345678'],
      assignPublicIp: 'DISABLED',
    },
  },
  deploymentConfiguration: { maximumPercent: 200, minimumHealthyPercent: 100 },
});
const end = sim.runUntilSteady();

console.log(sim.timeline({ service: 'web-api' }));
console.log(`
The service is steady ${end.tookMs / 1000} s after the call.
One task comes first: "latest" is a tag, and the other two wait until its digest is known.`);

const starts = sim.facts().filter((fact) => fact.kind === 'serviceEvent' && fact.event === 'started');
if (end.outcome !== 'completed' || starts.length !== 2) throw new Error('The story of this example has changed.');
