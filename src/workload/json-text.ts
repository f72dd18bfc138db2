/** Where a text stops being JSON. */
export interface JsonMistake {
  /** Characters before it, from 0. */
  readonly position: number;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** `a value`, `':'`. */
  readonly expected: string;
}

/** Levels of lists and objects within each other. */
const depthMax = 100;

/**
 * Reads JSON, and says where the first mistake is: engines word that differently, or not at all.
 * @returns the value, or the mistake
 */
export function readJson(
  text: string,
): { readonly value: unknown; readonly mistake?: undefined } | { readonly mistake: JsonMistake } {
  const failed = new Scanner(text).run();
  if (failed === undefined) return { value: JSON.parse(text) };
  const before = text.slice(0, failed.position).split('\n');
  return { mistake: { ...failed, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
}

type Failure = Pick<JsonMistake, 'position' | 'expected'>;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Failure | undefined {
    const failure = this.#value(0);
    if (failure !== undefined) return failure;
    this.#take(/[ \t\r\n]*/y);
    return this.#at === this.#text.length ? undefined : this.#fail('the end');
  }

  #value(depth: number): Failure | undefined {
    this.#take(/[ \t\r\n]*/y);
    if (depth > depthMax) return this.#fail(`at most ${depthMax} levels`);
    if (this.#take(/\{/y)) return this.#members(depth);
    if (this.#take(/\[/y)) return this.#items(depth);
    if (this.#text[this.#at] === '"') return this.#string();
    return this.#take(/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y) ? undefined : this.#fail('a value');
  }

  #members(depth: number): Failure | undefined {
    if (this.#takeMark('}')) return undefined;
    do {
      this.#take(/[ \t\r\n]*/y);
      const failure = this.#text[this.#at] === '"' ? this.#string() : this.#fail('a name in double quotes');
      if (failure !== undefined) return failure;
      if (!this.#takeMark(':')) return this.#fail("':'");
      const within = this.#value(depth + 1);
      if (within !== undefined) return within;
    } while (this.#takeMark(','));
    return this.#takeMark('}') ? undefined : this.#fail("',' or '}'");
  }

  #items(depth: number): Failure | undefined {
    if (this.#takeMark(']')) return undefined;
    do {
      const within = this.#value(depth + 1);
      if (within !== undefined) return within;
    } while (this.#takeMark(','));
    return this.#takeMark(']') ? undefined : this.#fail("',' or ']'");
  }

  #string(): Failure | undefined {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has none in its strings
    this.#take(/"([^"\\\u0000-\u001f]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y);
    return this.#take(/"/y) ? undefined : this.#fail('the end of a string');
  }

  /** Something of its own, with blanks before it. */
  #takeMark(mark: string): boolean {
    this.#take(/[ \t\r\n]*/y);
    if (this.#text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found !== undefined;
  }

  #fail(expected: string): Failure {
    return { position: this.#at, expected };
  }
}
