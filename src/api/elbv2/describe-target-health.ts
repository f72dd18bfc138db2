import type { TargetGroupRecord } from '../../engine/store/elb-records.js';
import { targetPlan } from '../../engine/views/probe-plan.js';
import { latestFailure } from '../../engine/views/target-failure.js';
import type { World } from '../../engine/world.js';
import { unusedTexts } from '../../lifecycle/target-check.js';
import type { TargetDescription, TargetHealth, TargetHealthDescription } from '../../model/aws/elbv2.generated.js';
import { TargetState } from '../../model/target.js';
import type { Parsed } from '../validation/parsed.js';
import { familyOf } from './protocols.js';
import { describeTarget, portOf } from './targets.js';

/**
 * The health of targets as the API shows it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
export function describeTargetHealth(
  world: World,
  group: TargetGroupRecord,
  target: number,
  withAnomalies: boolean,
): TargetHealthDescription {
  const about = describeTarget(world, target);
  const isUsed = group.listenerCount > 0;
  return {
    Target: about,
    HealthCheckPort: healthCheckPort(group, world.targets.port.get(target)),
    TargetHealth: healthOf(world, target, isUsed),
    ...(withAnomalies && isUsed && familyOf(group.protocol) === 'application' ? noAnomaly() : {}),
    ...(isUsed ? noOverride() : {}),
  };
}

/** Of a target that isn't registered, asked for by its id (recorded: target_group_native.json). */
export function describeUnregistered(
  group: TargetGroupRecord,
  given: Parsed<TargetDescription>,
): TargetHealthDescription {
  const port = portOf(group, given);
  return {
    Target: { Id: given.Id, Port: port },
    HealthCheckPort: healthCheckPort(group, port),
    TargetHealth: {
      State: 'unused',
      Reason: 'Target.NotRegistered',
      Description: 'Target is not registered to the target group',
    },
  };
}

const healthCheckPort = ({ healthCheck }: TargetGroupRecord, port: number): string =>
  healthCheck.port === 'traffic-port' ? String(port) : healthCheck.port;

function healthOf(world: World, target: number, isInUse: boolean): TargetHealth {
  const state = world.targets.state.get(target);
  switch (state) {
    case TargetState.INITIAL:
      return hasBeenChecked(world, target)
        ? {
            State: 'initial',
            Reason: 'Elb.InitialHealthChecking',
            Description: 'Initial health checks in progress',
          }
        : {
            State: 'initial',
            Reason: 'Elb.RegistrationInProgress',
            Description: 'Target registration is in progress',
          };
    case TargetState.HEALTHY:
      return { State: 'healthy' };
    case TargetState.UNHEALTHY: {
      const finding = latestFailure(world, target);
      return {
        State: 'unhealthy',
        Reason: finding.reason as NonNullable<TargetHealth['Reason']>,
        Description: finding.description,
      };
    }
    case TargetState.DRAINING:
      return {
        State: 'draining',
        Reason: 'Target.DeregistrationInProgress',
        Description: 'Target deregistration is in progress',
      };
    case TargetState.UNUSED:
      return {
        State: 'unused',
        Reason: 'Target.NotInUse',
        Description: isInUse ? unusedTexts.zone : unusedTexts.group,
      };
    default:
      return state satisfies never;
  }
}

/** Whether its first check has started. */
function hasBeenChecked(world: World, target: number): boolean {
  const plan = targetPlan(world, target);
  return plan !== undefined && (world.targets.nextCheck.get(target) > 0 || world.nowMs >= plan.firstMs);
}

/** Recorded for targets behind an ALB, and only for groups that are in use (alb_native_success.json, target_group_native.json). */
const noOverride = (): Pick<TargetHealthDescription, 'AdministrativeOverride'> => ({
  AdministrativeOverride: {
    State: 'no_override',
    Reason: 'AdministrativeOverride.NoOverride',
    Description: 'No override is currently active on target',
  },
});

/** Anomalies are not simulated: no target shows one. */
const noAnomaly = (): Pick<TargetHealthDescription, 'AnomalyDetection'> => ({
  AnomalyDetection: { Result: 'normal', MitigationInEffect: 'no' },
});
