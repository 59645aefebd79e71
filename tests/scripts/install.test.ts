import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isInstalled } from '../../scripts/lib/install.mjs';
import { root } from '../../scripts/lib/paths.mjs';

const LINUX = { platform: 'linux', arch: 'x64' };
const flexsearch = { version: '0.8.212', integrity: 'sha512-one' };
const forLinux = { version: '0.28.2', integrity: 'sha512-two', optional: true, os: ['linux'], cpu: ['x64'] };
const forMac = { version: '0.28.2', integrity: 'sha512-three', optional: true, os: ['darwin'], cpu: ['arm64'] };
const forMusl = {
  version: '1.89.0',
  integrity: 'sha512-four',
  optional: true,
  os: ['linux'],
  cpu: ['x64'],
  libc: ['musl'],
};
const forWasm = { version: '1.0.0', integrity: 'sha512-five', optional: true };
const wanted = {
  packages: {
    '': {},
    'node_modules/flexsearch': flexsearch,
    'node_modules/@esbuild/linux-x64': forLinux,
    'node_modules/@esbuild/darwin-arm64': forMac,
    'node_modules/@oxlint/binding-linux-x64-musl': forMusl,
    'node_modules/@emnapi/core': forWasm,
  },
};
const here = { 'node_modules/flexsearch': flexsearch, 'node_modules/@esbuild/linux-x64': forLinux };

test.each([
  { why: 'what is for other machines need not be there', packages: here, installed: true },
  { why: 'nothing has been installed', packages: {}, installed: false },
  {
    why: 'the lock file has moved on to another version',
    packages: { ...here, 'node_modules/flexsearch': { ...flexsearch, version: '0.8.211' } },
    installed: false,
  },
  {
    why: 'the same version with other bytes',
    packages: { ...here, 'node_modules/flexsearch': { ...flexsearch, integrity: 'sha512-six' } },
    installed: false,
  },
  {
    why: 'node_modules came here from another machine',
    packages: { 'node_modules/flexsearch': flexsearch, 'node_modules/@esbuild/darwin-arm64': forMac },
    installed: false,
  },
])('installed: $installed — $why', ({ packages, installed }) => {
  expect(isInstalled(wanted, { packages }, LINUX)).toBe(installed);
});

const lock: { packages: Record<string, { os?: string[]; cpu?: string[]; version: string }> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);

test.each(['esbuild', 'oxlint', 'oxlint-tsgolint', 'rolldown', 'typescript'])(
  'the lock file brings the binary of %s to Linux, macOS and Windows alike',
  (name) => {
    const about: { optionalDependencies: Record<string, string> } = JSON.parse(
      readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
    );
    const binaries = Object.keys(about.optionalDependencies);
    for (const [os, cpu] of [
      ['linux', 'x64'],
      ['linux', 'arm64'],
      ['darwin', 'x64'],
      ['darwin', 'arm64'],
      ['win32', 'x64'],
    ] as const) {
      const locked = binaries.map((binary) => lock.packages[`node_modules/${binary}`]);
      expect(
        locked.filter((entry) => entry?.os?.includes(os) && entry.cpu?.includes(cpu)).length,
        `${os} ${cpu}`,
      ).toBeGreaterThan(0);
    }
  },
);
