/** Given an element, says whether it is no part of what is read: by what it is, by what it is called, or since it is hidden.
 *  Names are those that news sites, blog engines and static-site themes give; none of them is a site's own invention. */

/** Shown by a script or not at all. What belongs to the head may stand in the body: the parser leaves it where it is. */
const TAGS = new Set(
  (
    'title script style noscript template iframe object embed svg canvas audio video map select button textarea input label dialog ' +
    'nav aside menu amp-sidebar amp-ad amp-embed amp-social-share amp-user-notification amp-consent'
  ).split(' '),
);

const ROLES = /^(?:navigation|banner|complementary|search|dialog|alertdialog|menu|menubar|toolbar|contentinfo)$/;

/** Called so, an element is never part of an article. */
const NEVER = words(
  'comment comments comment-list comments-area comment-respond respond disqus binh-luan binhluan y-kien ' +
    'cookie cookies consent gdpr newsletter subscribe signup dang-ky popup modal lightbox ' +
    'share shares sharing sharer share-bar sharedaddy addthis addtoany social socials fb-like zalo-share ' +
    'breadcrumb breadcrumbs duong-dan toolbar tool-bar pagination paginav pager pagenav page-nav post-navigation ' +
    'sidebar-menu toc table-of-contents muc-luc skip-link screen-reader-text sr-only visually-hidden element-invisible ' +
    'hash-link anchor-link headerlink author-box author-bio about-author rating vote danh-gia print-only google-news',
);

/** Called so, it is not, unless it holds a good part of the text: themes call whole columns `sidebar-1` or `block-ads`. */
const SELDOM = words(
  'related relate relates related-news related-posts relatedposts relation relationnews lien-quan lienquan tin-lien-quan tinlienquan ' +
    'bai-lien-quan see-also read-more readmore more-news xem-them xemthem doc-them tin-khac tinkhac bai-khac other-news others ' +
    'insert-wiki-content recommend recommended recommendation recommendations suggest suggestion suggested you-may-like inner-article ' +
    'tag tags tag-list taglist tagcloud keywords tu-khoa labels post-labels hashtag ' +
    'ads ad adv advert advertisement advertising adsense adsbygoogle banner banners quang-cao quangcao sponsor sponsored promo taitro zone-ads ' +
    'widget sidebar side-bar menu navbar navigation nav footer foot header-top topbar copyright ' +
    'audio player embed-responsive trending most-read most-viewed doc-nhieu xem-nhieu tin-moi tin-nong hot-news ' +
    'post-meta entry-meta article-meta meta-info byline-meta article-info submitted post-footer entry-footer ' +
    'instagram-media tiktok-embed twitter-tweet twitter-video fb-post fb-video bluesky-embed reddit-embed threads-embed ' +
    'byline article-byline source-link link-source bai-goc hidden d-none sda ads-inpage',
);

/** Parts of a name that say the same wherever they stand in it. */
const NEVER_PART =
  /(?:^|-)(?:comments?|binhluan|disqus|sharing|sharedaddy|addthis|addtoany|breadcr?umb?s?|newsletter|signup|cookie|toc|social|sr-only|visually-hidden)(?:-|$)/;
const SELDOM_PART =
  /(?:^|-)(?:related?s?|relatedposts?|relation|lienquan|lien-quan|tinlienquanv?\d*|xemthem|xem-them|readmore|recommend\w*|suggest\w*|tags?|keywords?|ads?|adv|adnzone|banner|quangcao|taitro|sponsor\w*|widget|promo|share|footer|author-box|ratings?|popup|modal)(?:-|$)|related(?:news|one|box|posts?)/;

/** `has-toc`, `no-sidebar`: what an element has is not what it is. */
const SAYS_WITH = /^(?:has|with|without|no)-/;

/** `relatednewsbox` types of the editor that many Vietnamese newspapers share. */
const BOX_TYPE = /related|link-content|insertembed|poll|quiz|vote/i;

export function isUnread(element: Element): boolean {
  if (TAGS.has(element.localName)) return true;
  const role = element.getAttribute('role');
  if (role !== null && ROLES.test(role)) return true;
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  if (element.hasAttribute('data-saola-ignore')) return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '');
}

/** How sure the name of an element makes us that it is no part of an article. */
export function namedAside(element: Element): 'never' | 'seldom' | null {
  return remembered(asides, element, findAside);
}

/** Each is asked for many times, by every reader of a field. */
const asides = new WeakMap<Element, 'never' | 'seldom' | null>();
const names = new WeakMap<Element, string[]>();

function remembered<Value>(known: WeakMap<Element, Value>, element: Element, find: (element: Element) => Value): Value {
  const before = known.get(element);
  if (before !== undefined) return before;
  const found = find(element);
  known.set(element, found);
  return found;
}

function findAside(element: Element): 'never' | 'seldom' | null {
  if (BOX_TYPE.test(element.getAttribute('type') ?? '')) return 'seldom';
  let seldom = false;
  for (const name of namesOf(element)) {
    if (SAYS_WITH.test(name)) continue;
    const bare = name.replaceAll('-', '');
    if (NEVER.has(bare) || NEVER_PART.test(name)) return 'never';
    if (SELDOM.has(bare) || SELDOM_PART.test(name)) seldom = true;
  }
  return seldom ? 'seldom' : null;
}

/** The id, the classes, its role and what labels it, each as `small-words-with-hyphens`: `articleBody`, `article__body` and `ARTICLE_BODY` are one. */
export function namesOf(element: Element): string[] {
  return remembered(names, element, findNames);
}

function findNames(element: Element): string[] {
  const given = ['id', 'class', 'data-role', 'aria-labelledby']
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ');
  return given
    .split(/\s+/)
    .filter((name) => name !== '' && name.length <= 60)
    .map((name) =>
      name
        .replace(/([a-z\d])([A-Z])/g, '$1-$2')
        .toLowerCase()
        .replace(/[_:.-]+/g, '-'),
    );
}

/** Without their hyphens, which sites set as they like. */
function words(text: string): ReadonlySet<string> {
  return new Set(text.replaceAll('-', '').split(' '));
}
