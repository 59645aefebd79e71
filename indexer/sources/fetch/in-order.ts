/** Given items and work to do on each, returns the outcomes in the order of the items, while several are worked on. */

/** No more than `atOnce` are taken ahead. Where one fails, or nobody wants more, the others are waited for. */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const one = work(item);
      // It is looked at when its turn comes; until then its failure is no unhandled one.
      one.catch(() => {});
      begun.push(one);
      if (begun.length >= atOnce) yield (await begun.shift()) as R;
    }
    for (let next = begun.shift(); next; next = begun.shift()) yield await next;
  } finally {
    await Promise.allSettled(begun);
  }
}
