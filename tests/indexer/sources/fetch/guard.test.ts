/** Which addresses are refused, however they are written and wherever names lead. */
import { lookup as systemLookup } from 'node:dns';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkAddress, ClosedAddress, guardedLookup, isPublic } from '../../../../indexer/sources/fetch/guard.ts';

vi.mock('node:dns', { spy: true });
afterEach(() => {
  vi.mocked(systemLookup).mockReset();
});

describe('addresses that only this machine or its network can reach', () => {
  test.each([
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'shared by a provider'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'all of it'],
    ['169.254.169.254', 'link-local: where clouds give out credentials'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private, its end'],
    ['192.0.0.8', 'protocols'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'measurements'],
    ['198.19.255.255', 'measurements, its end'],
    ['224.0.0.251', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'IPv4 as IPv6'],
    ['::ffff:7f00:1', 'the same in hexadecimal'],
    ['::127.0.0.1', 'IPv4 as IPv6, the old way'],
    ['64:ff9b::a00:1', 'IPv4 behind a translator'],
    ['2002:7f00:1::', 'IPv4 in 6to4'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'IPv4 in Teredo'],
    ['fc00::1', 'unique local'],
    ['fdff::1', 'unique local, its end'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'with its interface'],
    ['ff02::1', 'multicast'],
    ['bao.vn', 'a name is no address'],
  ])('%s is refused: %s', (ip) => expect(isPublic(ip)).toBe(false));

  test.each([
    ['8.8.8.8'],
    ['172.15.0.1'],
    ['172.32.0.1'],
    ['100.128.0.1'],
    ['192.0.1.1'],
    ['198.20.0.1'],
    ['2606:4700::1111'],
    ['2a00:1450::1'],
  ])('%s is one of the internet', (ip) => expect(isPublic(ip)).toBe(true));
});

const refusal = (address: string): string => {
  const checked = checkAddress(address, { isOpen: isPublic });
  return checked.ok ? 'taken' : checked.what;
};

test.each([
  { address: 'http://2130706433/', why: 'decimal' },
  { address: 'http://0x7f.0.0.1/', why: 'hexadecimal' },
  { address: 'http://0177.0.0.1/', why: 'octal' },
  { address: 'http://127.1/', why: 'shortened' },
  { address: 'http://0/', why: 'shortest' },
  { address: 'http://[::ffff:127.0.0.1]/', why: 'IPv4 as IPv6' },
  { address: 'http://①②⑦.0.0.1/', why: 'letters that become digits' },
  { address: 'http://169.254.169.254/latest/meta-data', why: 'credentials of a cloud' },
])('$address is refused: $why', ({ address }) =>
  expect(refusal(address)).toContain('--allow-private lets Saola ask it'),
);

test.each([
  { address: 'ftp://bao.vn/tin', what: '"ftp://bao.vn/tin" is no http or https address' },
  { address: 'file:///etc/passwd', what: '"file:///etc/passwd" is no http or https address' },
  { address: 'tin/bai.html', what: '"tin/bai.html" is no address; wanted is https://host/path' },
  { address: 'https://an:bimat@bao.vn/', what: 'the address of bao.vn has a name or password in it; leave them out' },
  { address: 'http://an:bimat@[/', what: '"http://…@[/" is no address; wanted is https://host/path' },
  { address: 'https://bao.vn/rss#moi', what: 'taken' },
])('$address: $what', ({ address, what }) => expect(refusal(address)).toBe(what));

test('a private address is refused in whatever form it is written', () => {
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127, 224, 240, 255), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), fc.nat(255), fc.nat(255)),
  );
  const forms = fc.constantFrom(
    (bytes: number[]) => bytes.join('.'),
    (bytes: number[]) => String(bytes.reduce((whole, byte) => whole * 256 + byte, 0)),
    (bytes: number[]) => `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`,
    (bytes: number[]) => bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    (bytes: number[]) => bytes.map((byte) => `0X${byte.toString(16)}`).join('.'),
    (bytes: number[]) => `[::ffff:${bytes.join('.')}]`,
    (bytes: number[]) => `[64:ff9b::${bytes.join('.')}]`,
  );
  fc.assert(
    fc.property(inside, forms, fc.constantFrom('http', 'https'), (bytes, form, scheme) => {
      const address = `${scheme}://${form([...bytes])}/tin`;
      expect(checkAddress(address, { isOpen: isPublic }).ok).toBe(false);
      expect(checkAddress(address, { isOpen: () => true }).ok).toBe(true);
    }),
  );
});

type Looked = readonly { address: string; family: number }[];
type Done = (error: Error | null, addresses: Looked) => void;

function lookUp(answer: Looked, { all, allowPrivate = false }: { all: boolean; allowPrivate?: boolean }): unknown[] {
  vi.mocked(systemLookup).mockImplementation(((_name: string, _options: unknown, done: Done) =>
    done(null, answer)) as unknown as typeof systemLookup);
  const got: unknown[] = [];
  guardedLookup(allowPrivate ? () => true : isPublic)('bao.vn', { all }, (...given: unknown[]) => got.push(...given));
  return got;
}

describe('a name', () => {
  const good = { address: '1.1.1.1', family: 4 };
  const bad = { address: '127.0.0.1', family: 4 };

  test('is connected to by the very addresses that were judged', () => {
    expect(lookUp([good], { all: true })).toEqual([null, [good]]);
    expect(lookUp([good], { all: false })).toEqual([null, '1.1.1.1', 4]);
    expect(vi.mocked(systemLookup).mock.calls).toHaveLength(2);
  });

  test('with one private address among its addresses is refused', () => {
    const [error] = lookUp([good, bad], { all: true });
    expect(error).toBeInstanceOf(ClosedAddress);
    expect(String(error)).toContain('bao.vn (127.0.0.1) is an address of this machine');
    expect(lookUp([good, bad], { all: true, allowPrivate: true })).toEqual([null, [good, bad]]);
  });
});
