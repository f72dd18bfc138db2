import type { DocumentValue } from '../../model/aws/ecs.generated.js';

/**
 * A request after validation: members that AWS requires are there, at every depth, and no member is undefined; what wasn't
 * given is absent.
 */
export type Parsed<T> = T extends Untouched
  ? T
  : DocumentValue extends T
    ? T
    : T extends (infer Item)[]
      ? Parsed<Item>[]
      : T extends object
        ? { [Member in keyof T]: Parsed<Exclude<T[Member], undefined>> }
        : T;

/** A request whose types are right but of which nothing else is known yet: any member may be absent. */
export type Unchecked<T> = T extends Untouched
  ? T
  : DocumentValue extends T
    ? T
    : T extends (infer Item)[]
      ? Unchecked<Item>[]
      : T extends object
        ? { [Member in keyof T]?: Unchecked<Exclude<T[Member], undefined>> }
        : T;

/** Scalars; and tuples, of which a request has only the SDK's way to write a variant it doesn't know. */
type Untouched = string | number | boolean | Date | null | undefined | [unknown, unknown];
