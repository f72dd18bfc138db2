import { test } from 'vitest';
import { aDefinition, onAwsvpc, type Rejection, refused, withContainer, withContainers } from './builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'awsvpc with another host port',
    definition: onAwsvpc(withContainer({ portMappings: [{ containerPort: 80, hostPort: 8080 }] })),
    text: 'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
  },
])('recorded: $wrong [definition-network]', refused);

test.each<Rejection>([
  {
    wrong: 'no container port',
    definition: aDefinition(withContainer({ portMappings: [{ hostPort: 80 }] })),
    text: "Invalid 'containerPort' setting for container 'app'.",
  },
  {
    wrong: 'port 65536',
    definition: aDefinition(withContainer({ portMappings: [{ containerPort: 65_536 }] })),
    text: "Invalid 'containerPort' setting for container 'app'.",
  },
  {
    wrong: 'port 0',
    definition: aDefinition(withContainer({ portMappings: [{ containerPort: 0 }] })),
    text: "Invalid 'containerPort' setting for container 'app'.",
  },
  ...[-1, 65_536].map((hostPort) => ({
    wrong: `host port ${hostPort}`,
    definition: aDefinition(withContainer({ portMappings: [{ containerPort: 80, hostPort }] })),
    text: "Invalid 'hostPort' setting for container 'app'.",
  })),
  ...['-http', 'HTTP', 'h.t', 'x'.repeat(65)].map((name) => ({
    wrong: `port name ${name}`,
    definition: aDefinition(withContainer({ portMappings: [{ containerPort: 80, name }] })),
    text: "Invalid port mapping name for container 'app'.",
  })),
  ...['0-10', '80-80', '65535-65536', '80'].map((containerPortRange) => ({
    wrong: `range ${containerPortRange}`,
    definition: aDefinition(withContainer({ portMappings: [{ containerPortRange }] })),
    text: "Invalid 'containerPortRange' setting for container 'app'.",
  })),
  {
    wrong: 'one UDP port twice on the host',
    definition: aDefinition({
      networkMode: 'host',
      ...withContainers(
        { name: 'a', portMappings: [{ containerPort: 53, protocol: 'udp' }] },
        { name: 'b', portMappings: [{ containerPort: 53, protocol: 'udp' }] },
      ),
    }),
    text: "UDP container port '53' is used multiple times in task when networkMode=host.",
  },
  {
    wrong: 'one port name twice on the bridge',
    definition: aDefinition(
      withContainers(
        { name: 'a', portMappings: [{ containerPort: 80, name: 'http' }] },
        { name: 'b', portMappings: [{ containerPort: 81, name: 'http' }] },
      ),
    ),
    text: 'When networkMode=bridge, port mapping name is already used',
  },
  ...['host', 'none'].map((networkMode) => ({
    wrong: `links on ${networkMode}`,
    definition: aDefinition({ networkMode, ...withContainer({ links: ['db'] }) }),
    text: `Links are not supported when networkMode=${networkMode}.`,
  })),
  {
    wrong: 'host with another host port',
    definition: aDefinition({
      networkMode: 'host',
      ...withContainer({ portMappings: [{ containerPort: 80, hostPort: 81 }] }),
    }),
    text: 'When networkMode=host, the host ports and container ports in port mappings must match.',
  },
  {
    wrong: 'port and range',
    definition: aDefinition(withContainer({ portMappings: [{ containerPort: 80, containerPortRange: '80-90' }] })),
    text: "Invalid port mapping for container 'app', cannot specify both single port and port range.",
  },
  {
    wrong: 'range backwards',
    definition: aDefinition(withContainer({ portMappings: [{ containerPortRange: '90-80' }] })),
    text: "Invalid 'containerPortRange' setting for container 'app'.",
  },
  {
    wrong: 'one port twice',
    definition: onAwsvpc(
      withContainers(
        { name: 'a', portMappings: [{ containerPort: 80 }] },
        { name: 'b', portMappings: [{ containerPort: 80 }] },
      ),
    ),
    text: "TCP container port '80' is used multiple times in task when networkMode=awsvpc.",
  },
  {
    wrong: 'ranges that overlap',
    definition: onAwsvpc(
      withContainer({ portMappings: [{ containerPortRange: '8080-8085' }, { containerPortRange: '8085-8090' }] }),
    ),
    text: "TCP container port '8085' is used multiple times in task when networkMode=awsvpc.",
  },
  {
    wrong: 'one port name twice',
    definition: onAwsvpc(
      withContainer({
        portMappings: [
          { containerPort: 80, name: 'http' },
          { containerPort: 81, name: 'http' },
        ],
      }),
    ),
    text: 'When networkMode=awsvpc, port mapping name is already used',
  },
  {
    wrong: 'links on awsvpc',
    definition: onAwsvpc(withContainer({ links: ['db'] })),
    text: 'Links are not supported when networkMode=awsvpc.',
  },
  {
    wrong: 'extra hosts on awsvpc',
    definition: onAwsvpc(withContainer({ extraHosts: [{ hostname: 'a', ipAddress: '10.0.0.1' }] })),
    text: 'Extra hosts are not supported on container when networkMode=awsvpc.',
  },
  {
    wrong: 'host name on awsvpc',
    definition: onAwsvpc(withContainer({ hostname: 'a' })),
    text: 'hostname is not supported on container when networkMode=awsvpc.',
  },
  {
    wrong: 'DNS servers on awsvpc',
    definition: onAwsvpc(withContainer({ dnsServers: ['10.0.0.2'] })),
    text: 'DNS servers are not supported on container when networkMode=awsvpc.',
  },
  {
    wrong: 'no networking on awsvpc',
    definition: onAwsvpc(withContainer({ disableNetworking: true })),
    text: 'Disable Networking is not supported on container when networkMode=awsvpc.',
  },
  {
    wrong: 'ports without a network',
    definition: aDefinition({ networkMode: 'none', ...withContainer({ portMappings: [{ containerPort: 80 }] }) }),
    text: 'Port mappings are not supported when networkMode=none.',
  },
  {
    wrong: 'proxy without awsvpc',
    definition: aDefinition({ proxyConfiguration: { containerName: 'app' } }),
    text: 'APPMESH proxy configuration is only supported in networkMode=awsvpc',
  },
  {
    wrong: 'proxy that is no container',
    definition: onAwsvpc({ proxyConfiguration: { containerName: 'envoy' } }),
    text: 'Proxy container [envoy] does not exist.',
  },
])('$wrong [definition-network]', refused);
