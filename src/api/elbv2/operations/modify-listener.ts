import { modifyListener as applyModifyListener } from '../../../engine/apply/load-balancers.js';
import type { LoadBalancerRecord } from '../../../engine/store/elb-records.js';
import { elbV2Operation } from '../../operation.js';
import { describeListener } from '../describe-listener.js';
import { checkListener, refuseTakenPort } from '../listener-settings.js';
import { known } from '../lookup.js';

/** What isn't given stays. */
export const modifyListener = elbV2Operation('modifyListener', {
  members: {
    ListenerArn: 'simulated',
    Port: 'simulated',
    Protocol: 'simulated',
    SslPolicy: 'kept',
    Certificates: 'kept',
    DefaultActions: 'simulated',
    AlpnPolicy: 'kept',
    MutualAuthentication: 'kept',
  },
  parts: {
    DefaultActions: { 'type forward': 'simulated', 'other types': 'kept' },
  },
  handle(world, request) {
    const listener = known(world, 'listener', request.ListenerArn);
    const loadBalancer = world.loadBalancers.get(listener.loadBalancer) as LoadBalancerRecord;
    const settings = checkListener(world, loadBalancer, request, listener);
    if (settings.port !== listener.port) refuseTakenPort(world, loadBalancer, settings.port);
    applyModifyListener(world, listener, settings);
    return { Listeners: [describeListener(listener)] };
  },
  tells: ({ ListenerArn: arn, ...changes }) => ({
    about: `${arn.split('/')[2] ?? ''}: ${Object.keys(changes).join(', ')}`,
  }),
});
