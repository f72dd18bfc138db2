import { describe, expect, test } from 'vitest';
import { areas } from '../../scripts/ledger/areas.js';
import { type LedgerSurroundings, problemsOf } from '../../scripts/ledger/problems.js';
import { readOptions } from '../../scripts/ledger/read-options.js';
import { codeTagsOf, readTags, testTagsOf } from '../../scripts/ledger/read-tags.js';
import type { LedgerRule } from '../../scripts/ledger/rule.js';
import { rulings } from '../../scripts/ledger/rulings.js';

const surroundings = { tags: readTags(), options: readOptions(), rulings };

test('every rule stands in the code and in a test, and every id in the ledger', () => {
  expect(problemsOf(areas, surroundings)).toEqual([]);
});

const aRule: LedgerRule = { id: 'a-rule', rule: 'It holds.', mark: 'observed', source: 'ruling 1' };

/** What is wrong about one rule, in surroundings that know it. */
function problemsWith(rule: object, about: Partial<LedgerSurroundings> = {}): string[] {
  return problemsOf([{ title: 'One', rules: [{ ...aRule, ...rule } as LedgerRule] }], {
    tags: {
      code: new Map([['a-rule', ['src/a.ts']]]),
      tests: new Map([['a-rule', [{ file: 'test/a.test.ts', title: 'it holds' }]]]),
    },
    options: new Set(),
    rulings: { 1: { text: 'So be it.' } },
    ...about,
  });
}

const oneSided = (about: Partial<LedgerSurroundings['tags']>): Partial<LedgerSurroundings> => ({
  tags: {
    code: new Map([['a-rule', ['src/a.ts']]]),
    tests: new Map([['a-rule', [{ file: 'test/a.test.ts', title: 'it holds' }]]]),
    ...about,
  },
});

describe('the ledger says what is wrong', () => {
  test.each<{ what: string; rule?: object; about?: Partial<LedgerSurroundings>; says: string[] }>([
    { what: 'nothing', says: [] },
    {
      what: 'a rule without code',
      about: oneSided({ code: new Map() }),
      says: ['a-rule stands nowhere in src: write "@rule a-rule" into the comment of what implements it.'],
    },
    {
      what: 'a rule without a test',
      about: oneSided({ tests: new Map() }),
      says: ['a-rule is held by no test: put [a-rule] into the name of the test that fails without it, or write one.'],
    },
    {
      what: 'an unknown id in the code',
      about: oneSided({
        code: new Map([
          ['a-rule', ['src/a.ts']],
          ['no-rule', ['src/b.ts']],
        ]),
      }),
      says: ['src/b.ts: @rule no-rule is not in scripts/ledger/rules. Add the rule, or mend the id.'],
    },
    {
      what: 'an unknown id in a test',
      about: oneSided({
        tests: new Map([
          ['a-rule', [{ file: 'test/a.test.ts', title: 'it holds' }]],
          ['no-rule', [{ file: 'test/b.test.ts', title: 'so does this' }]],
        ]),
      }),
      says: ['test/b.test.ts: the test "so does this" names [no-rule], which is not in scripts/ledger/rules.'],
    },
    {
      what: 'a proposed rule without an option or a reason',
      rule: { mark: 'proposed' },
      says: ['a-rule is proposed: name the options that change it, or say in noOption why there is none.'],
    },
    {
      what: 'an option that is not there',
      rule: { mark: 'proposed', options: ['scheduler.nope'] },
      says: ["a-rule names the option scheduler.nope, which SimulatorOptions doesn't have."],
    },
    {
      what: 'an option that no rule names',
      about: { options: new Set(['scheduler.beatMs']) },
      says: ['No rule names the option scheduler.beatMs: add it to the rule that it changes.'],
    },
    {
      what: 'a documented rule without an address',
      rule: { mark: 'documented' },
      says: ['a-rule is documented: its source needs an address, or a name of scripts/ledger/pages.ts.'],
    },
    {
      what: 'a recorded rule without the call',
      rule: { mark: 'recorded' },
      says: ['a-rule is recorded: its source needs the call, like "recorded: services.json #29".'],
    },
    {
      what: 'a ruling that no rule follows',
      rule: { source: 'somebody said so' },
      says: ['Ruling 1: name it in the source of the rule that follows it, or say in noRule why none does.'],
    },
    {
      what: 'a rule that follows a ruling which is not there',
      rule: { source: 'rulings 1, 2' },
      says: ["A rule follows ruling 2, which scripts/ledger/rulings.ts doesn't have."],
    },
    {
      what: 'a rule that is no sentence',
      rule: { rule: 'It holds' },
      says: ['a-rule: the rule is a sentence and ends with a period.'],
    },
  ])('$what', ({ rule = {}, about = {}, says }) => {
    expect(problemsWith(rule, about)).toEqual(says);
  });

  test('two rules of one name', () => {
    const rules = [aRule, aRule];
    const { tags } = oneSided({}) as { tags: LedgerSurroundings['tags'] };
    expect(problemsOf([{ title: 'One', rules }], { tags, options: new Set(), rulings: { 1: { text: '.' } } })).toEqual([
      'Two rules are called a-rule: give one of them another id.',
    ]);
  });
});

describe('ids are read', () => {
  test('from comments', () => {
    const code = [
      '/** @rule of-one-line */',
      '/**',
      ' * Text.',
      ' * @rule of-two',
      ' */',
      '  // @rule in-a-body',
      'const no = "@rule nope-no";',
    ];
    expect(codeTagsOf(code.join('\n'))).toEqual(['of-one-line', 'of-two', 'in-a-body']);
  });

  test('from names of tests, suites and rows, and from nothing else', () => {
    const tag = (id: string) => `[${id}]`;
    const code = `
      describe('a suite ${tag('of-suite')}', () => {
        test('a test ${tag('of-test')} ${tag('of-two')}', () => {});
        test.each([{ name: 'a row ${tag('of-row')}' }, ['a list ${tag('of-list')}']])('$name', () => {});
        test.each<string>([])(\`each \${1} ${tag('of-each')}\`, () => expect(text('no ${tag('no-test')}')).toBe('${tag('no-test')}'));
      });`;
    expect(testTagsOf('a.test.ts', code)).toEqual([
      { ids: ['of-suite'], title: 'a suite' },
      { ids: ['of-test', 'of-two'], title: 'a test' },
      { ids: ['of-row'], title: 'a row' },
      { ids: ['of-list'], title: 'a list' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what stands in the code
      { ids: ['of-each'], title: 'each ${1}' },
    ]);
  });
});
