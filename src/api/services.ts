import type { AwsServiceName } from '../model/errors.js';
import { createShapeReader, type ShapeReader } from './schemas/api-shapes.js';
import { ecsShapes } from './schemas/ecs.generated.js';
import { elbV2Shapes } from './schemas/elbv2.generated.js';
import type { ServiceRules } from './validation/check-structure.js';
import { ecsRules } from './validation/ecs/ecs-rules.js';
import { elbV2Rules } from './validation/elbv2/elbv2-rules.js';

/** A protocol of AWS's, by the name that its models have for it. */
export type Protocol = 'awsJson1_0' | 'awsJson1_1' | 'awsQuery';

/** An error as it goes over the wire, where that isn't what its name says. */
export interface WireError {
  /** HTTP status. Default: 400. */
  readonly status?: number;
  /** Code in the query protocol. Default: the name without `Exception`. */
  readonly queryCode?: string;
}

/** What there is to know of an AWS service besides its operations (`registry.ts`): one row, and it is served. */
export interface Service {
  readonly api: AwsServiceName;
  /** AWS's name of it, for people. */
  readonly title: string;
  /** In the credential scope of a signature. */
  readonly signingName: string;
  /** Version of the API, as query requests name it. */
  readonly version: string;
  /** The service in `x-amz-target`, before the last dot. Absent for one that speaks no JSON. */
  readonly targetPrefix?: string;
  /** Of XML replies. Absent for a service that doesn't speak the query protocol. */
  readonly xmlNamespace?: string;
  /** Members of replies that are maps: XML writes them otherwise than structures. */
  readonly xmlMaps: readonly string[];
  /** What it speaks. A request says which it is in. */
  readonly protocols: readonly Protocol[];
  /** Errors whose status isn't 400, or whose query code doesn't follow from their name. */
  readonly errors: Readonly<Record<string, WireError>>;
  /** What it answers with when it is at fault itself. */
  readonly internalError: string;
  readonly reader: ShapeReader;
  readonly rules: ServiceRules;
}

/**
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const services: Readonly<Record<AwsServiceName, Service>> = {
  ecs: {
    api: 'ecs',
    title: 'Amazon ECS',
    signingName: 'ecs',
    version: '2014-11-13',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    xmlMaps: [],
    protocols: ['awsJson1_1'],
    errors: { ServerException: { status: 500 }, AccessDeniedException: { status: 403 } },
    internalError: 'ServerException',
    reader: createShapeReader(ecsShapes),
    rules: ecsRules,
  },
  elbv2: {
    api: 'elbv2',
    title: 'Elastic Load Balancing v2',
    signingName: 'elasticloadbalancing',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    xmlMaps: ['AuthenticationRequestExtraParams'],
    protocols: ['awsQuery'],
    errors: {
      ALPNPolicyNotSupportedException: { queryCode: 'ALPNPolicyNotFound' },
      CapacityDecreaseRequestsLimitExceededException: { queryCode: 'CapacityDecreaseRequestLimitExceeded' },
      HealthUnavailableException: { status: 500 },
      InsufficientCapacityException: { status: 500 },
      InternalFailure: { status: 500 },
      PriorRequestNotCompleteException: { status: 429 },
      TrustStoreAssociationNotFoundException: { queryCode: 'AssociationNotFound' },
      // Not in AWS's model, so no client knows another name for them.
      SerializationException: { queryCode: 'SerializationException' },
      UnsupportedFeatureException: { queryCode: 'UnsupportedFeatureException' },
    },
    internalError: 'InternalFailure',
    reader: createShapeReader(elbV2Shapes),
    rules: elbV2Rules,
  },
};

/** In the order of the table. */
export const allServices: readonly Service[] = Object.values(services);
