import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../src/cli/command.js';
import { connect, startServer } from '../../src/http/index.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'steadystate-serve-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Calls the command, and does something while it serves; then it is interrupted. */
async function served(words: readonly string[], meanwhile: (url: string) => Promise<void> = async () => {}) {
  const ended = { out: '', said: '' };
  let isReady = (_url: string) => {};
  const ready = new Promise<string>((resolve) => {
    isReady = resolve;
  });
  const code = await runCommand(['serve', ...words], {
    stdout: (text) => {
      ended.out += text;
      isReady(/http:\S+/.exec(text)?.[0] ?? '');
    },
    stderr: (text) => {
      ended.said += text;
    },
    cwd: folder,
    interrupted: () => ready.then(meanwhile),
  });
  return { code, ...ended };
}

describe('steadystate serve', () => {
  test('says in a line where it is, serves until it is interrupted, and ends with 0', async () => {
    let url = '';
    const ended = await served(['--port', '0', '--on-poll', 'settle'], async (ready) => {
      url = ready;
      expect(await connect(url).health()).toMatchObject({ status: 'ok', onPoll: 'settle' });
    });
    expect(ended).toEqual({ code: 0, out: `steadystate is ready at ${url}\n`, said: '' });
    await expect(connect(url).health()).rejects.toThrow('fetch failed');
  });

  test('begins after the steps of a scenario, and a reset comes back there', async () => {
    writeFileSync(
      join(folder, 'shop.yaml'),
      'options: { seed: 3 }\nservices: [{ name: web }]\nsteps:\n  - run: 5m\nexpect: [rolledBack]\n',
    );
    const words = ['--port', '0', '--scenario', 'shop.yaml'];
    const ended = await served(words, async (url) => {
      const control = connect(url);
      const before = await control.time();
      expect(before.elapsedMs).toBeGreaterThanOrEqual(300_000);
      await control.run({ duration: '1h' });
      expect(await control.reset()).toEqual(before);
      expect((await control.snapshot()).settings.seed).toBe(3);
      expect((await control.verdicts({ service: 'web' })).map(({ outcome }) => outcome)).toEqual(['completed']);
    });
    expect(ended).toMatchObject({ code: 0, said: '' });
    await served([...words, '--seed', '8'], async (url) => {
      expect((await connect(url).snapshot()).settings.seed).toBe(8);
    });
  });

  test('moves time by itself with --speed', async () => {
    await served(['--port', '0', '--speed', '60'], async (url) => {
      expect(await connect(url).health()).toMatchObject({ speed: 60, onPoll: 'none' });
    });
  });

  test('warns when other machines can reach it', async () => {
    expect((await served(['--port', '0', '--host', '0.0.0.0'])).said).toBe(
      'Listening at 0.0.0.0: whoever can reach this machine can call the simulator, without credentials.\n',
    );
  });

  test('says so when the port is taken', async () => {
    const other = await startServer();
    expect(await served(['--port', String(other.port)])).toEqual({
      code: 2,
      out: '',
      said: `Port ${other.port} of 127.0.0.1 is taken. Stop the program that listens there, or take another port; port 0 is any that is free.\n`,
    });
    await other.close();
  });

  test.each([
    {
      words: ['--port', 'http'],
      said: "error: option '--port <n>' argument 'http' is invalid. Give a whole number, 0 to 65535.\n(steadystate --help says more)\n",
    },
    {
      words: ['--port', '0', '--on-poll', 'often'],
      said: `onPoll "often" is not a way to poll. Give 'settle', 'none', or a length of time such as '15s'.\n`,
    },
    {
      words: ['--port', '0', '--speed', 'fast'],
      said: "error: option '--speed <n>' argument 'fast' is invalid. Give a number above 0.\n(steadystate --help says more)\n",
    },
    {
      words: ['--port', '0', '--scenario', 'nowhere.yaml'],
      said: expect.stringContaining("nowhere.yaml can't be read (ENOENT)."),
    },
  ])('$words is refused with 2', async ({ words, said }) => {
    expect(await served(words)).toEqual({ code: 2, out: '', said });
  });

  test('a step that fails is named by its place', async () => {
    writeFileSync(join(folder, 'bad.yaml'), 'steps:\n  - call: ecs.deleteService\n    input: { service: web }\n');
    const { code, said } = await served(['--port', '0', '--scenario', 'bad.yaml']);
    expect({ code, said }).toEqual({
      code: 2,
      said: expect.stringMatching(/^bad\.yaml:2:\d+: ClusterNotFoundException/),
    });
  });
});
