import {
  byName,
  type Member,
  type MemberType,
  reachableFrom,
  type SdkModel,
  type Structure,
  structureOf,
} from './sdk-model.js';

/** Members that a reply always has, by structure: what `scripts/aws-presence.ts` says by hand. */
export type Presence = Readonly<Record<string, readonly string[]>>;

/**
 * Our own declarations of an API, to be read beside the heading they begin with. A structure that both requests and replies
 * use keeps AWS's name for the request's form; where a reply promises more, the reply's form is `<AWS's name>Reply`.
 */
export function writeTypes(model: SdkModel, presence: Presence, mapName: string): string {
  const asked = reachableFrom(
    model,
    model.operations.map((each) => each.input),
  );
  const answered = reachableFrom(
    model,
    model.operations.map((each) => each.output),
  );
  refuseUnknown(model, presence, answered.structures);
  const twoForms = structuresWithTwoForms(model, presence, asked.structures, answered.structures);

  const names = [...new Set([...asked.structures, ...answered.structures])].sort(byName);
  const structures = names.flatMap((name) => {
    const structure = structureOf(model, name);
    const forms: string[] = [];
    if (asked.structures.has(name)) forms.push(requestForm(structure));
    else forms.push(replyForm(structure, name));
    if (twoForms.has(name)) forms.push(replyForm(structure, `${name}Reply`));
    return forms;
  });
  const enums = [...new Set([...asked.enums, ...answered.enums])]
    .sort(byName)
    .map((name) => `export type ${name} = ${model.enums.get(name)!.map(quoted).join(' | ')};`);

  return `${[heading(model, [...twoForms].sort(byName)), operationMap(), ...structures, ...enums, ...documentType()].join('\n\n')}\n`;

  function requestForm(structure: Structure): string {
    if (structure.union) return unionOf(structure, structure.name, (type) => typeText(type, false), true);
    return interfaceOf(structure.name, structure.members, (member) => {
      const type = typeText(member.type, false);
      return member.required ? `${member.name}: ${type} | undefined` : `${member.name}?: ${type} | undefined`;
    });
  }

  function replyForm(structure: Structure, name: string): string {
    if (structure.union) return unionOf(structure, name, (type) => typeText(type, true), false);
    const always = new Set(presence[structure.name]);
    return interfaceOf(name, structure.members, (member) => {
      const mark = member.required || always.has(member.name) ? '' : '?';
      return `${member.name}${mark}: ${typeText(member.type, true)}`;
    });
  }

  function typeText(type: MemberType, inReply: boolean): string {
    switch (type.kind) {
      case 'string':
      case 'boolean':
        return type.kind;
      case 'int':
      case 'long':
      case 'double':
        return 'number';
      case 'timestamp':
        return 'Date';
      case 'document':
        return 'DocumentValue';
      case 'enum':
        return type.name;
      case 'structure':
        return inReply && twoForms.has(type.name) ? `${type.name}Reply` : type.name;
      case 'list':
        return `${typeText(type.of, inReply)}[]`;
      case 'map':
        return `Record<string, ${typeText(type.of, inReply)}>`;
    }
  }

  function operationMap(): string {
    const lines = model.operations.map(({ name, input, output }) => {
      const reply = twoForms.has(output) ? `${output}Reply` : output;
      return `  ${name}: { input: ${input}; output: ${reply} };`;
    });
    return `/** Every operation's request and reply. */\nexport interface ${mapName} {\n${lines.join('\n')}\n}`;
  }

  function documentType(): string[] {
    const used = names.some((name) =>
      structureOf(model, name).members.some((member) => member.type.kind === 'document'),
    );
    if (!used) return [];
    return [
      '/** Any JSON value. */\nexport type DocumentValue = null | boolean | number | string | DocumentValue[] | { [member: string]: DocumentValue };',
    ];
  }
}

/** Shared structures whose reply promises more than the request's form, by themselves or through a member. */
function structuresWithTwoForms(
  model: SdkModel,
  presence: Presence,
  asked: ReadonlySet<string>,
  answered: ReadonlySet<string>,
): ReadonlySet<string> {
  const shared = [...asked].filter((name) => answered.has(name));
  const found = new Set(shared.filter((name) => name in presence));
  let before: number;
  do {
    before = found.size;
    for (const name of shared) {
      if (structureOf(model, name).members.some((member) => found.has(structureWithin(member.type) ?? '')))
        found.add(name);
    }
  } while (found.size > before);
  for (const name of found) {
    if (model.structures.has(`${name}Reply`)) throw new Error(`AWS has a structure named ${name}Reply itself.`);
  }
  return found;
}

function structureWithin(type: MemberType): string | undefined {
  if (type.kind === 'structure') return type.name;
  return type.kind === 'list' || type.kind === 'map' ? structureWithin(type.of) : undefined;
}

function refuseUnknown(model: SdkModel, presence: Presence, answered: ReadonlySet<string>): void {
  for (const [name, members] of Object.entries(presence)) {
    if (!answered.has(name))
      throw new Error(`The presence overlay names ${name}, which no reply of ${model.source} has.`);
    const known = new Set(structureOf(model, name).members.map((member) => member.name));
    const unknown = members.filter((member) => !known.has(member));
    if (unknown.length > 0)
      throw new Error(`The presence overlay names ${name}.${unknown.join(', ')}: there is no such member.`);
  }
}

const interfaceOf = (name: string, members: readonly Member[], line: (member: Member) => string): string =>
  members.length === 0
    ? `export interface ${name} {}`
    : `export interface ${name} {\n${members.map((member) => `  ${line(member)};`).join('\n')}\n}`;

/** One variant per member; a request may also carry the SDK's way of saying "a variant I don't know". */
function unionOf(structure: Structure, name: string, text: (type: MemberType) => string, withUnknown: boolean): string {
  const variants = structure.members.map((chosen) => {
    const members = structure.members.map((each) =>
      each === chosen ? `${each.name}: ${text(each.type)}` : `${each.name}?: never`,
    );
    return `{ ${[...members, '$unknown?: never'].join('; ')} }`;
  });
  if (withUnknown) {
    const none = structure.members.map((each) => `${each.name}?: never`);
    variants.push(`{ ${[...none, '$unknown: [string, unknown]'].join('; ')} }`);
  }
  return `export type ${name} =\n${variants.map((variant) => `  | ${variant}`).join('\n')};`;
}

const quoted = (value: string): string => `'${value.replaceAll("'", "\\'")}'`;

const heading = (model: SdkModel, twoForms: readonly string[]): string => `/**
 * Generated by \`npm run generate\` from the declarations of ${model.source}, with \`scripts/aws-presence.ts\`. Not edited by hand.
 *
 * - What only requests use: members as in the SDK, \`name?: T | undefined\`, or \`name: T | undefined\` for a required one.
 * - What only replies use: a member without \`?\` is there in every reply; one with \`?\` is either there or absent, never undefined.
 * - What both use: AWS's name is the request's form. Where replies promise more, their form is named \`<AWS's name>Reply\`:
 *   ${twoForms.length === 0 ? 'none here' : twoForms.map((name) => `${name}Reply`).join(', ')}.
 */`;
