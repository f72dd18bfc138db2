import type { Shape, ShapeMember, ShapeReader, ShapeType } from '../schemas/api-shapes.js';
import type { Refusal, Rule } from './refusal.js';

/** What a service checks in requests, and how it words the checks that have no text of their own. */
export interface ServiceRules {
  /** By structure, in the order AWS checks them. They come before the checks that every structure has. */
  readonly structures: Readonly<Record<string, readonly Rule<never>[]>>;
  /** Whether a missing member is found before the structure's own rules: a model that is checked before the service is asked. */
  readonly missingFirst: boolean;
  /** Of every operation's request, after its own. */
  readonly everyRequest: readonly Rule<never>[];
  /** By operation: what AWS checks only after it has looked up the resources a request names. */
  readonly afterLookup: Readonly<Record<string, readonly Rule<never>[]>>;
  /** `Structure.member` of enums whose values AWS doesn't check, or not here. */
  readonly uncheckedEnums: ReadonlySet<string>;
  /** Text for a required member that isn't there. */
  missing(path: readonly PathStep[]): Refusal;
  /** Text for a value that isn't in its enum. */
  notOneOf(path: readonly PathStep[], value: string, values: readonly string[]): Refusal;
  /** Text for a union with none of its members, or several. */
  notOneMember(path: readonly PathStep[], members: readonly string[]): Refusal;
}

export type PathStep = string | number;

export interface LocatedRefusal extends Refusal {
  /** Of the structure that the refusal's member belongs to. */
  readonly path: readonly PathStep[];
}

type Structure = Readonly<Record<string, unknown>>;

/**
 * The first refusal in a structure: its own rules, then required members (or the other way round), then enum values, then the
 * same for each structure within it, in the order of AWS's declaration.
 */
export function checkStructure(
  reader: ShapeReader,
  rules: ServiceRules,
  shape: Shape,
  structure: Structure,
  path: readonly PathStep[] = [],
): LocatedRefusal | undefined {
  const refusal =
    (rules.missingFirst ? missingMember(rules, shape, structure, path) : undefined) ??
    firstOf(rules.structures[shape.name], structure) ??
    missingMember(rules, shape, structure, path) ??
    wrongEnumValue(rules, shape, structure, path) ??
    wrongUnion(rules, shape, structure, path);
  if (refusal !== undefined) return { ...refusal, path };

  for (const member of shape.members) {
    const value = structure[member.name];
    if (value === undefined) continue;
    const within = checkValue(reader, rules, member.type, value, [...path, member.name]);
    if (within !== undefined) return within;
  }
  return undefined;
}

function checkValue(
  reader: ShapeReader,
  rules: ServiceRules,
  type: ShapeType,
  value: unknown,
  path: readonly PathStep[],
): LocatedRefusal | undefined {
  if (type.kind === 'structure')
    return checkStructure(reader, rules, reader.structure(type.name), value as Structure, path);
  if (type.kind !== 'list' || type.of.kind !== 'structure') return undefined;
  const shape = reader.structure(type.of.name);
  for (const [index, item] of (value as Structure[]).entries()) {
    const refusal = checkStructure(reader, rules, shape, item, [...path, index]);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function firstOf(rules: readonly Rule<never>[] | undefined, structure: Structure): Refusal | undefined {
  for (const rule of rules ?? []) {
    const refusal = (rule as Rule<Structure>)(structure);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function missingMember(
  rules: ServiceRules,
  shape: Shape,
  structure: Structure,
  path: readonly PathStep[],
): Refusal | undefined {
  const missing = shape.members.find((member) => member.required && structure[member.name] === undefined);
  if (missing === undefined) return undefined;
  return { member: missing.name, help: `Give ${missing.name}.`, ...rules.missing([...path, missing.name]) };
}

function wrongEnumValue(
  rules: ServiceRules,
  shape: Shape,
  structure: Structure,
  path: readonly PathStep[],
): Refusal | undefined {
  for (const member of shape.members) {
    const value = structure[member.name];
    if (value === undefined) continue;
    const values = enumValuesOf(member);
    if (values === undefined || rules.uncheckedEnums.has(`${shape.name}.${member.name}`)) continue;
    const wrong = (Array.isArray(value) ? value : [value]).find((each) => each !== undefined && !values.includes(each));
    if (wrong === undefined) continue;
    const refusal = rules.notOneOf([...path, member.name], String(wrong), values);
    return { member: member.name, help: `Use ${values.join(', ')}.`, ...refusal };
  }
  return undefined;
}

function enumValuesOf({ type }: ShapeMember): readonly string[] | undefined {
  const inner = type.kind === 'list' ? type.of : type;
  return inner.kind === 'enum' ? inner.values : undefined;
}

function wrongUnion(
  rules: ServiceRules,
  shape: Shape,
  structure: Structure,
  path: readonly PathStep[],
): Refusal | undefined {
  if (!shape.union || Object.keys(structure).length === 1) return undefined;
  const members = shape.members.map((member) => member.name);
  return { help: `Give exactly one of ${members.join(', ')}.`, ...rules.notOneMember(path, members) };
}
