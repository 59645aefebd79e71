/** What both kinds of first configuration begin with, and how words from outside are put into YAML: none gets out of a comment
 *  or a value. */

/** `what`: of which the command makes something. */
export const HEAD = (command: string, what: string): readonly string[] => [
  '# yaml-language-server: $schema=./node_modules/saola/saola.config.schema.json',
  `# What \`${command}\` makes of ${what}. docs/config.md has every key; what is said on the command line goes before it.`,
];

/** JSON is YAML; plain words need no quotes. */
export const quoted = (text: string): string =>
  /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(text) ? text : JSON.stringify(text);

/** UTF-16 units of what is shown in a comment. */
const SHOWN = 120;

/** Names and values come from outside: none may end the comment. */
export const commented = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, SHOWN);
