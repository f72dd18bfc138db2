import { createListener as applyCreateListener } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { describeListener } from '../describe-listener.js';
import { checkListener, refuseTakenPort, replayedListener } from '../listener-settings.js';
import { known } from '../lookup.js';
import { mergeTags } from '../tags.js';

/** Idempotent: the same settings on the same port are the same listener. */
export const createListener = elbV2Operation('createListener', {
  members: {
    LoadBalancerArn: 'simulated',
    Protocol: 'simulated',
    Port: 'simulated',
    SslPolicy: 'kept',
    Certificates: 'kept',
    DefaultActions: 'simulated',
    AlpnPolicy: 'kept',
    Tags: 'simulated',
    MutualAuthentication: 'kept',
  },
  parts: {
    DefaultActions: { 'type forward': 'simulated', 'other types': 'kept' },
  },
  handle(world, request) {
    const loadBalancer = known(world, 'loadBalancer', request.LoadBalancerArn);
    const settings = checkListener(world, loadBalancer, request);
    const tags = mergeTags([], request.Tags);
    const present = replayedListener(world, loadBalancer, settings);
    if (present !== undefined) return { Listeners: [describeListener(present)] };
    refuseTakenPort(world, loadBalancer, settings.port);
    return { Listeners: [describeListener(applyCreateListener(world, loadBalancer, { ...settings, tags }))] };
  },
  tells: (request) => ({
    about: `${request.LoadBalancerArn.split('/')[2] ?? ''} ${request.Protocol ?? ''} ${request.Port ?? ''}`.trim(),
  }),
});
