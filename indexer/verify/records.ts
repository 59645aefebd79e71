/** Given the table of a part of records and then its blocks, tells which record cannot be read. */
import { readRecordTable, recordLines } from '../../core/index/records.ts';
import { damageOf, shown, type PartCheck, type Tell } from './faults.ts';
import { isId, markOf } from './id-marks.ts';

export function checkRecords(top: Uint8Array, { articles }: { readonly articles: number }, tell: Tell): PartCheck {
  const { places, counts } = readRecordTable(top);
  const starts = new Map<number, { readonly start: number; readonly count: number }>();
  let records = 0;
  for (const [block, { offset }] of places.entries()) {
    const count = counts[block] as number;
    starts.set(offset, { start: records, count });
    records += count;
  }
  if (records !== articles) tell(`the table counts ${records} records; ${articles} articles are wanted`);
  const marks = new BigUint64Array(articles);
  return {
    places,
    block({ offset }, body) {
      const { start, count } = starts.get(offset) ?? { start: 0, count: 0 };
      if (body === null) return;
      try {
        for (const [i, line] of recordLines(body, count).entries()) {
          const record: unknown = JSON.parse(line);
          const id = typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined;
          if (!isId(id) || !('doc' in (record as object))) {
            tell(`record ${start + i} is ${shown(record)}; an object with an id and a doc is wanted`, offset);
          } else if (start + i < articles) marks[start + i] = markOf(id);
        }
      } catch (error) {
        tell(`records ${start} to ${start + count - 1}: ${damageOf(error)}`, offset);
      }
    },
    end: () => marks,
  };
}
