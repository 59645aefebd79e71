/** The steps of a deploy, in order. What runs them is given, so that a dry run prints the very same steps. */
import { join } from 'node:path';
import { dist, root } from '../lib/paths.mjs';
import { parameterOverrides } from './sam.mjs';
import { Trouble } from '../lib/trouble.mjs';

/** Each throws `Trouble` where what it runs fails.
 *  @typedef {object} Tools
 *  @property {(args: readonly string[]) => Promise<void>} node
 *  @property {(args: readonly string[]) => Promise<void>} sam
 *  @property {(args: readonly string[]) => Promise<Readonly<Record<string, string>>>} outputs  Of a stack, by name. */

const TEMPLATE = join(root, 'template.yaml');
/** Roles may be made; code goes through SAM's own bucket; a stack that is already so is no failure. */
const HOW = ['--capabilities', 'CAPABILITY_IAM', '--resolve-s3', '--no-fail-on-empty-changeset'];

/** Gives the outputs of the stack.
 *  @param {import('./options.mjs').Options} options
 *  @param {Tools} tools
 *  @param {(text: string) => void} say */
export async function deploy({ stack, region, articles, mirror, parameters }, tools, say) {
  const there = region === undefined ? [] : ['--region', region];
  await tools.node([join(root, 'scripts/build.mjs')]);
  await tools.sam(['validate', '--lint', '--template-file', TEMPLATE, ...there]); // --lint is cfn-lint
  const outputs = await deployed(parameters);
  if (articles.length > 0) {
    const store = ['--store', output(outputs, 'StoreUri')];
    await tools.node([join(dist, 'cli/saola.mjs'), 'index', ...articles, ...store, ...(mirror ? ['--mirror'] : [])]);
  }
  return outputs;

  /** @param {Readonly<Record<string, string>>} wanted */
  async function deployed(wanted) {
    const first = await deployOnce(wanted);
    if (first['PublicUrl'] !== undefined) return first;
    say('Only now is the address known that /opensearch.xml names; the stack is told once and remembers it:');
    return deployOnce({ ...wanted, PublicUrl: output(first, 'SearchUrl') });
  }

  /** @param {Readonly<Record<string, string>>} wanted */
  async function deployOnce(wanted) {
    await tools.sam([
      'deploy',
      '--template-file',
      TEMPLATE,
      '--stack-name',
      stack,
      ...HOW,
      ...there,
      ...parameterOverrides(wanted),
    ]);
    return tools.outputs(['list', 'stack-outputs', '--stack-name', stack, '--output', 'json', ...there]);
  }
}

/** @param {Readonly<Record<string, string>>} outputs
 *  @param {string} name */
function output(outputs, name) {
  const value = outputs[name];
  if (value === undefined)
    throw new Trouble(
      `The stack has no output "${name}": it was not made from this template.yaml. Choose another name with --stack.`,
    );
  return value;
}

/** What there is now, and what is left to do.
 *  @param {Readonly<Record<string, string>>} outputs
 *  @param {boolean} indexed */
export function closing(outputs, indexed) {
  const search = output(outputs, 'SearchUrl');
  const domain = output(outputs, 'DistributionDomain');
  return [
    `Search: ${search}/search?q=`,
    ...(search === `https://${domain}` ? [] : [`DNS: let ${new URL(search).hostname} be a CNAME of ${domain}.`]),
    ...(indexed ? [] : [`Nothing is indexed yet: saola index <articles> --store ${output(outputs, 'StoreUri')}`]),
  ].join('\n');
}
