import { numberOf, type PageRequest, type PageResult, page } from '../platform/page.ts'
import {
  Act,
  Day,
  Evidence,
  Facts,
  FileLink,
  LinkButton,
  OpenLink,
  RecordTable,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { entryCorrection } from './correction.tsx'
import { type ActKey, acts, isWritten, opensItself } from './entry-acts.tsx'
import { assess } from './entry-commands.ts'
import { decisionFields, entryFields, opinionFields, prizes, revokedFields, sentFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { type ShownEntry, showEntry } from './queries.ts'
import { type EntryState, entryStates, opinionGivers } from './rules.ts'

/* One entry: what enters, the self-assessment, the help it had, the documents of its way. */

interface Part {
  readonly request: PageRequest
  readonly of: ShownEntry
}

function About({ request, of }: Part) {
  const { t, language } = request
  const items = [
    [
      t('Doanh nghiệp', 'Enterprise'),
      <OpenLink request={request} href={`/enterprises/${of.enterpriseId}`}>
        {of.enterprise}
      </OpenLink>,
    ],
    [t('Sản phẩm dự giải', 'Product that enters'), of.product],
    [
      t('Kỳ giải năm', 'Round of the year'),
      <OpenLink request={request} href={`/award-rounds/${of.roundId}`}>
        {of.year}
      </OpenLink>,
    ],
    ...Object.values(entryFields.facts(of, t, language)),
    [
      t('Cam kết chấp hành pháp luật ngày', 'Declared that it keeps the law on'),
      of.declaredOn === null ? null : <Day day={of.declaredOn} />,
    ],
    [t('Lý do', 'Reason'), of.reason],
  ] as const
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts columns={2} items={items.filter(([, value]) => value !== null)} />
    </Section>
  )
}

function Assessment({ request, of }: Part) {
  const { t } = request
  const [name, points, said] = [
    t('Tiêu chí xét giải', 'Criterion of the award'),
    t('Điểm tự đánh giá', 'Points of the self-assessment'),
    t('Tự đánh giá bằng lời', 'Self-assessment in words'),
  ]
  const scored = of.criteria.some((one) => one.points !== null)
  return (
    <Section title={t('Tự đánh giá theo tiêu chí', 'Self-assessment by criterion')} id="assessment">
      <RecordTable
        caption={t('Tự đánh giá theo tiêu chí', 'Self-assessment by criterion')}
        stack
        rows={of.criteria}
        columns={[
          { head: name, cell: (row) => t(row.name, row.nameEn) },
          ...(scored
            ? [
                {
                  head: points,
                  cell: (row: ShownEntry['criteria'][number]) => `${row.given ?? '—'}/${row.points ?? '—'}`,
                },
              ]
            : []),
          {
            head: said,
            cell: (row) => (
              <>
                <span class="whitespace-pre-line">
                  {row.words ?? t('Chưa tự đánh giá', 'Not assessed yet')}
                </span>{' '}
                {row.file === null ? null : <FileLink file={row.file} t={t} />}{' '}
                {isWritten(of) ? (
                  <Act
                    command={assess}
                    request={request}
                    href={`${at}/${of.id}/assessment?criterionId=${row.id}`}
                    small
                  >
                    {t('Tự đánh giá', 'Assess')}
                  </Act>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Support({ request, of }: Part) {
  const { t } = request
  if (of.support.length === 0) return null
  const [day, content, whence] = [
    t('Ngày hỗ trợ', 'Helped on'),
    t('Nội dung hỗ trợ dự giải', 'How the entry was helped'),
    t('Thuộc hoạt động', 'Within which activity'),
  ]
  return (
    <Section title={t('Hỗ trợ đã nhận', 'Help that it had')} id="support">
      <RecordTable
        caption={t('Hỗ trợ đã nhận', 'Help that it had')}
        stack
        rows={of.support}
        columns={[
          { head: day, cell: (row) => <Day day={row.givenOn} /> },
          {
            head: content,
            cell: (row) => (
              <>
                {row.content} {row.file === null ? null : <FileLink file={row.file} t={t} />}
              </>
            ),
          },
          {
            head: whence,
            cell: (row) =>
              row.turnId !== null ? (
                <OpenLink request={request} href={`/support/${row.turnId}`}>
                  {t(`Lượt số ${row.turnId}`, `Turn ${row.turnId}`)}
                </OpenLink>
              ) : row.eventId !== null ? (
                <OpenLink request={request} href={`/training/${row.eventId}`}>
                  {row.event}
                </OpenLink>
              ) : (
                t('Hỗ trợ riêng', 'Done for it alone')
              ),
          },
        ]}
      />
    </Section>
  )
}

/** What the province, the ministry and the commendation made of it. */
function Outcome({ request, of }: Part) {
  const { t } = request
  const day = (on: string | null) => (on === null ? null : <Day day={on} />)
  const items = [
    [
      t('Ai cho ý kiến của tỉnh', 'Who speaks for the province'),
      of.opinionOn === null ? null : t(opinionGivers.names[of.opinionBy]),
    ],
    [
      t('Ý kiến', 'Opinion'),
      of.agrees === null
        ? null
        : of.agrees
          ? t('Đồng ý đề nghị tặng giải', 'In favour of the award')
          : t('Không đồng ý tặng giải', 'Against the award'),
    ],
    [t(opinionFields.labels.opinionNumber), of.opinionNumber],
    [t(opinionFields.labels.opinionOn), day(of.opinionOn)],
    [t(sentFields.labels.sentNumber), of.sentNumber],
    [t(sentFields.labels.sentOn), day(of.sentOn)],
    [
      t(decisionFields.labels.prize),
      of.prize === null ? null : <StateBadge of={prizes} is={of.prize} t={t} />,
    ],
    [t(decisionFields.labels.score), of.score],
    [t(decisionFields.labels.decisionNumber), of.decisionNumber],
    [t(decisionFields.labels.decidedOn), day(of.decidedOn)],
    [
      t('Đề nghị khen thưởng', 'Nominations for commendation'),
      of.nominationId === null ? null : (
        <OpenLink request={request} href={`/nominations/${of.nominationId}`}>
          {of.nomination}
        </OpenLink>
      ),
    ],
    [t(revokedFields.labels.revokedNumber), of.revokedNumber],
    [t(revokedFields.labels.revokedOn), day(of.revokedOn)],
  ] as const
  const known = items.filter(([, value]) => value !== null)
  return known.length === 0 ? null : (
    <Section title={t('Ý kiến và kết quả', 'Opinion and outcome')} id="outcome">
      <Facts columns={2} items={known} />
    </Section>
  )
}

const way: Readonly<Record<ShownEntry['opinionBy'], readonly EntryState[]>> = {
  local_council: ['draft', 'submitted', 'checked', 'opined', 'sent', 'won'],
  peoples_committee: ['draft', 'submitted', 'checked', 'sent', 'opined', 'won'],
}
const ended: readonly EntryState[] = ['lost', 'refused', 'withdrawn', 'revoked']

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const of = await request.execute(showEntry, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, of, sent)
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || opensItself(first) ? first : undefined
  const ends = ended.includes(of.state)
  const files = [
    { what: t(opinionFields.labels.opinionFileId), file: of.opinionFile },
    { what: t(sentFields.labels.sentFileId), file: of.sentFile },
    { what: t(decisionFields.labels.decisionFileId), file: of.decisionFile },
    { what: t(revokedFields.labels.revokedFileId), file: of.revokedFile },
  ].flatMap(({ what, file }) => (file === null ? [] : [{ what, file }]))
  return recordView({
    title: of.product ?? of.enterprise,
    lead: t(
      `Hồ sơ dự Giải thưởng chất lượng quốc gia năm ${of.year}`,
      `Entry for the National Quality Award ${of.year}`,
    ),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'award_entry', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={entryStates} is={of.state} t={t} /> },
      steps: stepsOf<EntryState>(
        way[of.opinionBy].map((key) => [key, t(entryStates.names[key])]),
        of.state === 'returned' ? 'draft' : of.state,
        {
          draft: of.enteredOn,
          sent: of.sentOn,
          opined: of.opinionOn,
          won: of.decidedOn,
          [of.state]: of.movedOn,
        },
        ends
          ? {
              after:
                of.state === 'revoked'
                  ? 'won'
                  : of.state === 'lost'
                    ? (way[of.opinionBy].at(-2) ?? 'sent')
                    : of.state === 'refused'
                      ? 'checked'
                      : 'draft',
              label: t(entryStates.names[of.state]),
              ends: true,
            }
          : undefined,
      ),
    },
    finished: ends || of.state === 'won',
    actions: (
      <>
        {chosen === undefined
          ? acts
              .open(request, of)
              .map((key) => (
                <LinkButton href={`${at}/${of.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
              ))
          : null}
        {await entryCorrection.button(request, of.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <>
        <Outcome request={request} of={of} />
        <About request={request} of={of} />
        <Assessment request={request} of={of} />
        <Support request={request} of={of} />
      </>
    ),
    evidence: await Evidence({ request, title: t('Văn bản, chứng từ', 'Papers and vouchers'), files }),
  })
}

export const entryPages = [
  page({ route: `GET ${at}/{id}`, for: showEntry, run: (request) => view(request) }),
  ...acts.receivers(view),
]
