import type {
  DeleteAccountSettingRequest,
  ListAccountSettingsRequest,
  ListTagsForResourceRequest,
  PutAccountSettingDefaultRequest,
  PutAccountSettingRequest,
  SettingName,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import { firstRefusal, type Rule } from '../refusal.js';
import { firstOf, longest, matching, oneOf, pageSize, refusedWhen, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';

/** Letters, spaces and digits of any script, and `_.:/=+-@`. */
const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const tagHelp = 'Use letters, digits, spaces and _.:/=+-@.';

/** Texts: an emulator's, and users' logs for the short ARN. */
const taggable = <Structure extends { resourceArn?: string }>(): Rule<Structure> =>
  firstOf<Structure>(
    matching(
      'resourceArn',
      /^arn:[\w-]+:ecs:[\w-]*:\d*:[\w-]+\/.+$/,
      () => 'The ARN provided is invalid.',
      'Give an ARN.',
    ),
    refusedWhen(
      ({ resourceArn = '' }) => /:(service|task|container-instance)\/[^/]+$/.test(resourceArn),
      'Long arn format must be used for tagging operations',
      { member: 'resourceArn', help: 'Give the ARN with the cluster in it.' },
    ),
  );

/** Tags are refused alike wherever they are given, also where an operation says ClientException otherwise. */
const inAnyOperation =
  (...rules: readonly Rule<Unchecked<Tag>>[]): Rule<Unchecked<Tag>> =>
  (tag) => {
    const refusal = firstRefusal(rules, tag);
    return refusal && { ...refusal, code: 'InvalidParameterException' };
  };

const settingNames: readonly SettingName[] = [
  'serviceLongArnFormat',
  'taskLongArnFormat',
  'containerInstanceLongArnFormat',
  'awsvpcTrunking',
  'containerInsights',
  'fargateFIPSMode',
  'tagResourceAuthorization',
  'fargateTaskRetirementWaitPeriod',
  'guardDutyActivate',
  'defaultLogDriverMode',
  'fargateEventWindows',
];

/** An emulator's text, which begins with the name that was given. */
const knownSetting = <Structure extends { name?: SettingName }>(): Rule<Structure> =>
  oneOf('name', settingNames, (given) => `${given} should be one of [${settingNames.join(',')}]`);

const onOff = ['on', 'off'];
const enabledDisabled = ['enabled', 'disabled'];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html */
const valuesOf: Readonly<Partial<Record<string, readonly string[]>>> = {
  containerInsights: ['disabled', 'enabled', 'enhanced'],
  tagResourceAuthorization: onOff,
  fargateTaskRetirementWaitPeriod: ['0', '7', '14'],
  defaultLogDriverMode: ['blocking', 'non-blocking'],
};

/**
 * What a setting may be set to (texts inferred).
 * @rule account-setting-rejections
 */
const settable = <Structure extends { name?: SettingName; value?: string }>(): Rule<Structure> =>
  firstOf<Structure>(
    required('name'),
    knownSetting(),
    refusedWhen(({ name }) => name === 'guardDutyActivate', 'guardDutyActivate is managed by AWS and is read-only.', {
      member: 'name',
      help: 'Amazon GuardDuty sets it.',
    }),
    required('value'),
    (structure) => oneOf<Structure>('value', valuesOf[structure.name ?? ''] ?? enabledDisabled)(structure),
  );

/** ARN of an account's root user, a user or a role (text inferred). */
const principal = <Structure extends { principalArn?: string }>(): Rule<Structure> =>
  matching(
    'principalArn',
    /^arn:[\w-]+:iam::\d{12}:(root|(user|role)\/.+)$/,
    () => 'The principal ARN is invalid.',
    'Give the ARN of a user, a role or the root user.',
  );

/** @rule tags-rejections */
export const tagAndSettingRules: RuleTable = {
  /** The value: recorded (controls.json #15); the key and the characters: inferred texts for documented limits. */
  Tag: rulesOf<Tag>(
    inAnyOperation(
      required('key', 'Tag key can not be null.'),
      refusedWhen(({ value }) => value === undefined, 'Tag value can not be null.', {
        member: 'value',
        help: 'An empty string is a value.',
      }),
      longest('key', 128, 'Tag key longer than 128.'),
      longest('value', 256, 'Tag value longer than 256.'),
      matching('key', tagCharacters, () => 'Tag key contains invalid characters.', tagHelp),
      matching('value', tagCharacters, () => 'Tag value contains invalid characters.', tagHelp),
      matching('key', /^(?!aws:)/i, () => "Tag key can not start with 'aws:'.", 'AWS keeps that prefix for itself.'),
    ),
  ),
  TagResourceRequest: rulesOf<TagResourceRequest>(taggable()),
  UntagResourceRequest: rulesOf<UntagResourceRequest>(
    taggable(),
    // Documented; the text is that of TagResource.
    refusedWhen(
      ({ tagKeys }) => tagKeys?.some((key) => /^aws:/i.test(key)) === true,
      "Tag key can not start with 'aws:'.",
      {
        member: 'tagKeys',
        help: 'AWS keeps that prefix for itself.',
      },
    ),
  ),
  ListTagsForResourceRequest: rulesOf<ListTagsForResourceRequest>(taggable()),
  ListAccountSettingsRequest: rulesOf<ListAccountSettingsRequest>(
    knownSetting(),
    refusedWhen(({ name, value }) => name === undefined && value !== undefined, 'name can not be empty.', {
      member: 'name',
      help: 'A value is looked for by the name of its setting (inferred text).',
    }),
    principal(),
    pageSize(10),
  ),
  PutAccountSettingRequest: rulesOf<PutAccountSettingRequest>(settable(), principal()),
  PutAccountSettingDefaultRequest: rulesOf<PutAccountSettingDefaultRequest>(settable()),
  DeleteAccountSettingRequest: rulesOf<DeleteAccountSettingRequest>(required('name'), knownSetting(), principal()),
};
