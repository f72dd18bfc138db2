import type { Rule } from '../refusal.js';
import { matching } from '../rules.js';

/** Clusters, services, families, containers, daemons: 1 to 255 letters, digits, hyphens and underscores. */
export const namePattern = /^[a-zA-Z0-9\-_]{1,255}$/;

const nameHelp = 'Use 1 to 255 letters, digits, hyphens and underscores.';

/** `ServiceName must match ^[a-zA-Z0-9\-_]{1,255}$, but was a b` (seen when deployed; for clusters in users' logs). */
export const wellNamed = <Structure>(member: keyof Structure & string, called: string): Rule<Structure> =>
  matching(member, namePattern, (given) => `${called} must match ${namePattern.source}, but was ${given}`, nameHelp);

/** A name, or an ARN, which is looked at where it is looked up. */
export const wellIdentified = <Structure>(member: keyof Structure & string, called: string): Rule<Structure> => {
  const rule = wellNamed<Structure>(member, called);
  return (structure) => (String(structure[member]).startsWith('arn:') ? undefined : rule(structure));
};
