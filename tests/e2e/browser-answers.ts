/** Answers of the contract for the page to show, made by hand so that a browser test says what comes and when. */
import type { Hit, Mark, SearchAnswer, SuggestAnswer, Suggestion } from '../../core/search/answer.ts';

type Told = { readonly id: string; readonly title: string; readonly snippet: string } & Partial<Hit>;

/** Square brackets stand round what is marked: `Quần đảo [Nam Kuril]`. */
export function hit({ title, snippet, ...rest }: Told): Hit {
  const [titleText, titleMarks] = unbracket(title);
  const [snippetText, snippetMarks] = unbracket(snippet);
  return {
    title: titleText,
    snippet: snippetText,
    score: 1,
    marks: { title: titleMarks, snippet: snippetMarks },
    ...rest,
  };
}

export function answer(query: string, hits: readonly Hit[], rest: Partial<SearchAnswer> = {}): SearchAnswer {
  return { query, total: hits.length, totalRelation: 'eq', hits, version: '7-3f9a', ...rest };
}

/** The page of `hits` that a server would send for this request. */
export function pageOf(hits: readonly Hit[], url: URL): SearchAnswer {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 10);
  return answer(url.searchParams.get('q') ?? '', hits.slice(offset, offset + limit), { total: hits.length });
}

/** What a server would suggest for this request, were these what it knows. */
export function suggest(url: URL, suggestions: readonly Suggestion[]): SuggestAnswer {
  return { query: (url.searchParams.get('q') ?? '').trim(), suggestions, version: '7-3f9a' };
}

function unbracket(text: string): [string, Mark[]] {
  const marks: Mark[] = [];
  let plain = '';
  for (const [index, part] of text.split(/[[\]]/u).entries()) {
    if (index % 2 === 1) marks.push([plain.length, plain.length + part.length]);
    plain += part;
  }
  return [plain, marks];
}

export const KURIL: readonly Hit[] = [
  hit({
    id: 'nga-nhat-nam-kuril',
    url: '/tin/nga-nhat-nam-kuril.html',
    title: 'Nga và Nhật Bản bàn chuyện làm ăn chung ở [quần đảo Nam Kuril]',
    snippet:
      '…hai bên gác lại tranh cãi về bốn hòn đảo để nói về nuôi rong biển và trồng rau trong nhà kính tại [quần đảo Nam Kuril], nơi mùa đông kéo dài hơn sáu tháng…',
    section: 'Thế giới',
    publishedAt: '2019-06-27T08:30:00+07:00',
  }),
  hit({
    id: 'tham-mo-to-tien',
    url: '/tin/tham-mo-to-tien.html',
    title: 'Chuyến tàu đưa các cụ về thăm mộ trên đảo Shikotan',
    snippet: '…năm nay 46 cựu cư dân của [quần đảo] [Nam Kuril] được lên tàu về thăm mộ tổ tiên mà không cần thị thực…',
    section: 'Đời sống',
    publishedAt: '2019-05-11',
  }),
  hit({
    id: 'cua-hoang-de-kuril',
    url: '/tin/cua-hoang-de.html',
    title: 'Cua hoàng đế [Kuril] lên bàn tiệc Sài Gòn với giá 1,9 triệu đồng một ký',
    snippet: '…tàu cập cảng mỗi tuần một chuyến, cua đánh bắt quanh [quần đảo] được thả trong bể nước 4 độ C…',
    section: 'Kinh tế',
    publishedAt: '2023-12-02T18:05:00+07:00',
  }),
  hit({
    id: 'dong-dat-ngoai-khoi-kuril',
    title: 'Động đất mạnh ngoài khơi [Kuril], không có cảnh báo sóng thần cho Việt Nam',
    snippet: '',
  }),
];

/** More than a page of them. */
export const G20: readonly Hit[] = Array.from({ length: 24 }, (_, at) =>
  hit({
    id: `g20-${at + 1}`,
    url: `/tin/g20-${at + 1}.html`,
    title: `Bên lề hội nghị [G20], chuyện thứ ${at + 1}: phóng viên xếp hàng từ 4 giờ sáng`,
    snippet: '…lãnh đạo các nước [G20] họp trong hai ngày 28-29/6 tại Osaka, trung tâm báo chí có 1.500 chỗ ngồi…',
    section: 'Thế giới',
    publishedAt: `2019-06-${String(28 - (at % 20)).padStart(2, '0')}T07:00:00+07:00`,
  }),
);

export const SUGGESTED: readonly Suggestion[] = [
  '[qu]ần đảo Nam Kuril',
  '[Qu]ốc hội',
  '[qu]ận 1',
  '[Qu]ảng Ninh',
  '[qu]y hoạch sân bay Long Thành',
  '[Qu]ỹ bình ổn giá xăng dầu còn lại bao nhiêu sau ba lần điều chỉnh giá liên tiếp trong tháng 6, và ai được lợi',
  '[qu]án quân',
  '[Qu]ảng Nam',
].map((told) => {
  const [text, marks] = unbracket(told);
  return { text, marks };
});
