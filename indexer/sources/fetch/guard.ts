/** Given an address, says whether it may be asked: http and https alone, and only what the whole internet can reach.
 *  A name is looked up once; each of its addresses is judged, and the connection is made to these, not to what a second
 *  look-up would say (DNS rebinding). */
import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';

export type Checked = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly what: string };

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast (RFC 5771), and what is reserved (RFC 1112). */
const CLOSED_V4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);

/** IANA gives out global addresses from here alone: `::1`, `fc00::/7`, `fe80::/10`, `ff00::/8` and IPv4 addresses that are
 *  written as IPv6 (`::ffff:0:0/96`, `64:ff9b::/96`) are outside. */
const OPEN_V6 = blockList('ipv6', [['2000::', 3]]);
/** Within it: protocols and tunnels that hold an IPv4 address (Teredo, 6to4), documentation. */
const CLOSED_V6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

/** Whether an IP address may be asked. */
export type IsOpen = (ip: string) => boolean;

/** `ip` as the system writes it; what is no IP address is not public. */
export function isPublic(ip: string): boolean {
  const [address = ''] = ip.split('%'); // fe80::1%eth0
  if (isIPv4(address)) return !CLOSED_V4.check(address, 'ipv4');
  return isIP(address) === 6 && OPEN_V6.check(address, 'ipv6') && !CLOSED_V6.check(address, 'ipv6');
}

/** What can be told from the address alone; names are judged when they are looked up (`guardedLookup`). The parser has
 *  turned 0x7f.1, 2130706433 and 0177.0.0.1 into 127.0.0.1 by then (WHATWG URL). */
export function checkAddress(
  text: string,
  { isOpen, base }: { readonly isOpen: IsOpen; readonly base?: string },
): Checked {
  if (!URL.canParse(text, base)) return refused(`"${shown(text)}" is no address; wanted is https://host/path`);
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refused(`"${shown(text)}" is no http or https address`);
  }
  if (url.username !== '' || url.password !== '') {
    return refused(`the address of ${url.host} has a name or password in it; leave them out`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isOpen(host)) return refused(closed(host));
  url.hash = '';
  return { ok: true, url };
}

/** For `node:http` and `node:https`, in place of their own look-up. */
export function guardedLookup(isOpen: IsOpen): LookupFunction {
  return (hostname, options, done) => {
    lookUp(hostname, { family: options.family ?? 0, hints: options.hints ?? 0, all: true }, (error, addresses) => {
      const inside = addresses?.find(({ address }) => !isOpen(address));
      const [first] = addresses ?? [];
      if (error) done(error, '');
      else if (inside) done(new ClosedAddress(closed(`${hostname} (${inside.address})`)), '');
      else if (options.all) done(null, addresses);
      else done(null, first?.address ?? '', first?.family);
    });
  };
}

/** A name leads to where nobody may be sent. */
export class ClosedAddress extends Error {
  override readonly name = 'ClosedAddress';
}

const closed = (host: string): string =>
  `${host} is an address of this machine or of a network of its own; --allow-private lets Saola ask it`;
const refused = (what: string): Checked => ({ ok: false, what });

const SHOWN_UNITS = 100;
/** Without what may be a password. */
function shown(text: string): string {
  const plain = text.replace(/\/\/[^/@]*@/, '//…@');
  return plain.length <= SHOWN_UNITS ? plain : `${plain.slice(0, SHOWN_UNITS)}…`;
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly (readonly [start: string, bits: number])[]): BlockList {
  const list = new BlockList();
  for (const [start, bits] of ranges) list.addSubnet(start, bits, family);
  return list;
}
