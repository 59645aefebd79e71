/** Given the path and the front matter of a Markdown file, returns the address that its page has by the habits of the
 *  generator whose folders these are: Jekyll, Hugo, Astro, Docusaurus, Eleventy. */

export type Address = {
  /** As the site has it, from its root on, or what the front matter says in full. `null` where no page is written. */
  readonly url: string | null;
  /** Of a name that begins with one, as `2019-06-28-ten-bai.md`. */
  readonly date: string | undefined;
};

type Fields = Readonly<Record<string, unknown>>;
/** `folders` and `name` below the root of the site's content, without endings. */
type Place = { readonly folders: readonly string[]; readonly name: string; readonly date: string | undefined };

const DATE_PREFIX = /^(\d{4})-(\d{1,2})-(\d{1,2})-(?=.)/;
const ENDING = /\.(?:md|mdx|markdown)(?:\.gz)?$/i;

/** `file`: as it was given, with `/`; `below`: the same below the given folder, where there was one. */
export function addressOf(file: string, below: string | undefined, fields: Fields): Address {
  const segments = file
    .replace(ENDING, '')
    .split('/')
    .filter((each) => each !== '' && each !== '.' && each !== '..');
  const last = segments.pop() ?? '';
  const prefix = DATE_PREFIX.exec(last);
  const date = prefix ? `${prefix[1]}-${prefix[2]?.padStart(2, '0')}-${prefix[3]?.padStart(2, '0')}` : undefined;
  const name = prefix ? last.slice(prefix[0].length) : last;
  if (fields['permalink'] === false) return { url: null, date };
  const place: Place = { folders: segments, name, date };
  return { url: told(fields, place) ?? byFolders(place, below, fields), date };
}

/** What the front matter says itself. */
function told(fields: Fields, place: Place): string | null {
  for (const key of ['url', 'permalink']) {
    const value = fields[key];
    if (typeof value !== 'string' || value.trim() === '' || /\{\{|\{%/.test(value)) continue;
    return rooted(withPlaceholders(value.trim(), fields, place).replace(/(^|\/)index\.html$/, '$1'));
  }
  return null;
}

const rooted = (url: string): string => (/^(?:[a-z][a-z\d+.-]*:|\/)/i.test(url) ? url : `/${url}`);

/** Jekyll and Hugo: `/:categories/:year/:month/:day/:title/`. */
function withPlaceholders(permalink: string, fields: Fields, place: Place): string {
  const [year = '', month = '', day = ''] = (textIn(fields['date'])?.slice(0, 10) ?? place.date ?? '').split('-');
  const slug = textIn(fields['slug']) ?? place.name;
  const values: Readonly<Record<string, string>> = {
    ':categories': categoriesOf(fields).join('/'),
    ':year': year,
    ':month': month,
    ':day': day,
    ':title': slug,
    ':slug': slug,
    ':filename': place.name,
    ':output_ext': '.html',
  };
  return permalink.replace(/:[a-z_]+/g, (key) => values[key] ?? key).replace(/(?<!:)\/{2,}/g, '/');
}

function byFolders(place: Place, below: string | undefined, fields: Fields): string {
  const { folders } = place;
  if (folders.includes('_posts') || folders.includes('_drafts')) return jekyll(place, fields);
  const content = folders.lastIndexOf('content');
  if (content !== -1 && folders[content - 1] === 'src') return astro(under(place, content), fields);
  const pages = folders.lastIndexOf('pages');
  if (pages !== -1 && folders[pages - 1] === 'src') return pretty(under(place, pages), textIn(fields['slug']));
  if (content !== -1) return hugo(under(place, content), fields);
  const docs = folders.lastIndexOf('docs');
  if (docs !== -1) return docusaurus(under(place, docs), fields);
  const blog = folders.lastIndexOf('blog');
  if (blog !== -1 && place.date !== undefined) return docusaurusBlog(under(place, blog), fields);
  const known = below?.split('/').slice(0, -1) ?? [];
  return pretty({ ...place, folders: known }, textIn(fields['slug']));
}

const under = (place: Place, root: number): Place => ({ ...place, folders: place.folders.slice(root + 1) });

/** https://jekyllrb.com/docs/permalinks/, the style `date`, which it has where nothing else is said. */
function jekyll({ name, date = '' }: Place, fields: Fields): string {
  const day = textIn(fields['date'])?.slice(0, 10) ?? date;
  const parts = [...categoriesOf(fields), ...day.split('-'), `${textIn(fields['slug']) ?? name}.html`];
  return join(parts);
}

/** A collection is a folder, and the address of an entry its id (https://docs.astro.build/en/guides/content-collections/). */
function astro({ folders, name, date }: Place, fields: Fields): string {
  const slug = textIn(fields['slug']);
  const [collection = ''] = folders;
  if (slug !== undefined) return `${join([collection, ...slug.split('/')])}/`;
  // Astro keeps a date in the name.
  return pretty({ folders, name: date === undefined ? name : `${date}-${name}`, date }, undefined);
}

/** Names in small letters with `-` for spaces; `ten-bai.en.md` is the English one
 *  (https://gohugo.io/content-management/urls/). */
function hugo(place: Place, fields: Fields): string {
  const [, stem = place.name, language] = /^(.+)\.([a-z]{2})$/.exec(place.name) ?? [];
  const prefix = language !== undefined && language !== 'vi' ? [language] : [];
  // Hugo leaves a date in the name, unless the site says otherwise.
  const name = place.date === undefined ? stem : `${place.date}-${stem}`;
  const folders = [...prefix, ...place.folders].map(hugoName);
  return pretty({ folders, name: hugoName(name), date: undefined }, textIn(fields['slug']));
}

const hugoName = (name: string): string => name.toLowerCase().trim().replace(/\s+/g, '-');

/** Numbers before names give their order only; `slug` counts from the folder, or from the root with `/`
 *  (https://docusaurus.io/docs/create-doc). */
function docusaurus({ folders, name, date }: Place, fields: Fields): string {
  const shown = folders.map(withoutNumber);
  const slug = textIn(fields['slug']);
  if (slug?.startsWith('/')) return join(['docs', ...slug.split('/')]);
  const own = date === undefined ? withoutNumber(name) : `${date}-${name}`;
  const isIndex = /^(?:index|readme)$/i.test(own) || own === shown.at(-1);
  const ownPart = slug ?? textIn(fields['id']) ?? (isIndex ? '' : own);
  return join(['docs', ...shown, ...ownPart.split('/')]);
}

const withoutNumber = (name: string): string => name.replace(/^\d+\s*[-_.]+\s*(?=[^\d\s])/, '');

function docusaurusBlog({ folders, name, date = '' }: Place, fields: Fields): string {
  const slug = textIn(fields['slug']);
  if (slug !== undefined) return join(['blog', ...slug.split('/')]);
  return join(['blog', ...folders, ...date.split('-'), name]);
}

/** A folder for each page: `tin/bai.md` and `tin/bai/index.md` are `/tin/bai/`. */
function pretty({ folders, name }: Place, slug: string | undefined): string {
  const isIndex = /^(?:index|readme)$/i.test(name);
  const path =
    slug === undefined
      ? isIndex
        ? folders
        : [...folders, name]
      : [...(isIndex ? folders.slice(0, -1) : folders), slug];
  const joined = join(path);
  return joined === '/' ? joined : `${joined}/`;
}

const join = (parts: readonly string[]): string =>
  `/${parts.filter((part) => part !== '').join('/')}`.replaceAll(' ', '%20');

function categoriesOf(fields: Fields): string[] {
  const value = fields['categories'] ?? fields['category'];
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(/[\s,]+/)
      : [];
  return list.filter((each) => typeof each === 'string').map((each) => each.trim().toLowerCase());
}

function textIn(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}
