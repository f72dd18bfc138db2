import type { RuleCondition } from '../../model/aws/elbv2.generated.js';
import type { Parsed } from '../validation/parsed.js';
import { validationError } from './refusals.js';

/** Conditions of rules: kept faithfully until requests go through a balancer. Texts were seen when deployed. */

type Given = Parsed<RuleCondition>;

/** Values of all conditions of a rule together. */
const valuesPerRuleMax = 5;
const valueLengthMax = 128;

/** Fields, in the order of AWS's text, with the member that holds their values. */
const configs = {
  'http-header': 'HttpHeaderConfig',
  'http-request-method': 'HttpRequestMethodConfig',
  'host-header': 'HostHeaderConfig',
  'query-string': 'QueryStringConfig',
  'path-pattern': 'PathPatternConfig',
  'source-ip': 'SourceIpConfig',
} as const;
type Field = keyof typeof configs;
const isField = (field: string): field is Field => field in configs;

/** A rule may have several conditions of these fields. */
const repeatable: readonly Field[] = ['http-header', 'query-string'];
/** These may have their values without a config. */
const plain: readonly Field[] = ['host-header', 'path-pattern'];

/**
 * Conditions as replies show them, in the order of the request (AWS shows an order of its own).
 * @throws ElbV2ApiError ValidationError
 * @rule elb-actions-and-conditions
 */
export function checkConditions(given: readonly Given[]): RuleCondition[] {
  if (given.length === 0) throw refusal('A condition must be specified', '');
  const seen = new Set<Field>();
  let valueCount = 0;
  const conditions = given.map((condition) => {
    const field = fieldOf(condition);
    if (seen.has(field) && !repeatable.includes(field)) {
      throw refusal(`A rule can only have one '${field}' condition`, field);
    }
    seen.add(field);
    const described = describeCondition(condition, field);
    valueCount += checkValues(described, field);
    return described;
  });
  if (valueCount > valuesPerRuleMax) {
    throw refusal(`A rule can only have '${valuesPerRuleMax}' condition values and regex values`, String(valueCount));
  }
  return conditions;
}

function fieldOf({ Field: field = '' }: Given): Field {
  if (isField(field)) return field;
  throw refusal(`Condition field '${field}' must be one of '${Object.keys(configs).join(',')}'`, field);
}

/** Values that stand in the condition itself are shown there and in its config (recorded: alb_native_success.json). */
function describeCondition(condition: Given, field: Field): RuleCondition {
  const config = configs[field];
  if (!plain.includes(field)) {
    if (condition[config] !== undefined) return { Field: field, [config]: condition[config] };
    throw missing(field, `'${config}'`, config);
  }
  const within = (field === 'host-header' ? condition.HostHeaderConfig : condition.PathPatternConfig) ?? {};
  const { Values = within.Values, RegexValues = within.RegexValues } = condition;
  if (Values === undefined && RegexValues === undefined && condition[config] === undefined) {
    throw missing(field, `'Values or RegexValues or ${config}'`, `Values or ${config}`);
  }
  const values = { ...(Values === undefined ? {} : { Values }), ...(RegexValues === undefined ? {} : { RegexValues }) };
  return { Field: field, ...values, [config]: values };
}

/** @returns how many values it has */
function checkValues(condition: RuleCondition, field: Field): number {
  const config = configs[field];
  const { Values = [], RegexValues = [] } = (condition[config] ?? {}) as {
    readonly Values?: readonly (string | { readonly Key?: string; readonly Value?: string })[];
    readonly RegexValues?: readonly string[];
  };
  if (Values.length > 0 === RegexValues.length > 0) {
    throw refusal(
      `You must provide exactly one of the following: ['Values' 'RegexValues'] for config of type '${config}'`,
      field,
    );
  }
  const texts = [...Values, ...RegexValues].map((value) =>
    typeof value === 'string' ? value : `${value.Key ?? ''}${value.Value ?? ''}`,
  );
  const long = texts.find((text) => text.length > valueLengthMax);
  if (long !== undefined) {
    throw refusal(`Condition value for '${field}' cannot contain more than ${valueLengthMax} characters`, long);
  }
  return texts.length;
}

const missing = (field: Field, fields: string, help: string) =>
  validationError(`For conditions of type '${field}', you must specify the following fields: ${fields}`, {
    resource: 'Conditions',
    value: field,
    help: `Give ${help}.`,
  });

const refusal = (message: string, value: string) => validationError(message, { resource: 'Conditions', value });
