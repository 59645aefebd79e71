/** Given what esbuild put into a bundle, the licence texts that have to travel with it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `LICENSE`, `license.md`, `NOTICE.txt`, `COPYING`, … as packages spell them. */
const LICENCE_FILE = /^(licen[cs]e|notice|copying)(\b.*)?$/i;

/** The folders of the npm packages that gave at least one byte to an output of the build.
 *  @param {import('esbuild').Metafile} metafile
 *  @returns {string[]} */
export function bundledPackages(metafile) {
  const used = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = used.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].toSorted();
}

/** Each package by name, version and licence; equal licence texts once, with the packages they cover. Empty where
 *  `folders` is. A package that was published without the licence file of its repository is covered by a neighbour's from
 *  the same one. Throws where there is none either: somebody has to look at it.
 *  @param {string} root
 *  @param {readonly string[]} folders
 *  @returns {string} */
export function notices(root, folders) {
  const packages = folders.map((folder) => ({
    folder,
    about: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
    text: licenceText(join(root, folder)),
  }));
  /** @type {Map<string, string[]>} */
  const covered = new Map();
  for (const { folder, about, text: own } of packages) {
    const text = own ?? packages.find((other) => other.text !== undefined && sameTerms(other.about, about))?.text;
    if (text === undefined)
      throw new Error(`${folder} is bundled, but says nowhere under what licence. Find out first.`);
    covered.set(text, [...(covered.get(text) ?? []), `${about.name} ${about.version} (${about.license})`]);
  }
  if (covered.size === 0) return '';
  const parts = [...covered].map(([text, names]) => `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}\n`);
  return `The files beside this one contain the packages below, as they were published.\n\n${parts.join('\n')}`;
}

const RULE = '='.repeat(80);

/** @typedef {{ license?: string, repository?: { url?: string } }} About
 *  @param {About} one
 *  @param {About} other */
const sameTerms = (one, other) =>
  one.license === other.license && one.repository?.url !== undefined && one.repository.url === other.repository?.url;

/** @param {string} folder
 *  @returns {string | undefined} */
function licenceText(folder) {
  const texts = readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return texts.length > 0 ? texts.join('\n\n') : undefined;
}
