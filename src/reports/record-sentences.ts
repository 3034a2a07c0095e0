import { formatDate } from '../platform/dates.ts'
import { formatDong } from '../platform/money.ts'
import { formatFixed, formatNumber, percentText } from '../platform/numbers.ts'
import { lowerFirst, upperFirst } from '../platform/text.ts'
import { eventNumbers, type ReportData } from './figures.ts'
import { within } from './periods.ts'
import { count, type Piece, periodText } from './rules.ts'

/* What a report says of records in sentences, each with the list or record that it counts. */

export function applicationSentence({ applications, year, span }: ReportData): Piece[] {
  const total = Object.entries(applications).reduce(
    (sum, [state, n]) => sum + (state === 'withdrawn' ? 0 : n),
    0,
  )
  if (total === 0) return [{ text: `${within(span)} chưa nhận hồ sơ đăng ký hỗ trợ của doanh nghiệp` }]
  const pieces: Piece[] = [
    { text: 'đã tiếp nhận ' },
    { text: count(total), href: `/applications?year=${year}` },
    { text: ' hồ sơ đăng ký hỗ trợ của doanh nghiệp' },
  ]
  const parts: readonly (readonly [states: readonly string[], words: string])[] = [
    [['accepted'], 'hồ sơ được chấp thuận'],
    [['waiting'], 'hồ sơ chuyển chờ nguồn kinh phí'],
    [['refused'], 'hồ sơ không đủ điều kiện'],
    [['filed', 'returned', 'checked', 'appraised'], 'hồ sơ đang xem xét'],
  ]
  for (const [states, words] of parts) {
    const n = states.reduce((sum, state) => sum + (applications[state] ?? 0), 0)
    if (n === 0) continue
    const href =
      states.length === 1 ? `/applications?year=${year}&state=${states[0]}` : `/applications?year=${year}`
    pieces.push(
      { text: pieces.length === 3 ? '; trong đó ' : ', ' },
      { text: count(n), href },
      { text: ` ${words}` },
    )
  }
  return pieces
}

export function turnSentence({ turns, year, span }: ReportData): Piece[] {
  const href = `/support?year=${year}`
  if (turns.length === 0)
    return [
      {
        text: `${span === undefined ? `năm ${year}` : within(span)} chưa có lượt doanh nghiệp nào được quyết định hỗ trợ`,
      },
    ]
  const finished = turns.filter((turn) => turn.state === 'finished').length
  const open = turns.length - finished
  const pieces: Piece[] = [
    { text: 'đã quyết định hỗ trợ ' },
    { text: count(turns.length), href },
    { text: span === undefined ? ' lượt doanh nghiệp trong kế hoạch năm' : ' lượt doanh nghiệp' },
  ]
  if (finished > 0)
    pieces.push(
      { text: ', ' },
      { text: count(finished), href: `${href}&state=finished` },
      { text: ' lượt đã hoàn thành' },
    )
  if (open > 0) pieces.push({ text: ', ' }, { text: count(open), href }, { text: ' lượt đang thực hiện' })
  return pieces
}

/** The improvement projects that were evaluated in the year, as one sentence. */
export function improvementSentence({ improvements, year, span }: ReportData): Piece[] {
  if (improvements === undefined || improvements.projects === 0)
    return [{ text: `${within(span)} chưa có dự án cải tiến tại doanh nghiệp nào được đánh giá` }]
  const { projects, enterprises, effective, partly, measures, improved } = improvements
  return [
    { text: 'đã đánh giá ' },
    { text: count(projects), href: `/improvements?state=evaluated&year=${year}&plan=all` },
    {
      text: ` dự án cải tiến tại ${count(enterprises.length)} doanh nghiệp: ${count(effective)} dự án có hiệu quả, ${count(partly)} dự án có hiệu quả một phần; ${count(improved)}/${count(measures)} chỉ số tốt lên so với trước dự án`,
    },
  ]
}

/** What the turns of the year brought by their content, as one sentence. */
export function contentSentence({ contents, year, span }: ReportData): Piece[] {
  const { sums = [], lots = 0 } = contents ?? {}
  if (sums.length === 0 && lots === 0)
    return [{ text: `${within(span)} chưa có số liệu theo nội dung hỗ trợ nào được xác nhận` }]
  const told = sums.map(({ fieldId, name, unit, turns, sum }): Piece[] => [
    { text: `${lowerFirst(name)} ` },
    {
      text: `${formatNumber(sum, 'vi', 2)} ${unit}`,
      href: `/content-values?fieldId=${fieldId}&state=confirmed&year=${year}&plan=all`,
    },
    { text: ` (${count(turns)} lượt)` },
  ])
  if (lots > 0)
    told.push([
      { text: 'công khai truy xuất ' },
      { text: count(lots), href: `/traceability?state=published&year=${year}&plan=all` },
      { text: ' lô hàng' },
    ])
  return [
    { text: 'kết quả theo nội dung: ' },
    ...told.flatMap((pieces, at) => (at === 0 ? pieces : [{ text: '; ' }, ...pieces])),
  ]
}

/** What enterprises said in the year of turns that were done; who did not answer is told too. */
export function followUpSentence({ followUps, year, span }: ReportData): Piece[] {
  if (followUps === undefined || followUps.asked === 0)
    return [{ text: `${within(span)} chưa hỏi doanh nghiệp nào về lượt hỗ trợ đã hoàn thành` }]
  const { asked, answered, silent, points, scales, kept, partly, gone } = followUps
  const href = (state: string) => `/support/follow-ups?askedIn=${year}&plan=all${state}`
  return [
    { text: 'hỏi doanh nghiệp ' },
    { text: count(asked), href: href('') },
    { text: ' lần về lượt hỗ trợ đã hoàn thành, trả lời ' },
    { text: count(answered), href: href('&state=answered') },
    { text: ', không trả lời ' },
    { text: count(silent), href: href('&state=silent') },
    {
      text: scales === 0 ? '' : `; mức hài lòng trung bình ${formatFixed(points / scales, 1, 'vi')}/5`,
    },
    {
      text:
        kept + partly + gone === 0
          ? ''
          : `; kết quả còn duy trì đầy đủ ${count(kept)}, một phần ${count(partly)}, không còn ${count(gone)}`,
    },
  ]
}

export function eventLines(data: ReportData, kinds: readonly string[]): Piece[][] {
  const { unnamed } = eventNumbers(data, kinds)
  const named = data.events
    .filter((event) => kinds.includes(event.kind))
    .map((event) => [
      { text: event.title, href: `/training/${event.id}` },
      {
        text: ` (ngày ${formatDate(event.heldOn)}, tại ${event.place}; ${count(event.participants)} người tham dự`,
      },
      { text: event.experts > 0 ? `, ${count(event.experts)} chuyên gia hoàn thành đào tạo).` : ').' },
    ])
  if (unnamed === 0) return named
  const kind = kinds.length === 1 ? `&kind=${kinds[0]}` : ''
  const href = `/training?state=counted&year=${data.year}${kind}`
  return [...named, [{ text: 'Và ' }, { text: count(unnamed), href }, { text: ' sự kiện khác.' }]]
}

const reasonOfStudy = 'Kết quả nằm ngoài khoảng thường gặp; lý do vẫn công bố:'

export function studyLines({ studies = [], span }: ReportData): Piece[][] {
  if (studies.length === 0)
    return [[{ text: upperFirst(`${within(span)} chưa có kết quả tính toán TFP nào được công bố.`) }]]
  const rate = (value: number) => percentText(value, 'vi', 2)
  return studies.map((study) => [
    { text: bare(study.title), href: `/studies/${study.id}` },
    {
      text: `: ${periodText(study.firstYear, study.lastYear)}, tăng trưởng bình quân ${rate(study.growth)}/năm theo giá so sánh, TFP tăng bình quân ${rate(study.tfpGrowth)}/năm`,
    },
    {
      text: `${study.tfpPercent === null ? '' : `, đóng góp ${percentText(study.tfpPercent, 'vi')} vào tăng trưởng`} (công bố ngày ${formatDate(study.publishedOn)}).${study.reason ? ` ${reasonOfStudy} ${study.reason}` : ''}`,
    },
  ])
}

export function obstacleLines({ obstacles, span }: ReportData): Piece[][] {
  if (obstacles.length === 0) {
    return [
      [
        {
          text: upperFirst(
            `${within(span)} không ghi nhận khó khăn, vướng mắc do các cơ quan, hội và doanh nghiệp phản ánh.`,
          ),
        },
      ],
    ]
  }
  return obstacles.map((obstacle) => [
    { text: bare(obstacle.text), href: `/obstacles/${obstacle.id}` },
    {
      text: ` (${obstacle.reporter === null ? '' : `${obstacle.reporter}, `}phản ánh ngày ${formatDate(obstacle.reportedOn)}; `,
    },
    {
      text:
        obstacle.resolvedOn === null
          ? obstacle.passed != null
            ? `chưa giải quyết; đã chuyển Ủy ban nhân dân tỉnh tại văn bản số ${obstacle.passed}).`
            : obstacle.charge == null || obstacle.dueOn == null
              ? 'chưa giải quyết).'
              : `chưa giải quyết; ${obstacle.charge} trả lời trước hết ngày ${formatDate(obstacle.dueOn)}).`
          : `đã giải quyết ngày ${formatDate(obstacle.resolvedOn)}: ${bare(obstacle.resolution ?? '')}).`,
    },
  ])
}

/** How many were nominated and commended in the year. */
export function commendationLine({ commendation, span }: ReportData): Piece[][] {
  if (commendation === undefined || commendation.nominated === 0)
    return [[{ text: upperFirst(`${within(span)} không có đề nghị khen thưởng nào được ghi nhận.`) }]]
  const { nominated, groups, persons } = commendation
  const [asked, group, person] = [nominated, groups, persons].map(count)
  return [
    [
      { text: `Đề nghị khen thưởng ${asked} tập thể, cá nhân; `, href: '/nominations' },
      { text: `được khen thưởng: ${group} tập thể, ${person} cá nhân.` },
    ],
  ]
}

/** How many entered for the National Quality Award in the year's round, and what they won. */
export function awardLine({ awards, year }: ReportData): Piece[][] {
  if (awards === undefined || awards.entered === 0)
    return [[{ text: 'Trong năm không có hồ sơ dự Giải thưởng chất lượng quốc gia nào được ghi nhận.' }]]
  const [entered, gold, silver] = [awards.entered, awards.gold, awards.silver].map(count)
  return [
    [
      { text: `Giải thưởng chất lượng quốc gia năm ${year}: ` },
      { text: `${entered} hồ sơ dự giải`, href: `/award-entries?year=${year}&plan=all` },
      { text: `; đạt ${gold} Giải Vàng, ${silver} Giải Bạc.` },
    ],
  ]
}

/** The findings of audit and inspection that are open, a line each. */
export function findingLines({ findings = [] }: ReportData): Piece[][] {
  if (findings.length === 0)
    return [[{ text: 'Không còn kiến nghị kiểm toán, thanh tra nào chưa kết thúc.' }]]
  return findings.map((finding) => [
    { text: bare(finding.content), href: `/findings/${finding.id}` },
    {
      text: ` (${finding.issuer}, kết luận ${finding.documentNumber} ngày ${formatDate(finding.documentDate)}; ${finding.agency} ${finding.answered ? 'đã trả lời, chờ kết luận' : `hạn trả lời ngày ${formatDate(finding.dueOn)}`}).`,
    },
  ])
}

/** The conclusions of conferences, a line each. */
export function conclusionLines({ conclusions = [], year }: ReportData): Piece[][] {
  if (conclusions.length === 0) return [[{ text: 'Không có kết luận của hội nghị nào phải thực hiện.' }]]
  return conclusions.map(({ id, event, content, agency, dueOn, doneOn }) => {
    // one that was carried out later was open at the end of the year
    const done = doneOn !== null && doneOn <= `${year}-12-31`
    const state = done ? `đã thực hiện ngày ${formatDate(doneOn)}` : `hạn ${formatDate(dueOn)}, chưa xong`
    return [
      { text: bare(content), href: `/event-conclusions/${id}` },
      { text: ` (kết luận tại ${event}; ${agency}: ${state}).` },
    ]
  })
}

/** The advances that are not cleared at the end of the year, a line each. */
export function advanceLines({ advances = [] }: ReportData): Piece[][] {
  if (advances.length === 0) return [[{ text: 'Không còn khoản tạm ứng nào chưa hoàn.' }]]
  return advances.map((advance) => [
    { text: `Tạm ứng ${advance.number}`, href: `/advances/${advance.id}` },
    {
      text: `: ${bare(advance.beneficiary)} còn phải hoàn ${formatDong(advance.rest, 'vi')} đồng, ${advance.late ? 'quá hạn từ' : 'hạn'} ngày ${formatDate(advance.dueOn)}.`,
    },
  ])
}

/** What was communicated in the year: articles of the programme, channels with their quantities, what the press wrote by itself. */
export function communicationSentence({ communication = [], articles = 0, year, span }: ReportData): Piece[] {
  const href = (press: boolean, channelId: number) =>
    `/communication?year=${year}&state=confirmed&origin=${press ? 'press' : 'own'}&channelId=${channelId}`
  const told = (press: boolean): Piece[] =>
    communication
      .filter((row) => row.press === press)
      .flatMap(({ id, channel, unit, number }, at) => [
        { text: at === 0 ? '' : ', ' },
        { text: `${count(number)} ${unit}`, href: href(press, id) },
        { text: ` (${channel})` },
      ])
  const parts = [
    articles === 0
      ? []
      : [
          { text: 'đăng ' },
          { text: count(articles), href: '/news' },
          { text: ' bài trên trang của Chương trình' },
        ],
    told(false).length === 0 ? [] : [{ text: 'truyền thông ' }, ...told(false)],
    told(true).length === 0 ? [] : [{ text: 'báo chí tự đưa ' }, ...told(true)],
  ].filter((part) => part.length > 0)
  if (parts.length === 0) return [{ text: `${within(span)} chưa ghi nhận hoạt động truyền thông` }]
  return parts.flatMap((part, at) => [{ text: at === 0 ? '' : '; ' }, ...part])
}

/** What agencies and associations did in the year among their own, and the money of their own plans. */
export function outreachSentence({ outreach, year, span }: ReportData): Piece[] {
  const { acts = 0, agencies = [], enterprises = 0, brought = 0, integrated = 0n } = outreach ?? {}
  const did: Piece[] =
    acts === 0
      ? [{ text: upperFirst(`${within(span)} chưa có việc vận động nào của cơ quan, hội được xác nhận`) }]
      : [
          { text: `${count(acts)} việc vận động`, href: `/outreach?year=${year}&state=confirmed` },
          {
            text: ` của ${count(agencies.length)} cơ quan, hội, tiếp cận ${count(enterprises)} lượt doanh nghiệp`,
          },
          { text: brought === 0 ? '' : `, giới thiệu ${count(brought)} doanh nghiệp tham gia` },
        ]
  if (integrated === 0n) return did
  return [
    ...did,
    { text: '; kinh phí lồng ghép ' },
    {
      text: `${formatDong(integrated, 'vi')} đồng`,
      href: `/integrations?year=${year}&state=confirmed`,
    },
  ]
}

/** The visits of the year, what they found and what of that was put right in it. */
export function visitLine({ visits = { made: 0, found: 0, remedied: 0 }, span }: ReportData): Piece[][] {
  const { made, found, remedied } = visits
  if (made === 0)
    return [[{ text: upperFirst(`${within(span)} chưa kiểm tra lượt hỗ trợ nào tại doanh nghiệp.`) }]]
  const put =
    found === 0
      ? 'không có điều phải khắc phục'
      : `${count(found)} điều phải khắc phục, đã khắc phục ${count(remedied)}`
  return [
    [
      { text: 'Kiểm tra tại doanh nghiệp', href: '/visits?state=made' },
      { text: `: ${count(made)} lần; ${put}.` },
    ],
  ]
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim()
const bare = (text: string) => oneLine(text).replace(/[.;,\s]+$/, '')
/** A text as a sentence: one line, with one full stop. */
export const ended = (text: string) => `${bare(text)}.`
