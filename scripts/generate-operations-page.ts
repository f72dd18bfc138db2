import { readFileSync } from 'node:fs';
import type { AnyOperation, OperationTreatment } from '../src/api/operation.js';
import { findOperation, treatmentOf as operationTreatment } from '../src/api/registry.js';
import type { ShapeMember } from '../src/api/schemas/api-shapes.js';
import { services } from '../src/api/services.js';
import type { MemberTreatment } from '../src/api/unsimulated.js';
import { type AwsServiceName, awsServiceNames } from '../src/model/errors.js';
import { keepPage, withSection } from './generated-page.js';

/**
 * Writes docs/operations.md: what becomes of every operation of AWS's, and of every member of its request. All of it is read
 * from what the API works with: the generated shapes, the registry, and the declarations beside each operation.
 * `--check` fails when the page is stale.
 */
const references: Readonly<Record<AwsServiceName, string>> = {
  ecs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference',
  elbv2: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference',
};

const operationTreatments: readonly OperationTreatment[] = ['simulated', 'recorded', 'none there', 'refused'];

const treatments: readonly MemberTreatment[] = ['simulated', 'kept', 'ignored', 'refused'];

/** One line of an operation's table. */
interface Line {
  readonly member: string;
  readonly treatment: MemberTreatment;
  readonly when?: string;
}

function linesOf(operation: AnyOperation, members: readonly ShapeMember[]): Line[] {
  const refusals = operation.unsimulated ?? [];
  return members.flatMap(({ name }): Line[] => {
    const parts = Object.entries(operation.parts?.[name] ?? {}).map(([part, treatment]) => ({
      member: `${name}.${part}`,
      treatment,
    }));
    const declared: Line[] = [{ member: name, treatment: treatmentOf(operation, name) }, ...parts];
    const isListed = (member: string) => declared.some((line) => line.member === member);
    const others = refusals
      .filter(({ member }) => member.startsWith(`${name}.`) && !isListed(member))
      .map(({ member }): Line => ({ member, treatment: 'simulated' }));
    return [...declared, ...others].map((line) => {
      const when = refusals.find(({ member }) => member === line.member)?.when;
      return when === undefined ? line : { ...line, when };
    });
  });
}

function treatmentOf({ name, members }: AnyOperation, member: string): MemberTreatment {
  const treatment = members[member];
  if (treatment === undefined) throw new Error(`${name} doesn't say what becomes of ${member}.`);
  return treatment;
}

function tableOf(lines: readonly Line[]): string[] {
  return [
    `| member | ${treatments.join(' | ')} |`,
    `| --- | ${treatments.map(() => ':---:').join(' | ')} |`,
    ...lines.map(({ member, treatment, when }) => {
      const cells = treatments.map((each) => {
        if (each === treatment) return each === 'refused' && when !== undefined ? when : '●';
        return each === 'refused' ? (when ?? '') : '';
      });
      return `| ${member.includes('.') ? '&nbsp;&nbsp;' : ''}\`${member}\` | ${cells.join(' | ')} |`;
    }),
  ];
}

function sectionOf(api: AwsServiceName): string[] {
  const { title, reader } = services[api];
  const link = (name: string) => `[${pascal(name)}](${references[api]}/API_${pascal(name)}.html)`;
  const all = reader.operations();
  const missing = all.filter((name) => findOperation(api, name) === undefined);
  return [
    '',
    `## ${title}`,
    '',
    `${all.length} of ${all.length} operations answer: ${operationTreatments
      .map((each) => `${all.filter((name) => operationTreatment(api, name) === each).length} ${each}`)
      .join(', ')}.`,
    '',
    `| operation | ${operationTreatments.join(' | ')} |`,
    `| --- | ${operationTreatments.map(() => ':---:').join(' | ')} |`,
    ...all.map((name) => {
      const cells = operationTreatments.map((each) => (each === operationTreatment(api, name) ? '●' : ''));
      const label = findOperation(api, name) === undefined ? link(name) : `[${pascal(name)}](#${name.toLowerCase()})`;
      return `| ${label} | ${cells.join(' | ')} |`;
    }),
    ...all.flatMap((name) => {
      const operation = findOperation(api, name);
      const members = reader.inputOf(name)?.members ?? [];
      if (operation === undefined) return [];
      return [
        '',
        `### ${pascal(name)}`,
        '',
        ...(members.length === 0 ? ['It has no members.'] : tableOf(linesOf(operation, members))),
      ];
    }),
    ...(missing.length === 0
      ? []
      : [
          '',
          `### ${title}: refused by name`,
          '',
          `These ${missing.length} operations are not simulated: a call is refused with \`UnsupportedFeatureException\`, once AWS's own`,
          'checks of its request have passed.',
          '',
          ...missing.map((name) => `- ${link(name)}`),
        ]),
  ];
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const page = `${[
  '# Operations',
  '',
  'Generated by `npm run generate` from what the API itself works with: not edited by hand. The declarations beside each operation',
  'are what it refuses by; a test drives each refusal, and the compiler asks for members that a new version of the API has.',
  '',
  'Every operation answers. What its answer is worth:',
  '',
  '- **simulated**: what it makes, changes or shows takes part in what happens',
  "- **recorded**: it keeps a record and shows it, by AWS's rules; nothing that happens here depends on it",
  '- **none there**: it is about a kind of resource of which none can be made here yet, and answers as AWS does where there is none',
  "- **refused**: it would make something that isn't simulated: refused by name, after AWS's own refusals",
  '',
  'Of a member of a request:',
  '',
  '- **simulated**: it does what it does on AWS, as far as the simulation can show it',
  '- **kept**: it is recorded with its resource and shown as AWS shows it, and changes nothing else here',
  '- **ignored**: it is taken, and neither shown nor of any effect',
  '- **refused**: a request with it is refused with `UnsupportedFeatureException`, naming it: always (●), or as the cell says',
  '',
  "What AWS refuses is refused with AWS's exception and text, whatever the treatment: see the rules about calls in",
  '[the ledger](fidelity.md).',
  ...awsServiceNames.flatMap(sectionOf),
].join('\n')}\n`;

keepPage('docs/operations.md', page);

/** The README's short form of it: which operations of ECS are what. */
function summary(): string {
  const names = services.ecs.reader.operations();
  const rows = operationTreatments.map((treatment) => {
    const those = names.filter((name) => operationTreatment('ecs', name) === treatment).map(pascal);
    return `| ${treatment} | ${those.length} | ${those.join(' ')} |`;
  });
  return ['| operations of ECS |  |  |', '| --- | --: | --- |', ...rows].join('\n');
}

keepPage('README.md', withSection(readFileSync('README.md', 'utf8'), 'operations', summary()));
