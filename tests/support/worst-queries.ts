/** Queries that nobody means, or that ask for as much work as they can. */
export const WORST_QUERIES: readonly { readonly why: string; readonly query: string }[] = [
  { why: 'half surrogate pairs', query: '\uD83E \uDD8C\uD83E' },
  { why: '256 accents on one letter', query: `a${'\u0301'.repeat(255)}` },
  { why: 'nothing is closed', query: '"(((('.repeat(2_000) },
  { why: 'from right to left', query: 'مرحبا بالعالم \u202Eתודה' },
  { why: 'emoji', query: '👨‍👩‍👧‍👦🇻🇳 👍🏽' },
  { why: 'words that every article holds', query: 'và của là các những một có được' },
  { why: 'nothing but an exclusion', query: '-x' },
  { why: 'alternatives without end', query: 'a | '.repeat(64) },
  { why: 'alternatives of eight words', query: 'nhatban | hanoi | kurli | UBND | csgt | tphcm | qaun | dao' },
  { why: 'one letter', query: 'n' },
  { why: 'a word of one letter on each place', query: 'a b c d e f g h '.repeat(16) },
  { why: 'slips', query: 'qaun dao nma kurli thuu tuogn nhaat bnan '.repeat(6) },
  { why: 'abbreviations', query: 'UBND HĐND CSGT TP.HCM THPT ĐBSCL LHQ BHXH '.repeat(6) },
  { why: 'a control character', query: 'Kuril\u0000\u0007' },
];
