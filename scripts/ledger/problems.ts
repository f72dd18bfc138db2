import { pages } from './pages.js';
import type { Tags } from './read-tags.js';
import type { LedgerArea, LedgerRule } from './rule.js';
import type { Ruling } from './rulings.js';

/** What the ledger is compared with. */
export interface LedgerSurroundings {
  readonly tags: Tags;
  /** Every option by its path. */
  readonly options: ReadonlySet<string>;
  readonly rulings: Readonly<Record<number, Ruling>>;
}

/** Options that are about a run, not about ECS: no rule stands behind them. */
const optionsWithoutRule: ReadonlySet<string> = new Set([
  'startAt',
  'tick',
  'account',
  'zones',
  'securityGroups',
  'keepFacts',
]);

/** Everything that isn't as it should be, each in a sentence that says what to do. */
export function problemsOf(areas: readonly LedgerArea[], { tags, options, rulings }: LedgerSurroundings): string[] {
  const rules = areas.flatMap((area) => area.rules);
  const ids = new Set(rules.map((rule) => rule.id));
  return [
    ...repeated(rules).map((id) => `Two rules are called ${id}: give one of them another id.`),
    ...rules.flatMap((rule) => problemsOfRule(rule, tags, options)),
    ...[...tags.code].flatMap(([id, files]) =>
      ids.has(id)
        ? []
        : [`${files.join(', ')}: @rule ${id} is not in scripts/ledger/rules. Add the rule, or mend the id.`],
    ),
    ...[...tags.tests].flatMap(([id, titles]) =>
      ids.has(id)
        ? []
        : titles.map(
            ({ file, title }) => `${file}: the test "${title}" names [${id}], which is not in scripts/ledger/rules.`,
          ),
    ),
    ...[...options]
      .filter((path) => !optionsWithoutRule.has(path) && !rules.some((rule) => rule.options?.includes(path)))
      .map((path) => `No rule names the option ${path}: add it to the rule that it changes.`),
    ...problemsOfRulings(rules, rulings),
  ];
}

function problemsOfRule(rule: LedgerRule, { code, tests }: Tags, options: ReadonlySet<string>): string[] {
  const { id } = rule;
  const problems: string[] = [];
  if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id)) problems.push(`${id} is no id: use small letters, digits and hyphens.`);
  if (!rule.rule.endsWith('.')) problems.push(`${id}: the rule is a sentence and ends with a period.`);
  if (!code.has(id)) {
    problems.push(`${id} stands nowhere in src: write "@rule ${id}" into the comment of what implements it.`);
  }
  if (!tests.has(id)) {
    problems.push(
      `${id} is held by no test: put [${id}] into the name of the test that fails without it, or write one.`,
    );
  }
  for (const path of rule.options ?? []) {
    if (!options.has(path)) problems.push(`${id} names the option ${path}, which SimulatorOptions doesn't have.`);
  }
  if (rule.mark === 'proposed' && (rule.options === undefined) === (rule.noOption === undefined)) {
    problems.push(`${id} is proposed: name the options that change it, or say in noOption why there is none.`);
  }
  if (rule.mark === 'documented' && !/https:\/\//.test(rule.source) && !namesPage(rule.source)) {
    problems.push(`${id} is documented: its source needs an address, or a name of scripts/ledger/pages.ts.`);
  }
  if (rule.mark === 'recorded' && !/\.json|recorded/.test(rule.source)) {
    problems.push(`${id} is recorded: its source needs the call, like "recorded: services.json #29".`);
  }
  return problems;
}

const namesPage = (source: string): boolean => Object.keys(pages).some((page) => source.includes(page));

/** Numbers of the rulings that a source names: `ruling 3`, `rulings 1, 17`. */
export const rulingsIn = (source: string): number[] =>
  [...source.matchAll(/rulings? (\d+(?:, \d+)*)/g)].flatMap((match) => (match[1] as string).split(', ').map(Number));

function problemsOfRulings(rules: readonly LedgerRule[], rulings: LedgerSurroundings['rulings']): string[] {
  const followed = new Set(rules.flatMap((rule) => rulingsIn(rule.source)));
  return [
    ...Object.entries(rulings)
      .filter(([number, { noRule }]) => (noRule === undefined) !== followed.has(Number(number)))
      .map(
        ([number]) =>
          `Ruling ${number}: name it in the source of the rule that follows it, or say in noRule why none does.`,
      ),
    ...[...followed]
      .filter((number) => rulings[number] === undefined)
      .map((number) => `A rule follows ruling ${number}, which scripts/ledger/rulings.ts doesn't have.`),
  ];
}

const repeated = (rules: readonly LedgerRule[]): string[] =>
  rules.map((rule) => rule.id).filter((id, index, all) => all.indexOf(id) !== index);
