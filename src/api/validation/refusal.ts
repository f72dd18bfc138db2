/** Why a request is refused: AWS's text to the letter, and what helps the person who reads it. */
export interface Refusal {
  readonly message: string;
  /** AWS's exception; the service's usual one when absent (InvalidParameterException, for ELBv2 ValidationError). */
  readonly code?: string;
  /** The member of the structure that is to blame. */
  readonly member?: string;
  /** What to do instead, in a sentence. */
  readonly help?: string;
}

/** One check of a structure. The first that refuses wins, so a list of rules is in the order in which AWS is seen to check. */
export type Rule<Structure> = (structure: Structure) => Refusal | undefined;

/** The first refusal of these rules. */
export function firstRefusal<Structure>(rules: Iterable<Rule<Structure>>, structure: Structure): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(structure);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
