import { SteadystateError } from '../model/errors.js';
import type { Scenario, Step } from '../scenario/scenario.js';
import type { WorkloadSource } from '../workload/rule.js';
import { type Claim, claimFails } from './claim.js';
import type { ModuleFunction } from './from-module.js';
import { literalOf, memberLiterals, nameLiteral } from './literal.js';
import { Names } from './names.js';

/** What a program is about, by name or as it stands in the code. */
export interface Asked {
  readonly holds: Claim | ModuleFunction<Claim>;
  readonly workloadSources: Readonly<Record<string, ModuleFunction<WorkloadSource>>>;
}

/** A scenario and a claim about its end, as a program that fails when the claim doesn't hold. */
export function programOf(scenario: Scenario, { holds: claim, workloadSources }: Asked, remark: string): string {
  const isInModule = typeof claim !== 'function';
  const names = new Names(scenario.steps, isInModule ? '' : String(claim));
  const sources = Object.entries(workloadSources).map(([name, source]) => ({
    name,
    source,
    variable: names.take(name, 'source'),
  }));
  const steps = scenario.steps.flatMap((step) => statementOf(step, names) ?? []);
  const values = [
    'createSimulator',
    ...(scenario.steps.some((step) => step.do === 'fargateService') ? ['fargateService'] : []),
  ];
  return [
    `// ${remark.replaceAll(/\s+/g, ' ')}`,
    `import { ${[...values, ...(isInModule ? [] : ['type Simulator'])].join(', ')} } from 'steadystate';`,
    ...(isInModule ? [importOf(claim, 'holds')] : []),
    ...sources.map(({ source, variable }) => importOf(source, variable)),
    '',
    ...(isInModule ? [] : [...claimSource(claim), '']),
    `const sim = createSimulator(${optionsOf(scenario, sources)});`,
    ...steps,
    '',
    ...(hasTimeline(scenario) ? ['console.log(sim.timeline());'] : []),
    `if (holds(sim) === false) throw new Error(${literalOf(claimFails)});`,
    '',
  ].join('\n');
}

function importOf({ module, export: exported }: ModuleFunction<unknown>, variable: string): string {
  const name = /^[\w$]+$/.test(exported) ? exported : literalOf(exported);
  return `import { ${name === variable ? name : `${name} as ${variable}`} } from ${literalOf(module)};`;
}

/** What the simulator is made with; workload sources are no data. */
function optionsOf(
  { options = {} }: Scenario,
  sources: readonly { readonly name: string; readonly variable: string }[],
): string {
  const members = memberLiterals(options);
  const given = sources.map(({ name, variable }) => (name === variable ? name : `${nameLiteral(name)}: ${variable}`));
  if (given.length > 0) members.push(`workloadSources: { ${given.join(', ')} }`);
  return members.length === 0 ? '' : `{ ${members.join(', ')} }`;
}

const hasTimeline = ({ options }: Scenario): boolean =>
  options?.keepFacts !== 'none' && options?.keepFacts !== 'counts';

/**
 * The function's own text. What it refers to outside of itself isn't in the program, so it must not do that.
 * @throws SteadystateError `InvalidInput` when there is no text
 */
function claimSource(claim: Claim): string[] {
  const text = dedent(String(claim));
  if (/\{\s*\[native code\]\s*\}$/.test(text)) {
    throw new SteadystateError('InvalidInput', 'The claim has no source text: it is a bound or a native function.', {
      help: 'Give an arrow function, or name it with fromModule.',
    });
  }
  // Loaders that keep functions' names wrap inner functions in calls of `__name`.
  const naming = text.includes('__name(') ? ['const __name = <T>(value: T, _name: string): T => value;'] : [];
  return [...naming, `const holds: (sim: Simulator) => unknown = ${text.replace(methodName, 'function')};`];
}

/** `name(sim) { … }` is the text of a method, which is no expression by itself. Its name may be of any kind. */
const methodName =
  /^(?!function\b)(?:[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\d+|\[.*?\])(?=\s*\()/su;

/** Without what all lines after the first are indented by: the function may have stood deep inside another. */
function dedent(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return [first, ...rest.map((line) => line.slice(Math.min(...indents)))].join('\n');
}

/** @returns undefined for an expectation: the claim takes its place */
function statementOf(step: Step, names: Names): string | undefined {
  switch (step.do) {
    case 'seed':
      return `sim.seedResources(${literalOf(step.resources)});`;
    case 'fargateService': {
      const facts = step.facts === undefined ? '' : `, ${literalOf(step.facts)}`;
      const name = names.declare(step.facts?.name ?? 'web');
      return `${name === undefined ? '' : `const ${name} = `}fargateService(sim${facts});`;
    }
    case 'register':
      return `${names.of(step.service)}.register(${literalOf(step.image)});`;
    case 'call':
      return `sim.${step.operation}(${literalOf(step.input ?? {})});`;
    case 'schedule':
      return `sim.schedule(${[step.moment, step.operation, step.input ?? {}].map(literalOf).join(', ')});`;
    case 'workload':
      return `sim.workloads.set(${literalOf(step.selector)}, ${literalOf(step.behaviour)});`;
    case 'fault':
      return `sim.faults.add(${literalOf(step.fault)});`;
    case 'run':
      return `sim.run(${literalOf(step.duration)});`;
    case 'runUntilSteady':
      return `sim.runUntilSteady(${step.timeout === undefined ? '' : literalOf({ timeout: step.timeout })});`;
    case 'expect':
      return undefined;
    default:
      return step satisfies never;
  }
}
