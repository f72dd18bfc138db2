import type { PortMapping } from '../../../model/aws/ecs.generated.js';
import type { Parsed } from '../../validation/parsed.js';
import type { Refusal, Rule } from '../../validation/refusal.js';
import {
  type ContainerRequest,
  defaultNetworkMode,
  eachContainer,
  refuse,
  type TaskDefinitionRequest,
} from './task-definition-request.js';

type Port = Parsed<PortMapping>;

/** The first and the last port of `8000-8010`; nothing when it isn't such a range. */
function portRangeOf(text: string): readonly [first: number, last: number] | undefined {
  const found = /^(\d{1,5})-(\d{1,5})$/.exec(text);
  if (found === null) return undefined;
  const [first, last] = [Number(found[1]), Number(found[2])];
  return first >= 1 && first < last && last <= 65_535 ? [first, last] : undefined;
}

const isPort = (port: number, least: number): boolean => port >= least && port <= 65_535;

/** Ranges: seen when deployed; a missing port: users' logs; host ports and names follow them (inferred). */
const portMappings = ({ name, portMappings: mappings = [] }: ContainerRequest): Refusal | undefined => {
  for (const { containerPort, hostPort, containerPortRange, name: portName } of mappings) {
    if (containerPortRange !== undefined) {
      if (containerPort !== undefined || hostPort !== undefined) {
        return refuse(`Invalid port mapping for container '${name}', cannot specify both single port and port range.`);
      }
      if (portRangeOf(containerPortRange) === undefined) {
        return refuse(`Invalid 'containerPortRange' setting for container '${name}'.`, 'Write it as 8000-8010.');
      }
    } else if (containerPort === undefined || !isPort(containerPort, 1)) {
      return refuse(`Invalid 'containerPort' setting for container '${name}'.`, 'Give a port from 1 to 65535.');
    }
    if (hostPort !== undefined && !isPort(hostPort, 0)) {
      return refuse(`Invalid 'hostPort' setting for container '${name}'.`, 'Give a port from 0 to 65535.');
    }
    if (portName !== undefined && !/^(?!-)[a-z0-9_-]{1,64}$/.test(portName)) {
      return refuse(
        `Invalid port mapping name for container '${name}'.`,
        'Use up to 64 lower-case letters, digits, underscores and hyphens, no hyphen first.',
      );
    }
  }
  return undefined;
};

/** awsvpc: recorded (controls.json #80); host: seen when deployed; none: documented, text inferred. */
const hostPorts: Rule<TaskDefinitionRequest> = ({ networkMode = defaultNetworkMode, containerDefinitions }) => {
  const mappings = containerDefinitions.flatMap((container) => container.portMappings ?? []);
  if (networkMode === 'none' && mappings.length > 0) {
    return refuse('Port mappings are not supported when networkMode=none.');
  }
  if (networkMode !== 'awsvpc' && networkMode !== 'host') return undefined;
  return mappings.some(({ hostPort = 0, containerPort }) => hostPort !== 0 && hostPort !== containerPort)
    ? refuse(
        `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`,
        'Leave hostPort out.',
      )
    : undefined;
};

/** Where containers share one network, they share its ports (seen when deployed). */
const portsUsedOnce: Rule<TaskDefinitionRequest> = ({ networkMode = defaultNetworkMode, containerDefinitions }) => {
  const names = new Set<string>();
  const taken = new Set<string>();
  for (const mapping of containerDefinitions.flatMap((container) => container.portMappings ?? [])) {
    if (mapping.name !== undefined && names.has(mapping.name)) {
      return refuse(`When networkMode=${networkMode}, port mapping name is already used`);
    }
    if (mapping.name !== undefined) names.add(mapping.name);
    if (networkMode !== 'awsvpc' && networkMode !== 'host') continue;
    const protocol = (mapping.protocol ?? 'tcp').toUpperCase();
    for (const port of portsOf(mapping)) {
      const key = `${protocol} ${port}`;
      if (taken.has(key)) {
        return refuse(
          `${protocol} container port '${port}' is used multiple times in task when networkMode=${networkMode}.`,
        );
      }
      taken.add(key);
    }
  }
  return undefined;
};

function* portsOf({ containerPort, containerPortRange }: Port): Iterable<number> {
  if (containerPort !== undefined) yield containerPort;
  const [first, last] = portRangeOf(containerPortRange ?? '') ?? [1, 0];
  for (let port = first; port <= last; port++) yield port;
}

/** Links: users' logs; the others: seen when deployed. */
const excludedByAwsvpc: Rule<TaskDefinitionRequest> = (request) => {
  const { networkMode = defaultNetworkMode } = request;
  if (networkMode === 'bridge') return undefined;
  return eachContainer(({ links = [], extraHosts = [], hostname, dnsServers = [], disableNetworking }) => {
    if (links.length > 0) return refuse(`Links are not supported when networkMode=${networkMode}.`);
    if (networkMode !== 'awsvpc') return undefined;
    const container = 'supported on container when networkMode=awsvpc.';
    if (extraHosts.length > 0) return refuse(`Extra hosts are not ${container}`);
    if (hostname !== undefined) return refuse(`hostname is not ${container}`);
    if (dnsServers.length > 0) return refuse(`DNS servers are not ${container}`);
    return disableNetworking === true ? refuse(`Disable Networking is not ${container}`) : undefined;
  })(request);
};

/** Seen when deployed. */
const proxy: Rule<TaskDefinitionRequest> = ({ proxyConfiguration, networkMode, containerDefinitions }) => {
  if (proxyConfiguration === undefined) return undefined;
  if (networkMode !== 'awsvpc') return refuse('APPMESH proxy configuration is only supported in networkMode=awsvpc');
  const { containerName } = proxyConfiguration;
  return containerDefinitions.every(({ name }) => name !== containerName)
    ? refuse(`Proxy container [${containerName}] does not exist.`)
    : undefined;
};

/** @rule definition-network */
export const networkRules: readonly Rule<TaskDefinitionRequest>[] = [
  eachContainer(portMappings),
  hostPorts,
  portsUsedOnce,
  excludedByAwsvpc,
  proxy,
];
