/** What an AWS API consists of, as the SDK's declarations tell it. */
export interface SdkModel {
  /** `ecs` */
  readonly service: 'ecs' | 'elbv2';
  /** `@aws-sdk/client-ecs@3.1162.0` */
  readonly source: string;
  /** In the order of their names. */
  readonly operations: readonly Operation[];
  readonly structures: ReadonlyMap<string, Structure>;
  /** Values in the declaration's order. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

export interface Operation {
  /** `createService` */
  readonly name: string;
  /** Name of a structure. */
  readonly input: string;
  readonly output: string;
}

export interface Structure {
  readonly name: string;
  /** A union has exactly one of its members. */
  readonly union: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly type: MemberType;
}

export type MemberType =
  | { readonly kind: 'string' | 'boolean' | 'int' | 'long' | 'double' | 'timestamp' | 'document' }
  | { readonly kind: 'enum' | 'structure'; readonly name: string }
  | { readonly kind: 'list' | 'map'; readonly of: MemberType };

/** The structures and enums met when starting from these structures. */
export function reachableFrom(
  model: SdkModel,
  roots: Iterable<string>,
): { readonly structures: ReadonlySet<string>; readonly enums: ReadonlySet<string> } {
  const structures = new Set<string>();
  const enums = new Set<string>();
  const visitType = (type: MemberType): void => {
    if (type.kind === 'enum') enums.add(type.name);
    else if (type.kind === 'structure') visitStructure(type.name);
    else if (type.kind === 'list' || type.kind === 'map') visitType(type.of);
  };
  const visitStructure = (name: string): void => {
    if (structures.has(name)) return;
    structures.add(name);
    for (const member of structureOf(model, name).members) visitType(member.type);
  };
  for (const root of roots) visitStructure(root);
  return { structures, enums };
}

export function structureOf(model: SdkModel, name: string): Structure {
  const structure = model.structures.get(name);
  if (structure === undefined) throw new Error(`${model.source} declares no structure ${name}.`);
  return structure;
}

export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
