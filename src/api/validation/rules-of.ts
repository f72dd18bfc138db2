import type { Unchecked } from './parsed.js';
import type { Rule } from './refusal.js';

/** Rules of one structure, in the order AWS checks them; the type argument lets the compiler know its members. */
export const rulesOf = <Structure>(...rules: readonly Rule<Unchecked<Structure>>[]): readonly Rule<never>[] => rules;

/** Rules by the name of the structure they are about. */
export type RuleTable = Readonly<Record<string, readonly Rule<never>[]>>;
