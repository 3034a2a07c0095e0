import { formatDate } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Empty, Facts, OpenLink, RecordTable, Section, Table } from '../ui/index.ts'
import type { CouncilRule, ScoreSheet, Vote } from './rule-queries.ts'
import { alwaysBarred, grounds, judgedBy } from './rules.ts'
import { mostOf } from './scores.ts'

/* Rules of councils and sheets of scores as they stand on pages. */

export function ToCheck({ t }: Pick<PageRequest, 't'>) {
  return <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge>
}

/** From when to when something holds. */
export function validity(of: { validFrom: string; validTo: string | null }, { t }: Pick<PageRequest, 't'>) {
  return of.validTo === null
    ? t(`từ ngày ${formatDate(of.validFrom)}`, `from ${formatDate(of.validFrom)}`)
    : t(
        `từ ngày ${formatDate(of.validFrom)} đến hết ${formatDate(of.validTo)}`,
        `from ${formatDate(of.validFrom)} until the end of ${formatDate(of.validTo)}`,
      )
}

/** What a choice needs to be the outcome, in words. */
export function voteWords(vote: Vote, all: readonly Vote[]): Words {
  const { parts, of, over, noneOf } = vote
  if (parts === null || of === null) return { vi: 'các trường hợp còn lại', en: 'all else' }
  const other = all.find(({ key }) => key === noneOf)
  return {
    vi: `${over ? 'trên' : 'từ'} ${parts}/${of} số phiếu${over ? '' : ' trở lên'}${other === undefined ? '' : `, không có phiếu “${other.name}”`}`,
    en: `${over ? 'more than' : 'at least'} ${parts}/${of} of the votes${other === undefined ? '' : `, none for “${other.nameEn}”`}`,
  }
}

/** How a council is made up, meets and votes. */
export function RuleFacts({ rule, request }: { rule: CouncilRule; request: PageRequest }) {
  const { t } = request
  const yes = (is: boolean) => (is ? t('Có', 'Yes') : t('Không', 'No'))
  return (
    <Facts
      columns={3}
      items={[
        [
          t('Số thành viên, số phải có mặt', 'Members, and how many must be present'),
          rule.sizes.map(({ size, quorum }) => `${quorum}/${size}`).join('; '),
        ],
        [t('Có phó chủ tịch', 'Has a vice-chair'), yes(rule.vice)],
        [t('Số ủy viên phản biện', 'Number of reviewers'), String(rule.reviewers)],
        [t('Có thư ký', 'Has a secretary'), yes(rule.secretary)],
        [
          t('Phải có mặt', 'Must be there'),
          [
            ...(rule.leaderPresent ? [t('chủ tịch hoặc phó chủ tịch', 'chair or vice-chair')] : []),
            ...(rule.reviewersPresent && rule.reviewers > 0
              ? [t('mọi ủy viên phản biện', 'every reviewer')]
              : []),
          ].join('; ') || '—',
        ],
        [
          t('Gửi tài liệu trước phiên họp', 'Papers before the meeting'),
          rule.papersDays === null
            ? t('Không quy định', 'Not laid down')
            : rule.papersWorking
              ? t(`ít nhất ${rule.papersDays} ngày làm việc`, `at least ${rule.papersDays} working days`)
              : t(`ít nhất ${rule.papersDays} ngày`, `at least ${rule.papersDays} days`),
        ],
        [
          t('Bỏ phiếu từng nội dung', 'Votes on each content'),
          rule.votes.length === 0 ? (
            t('Không bỏ phiếu', 'No votes')
          ) : (
            <ul>
              {rule.votes.map((vote) => (
                <li>
                  {t(vote.name, vote.nameEn)}: {t(voteWords(vote, rule.votes))}
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  )
}

/** Who may not sit: the grounds that the program checks, then the rows of the law. */
export function Barred(props: {
  rule: CouncilRule
  law: readonly { article: string; vi: string; en: string }[]
  request: PageRequest
}) {
  const { rule, law, request } = props
  const { t } = request
  return (
    <Section title={t('Ai không được tham gia', 'Who may not sit')} id="barred">
      <ul class="list-disc pl-5">
        {grounds.keys
          .filter((ground) => alwaysBarred.includes(ground) || rule.bars.includes(ground))
          .map((ground) => (
            <li>
              {t(grounds.names[ground])}{' '}
              {rule.bars.includes(ground) ? (
                <Badge tone="info">{t('theo văn bản', 'by the text')}</Badge>
              ) : (
                <Badge>{t('kiểm soát của chương trình', 'control of the program')}</Badge>
              )}
            </li>
          ))}
      </ul>
      {law.length === 0 ? null : (
        <>
          <h3 class="mt-4 mb-1 font-semibold">{t('Văn bản quy định', 'The document that says so')}</h3>
          <ul class="grid gap-1">
            {law.map(({ article, vi, en }) => (
              <li>
                <b>{article}</b>: {t(vi, en)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** The criteria of a sheet with their points and thresholds. */
export function SheetTable({ sheet, request }: { sheet: ScoreSheet; request: PageRequest }) {
  const { t, language } = request
  const caption = t('Tiêu chí, điểm tối đa', 'Criteria and their most')
  const points = (value: number) => formatNumber(value, language)
  return (
    <Section title={caption} id="criteria">
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th>{t('Tiêu chí', 'Criterion')}</th>
            <th class="num">{t('Điểm tối đa (trọng số)', 'At most (weight)')}</th>
            <th class="num">{t('Phải đạt ít nhất', 'Needs at least')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.groups.map((group) => (
            <>
              <tr class="font-semibold">
                <td data-label={t('Tiêu chí', 'Criterion')}>{t(group.name, group.nameEn)}</td>
                <td class="num" data-label={t('Điểm tối đa (trọng số)', 'At most (weight)')}>
                  {points(mostOf([group]))}
                </td>
                <td class="num" data-label={t('Phải đạt ít nhất', 'Needs at least')}>
                  {group.passMin === null ? '—' : points(group.passMin)}
                </td>
              </tr>
              {group.criteria.map((criterion) => (
                <tr>
                  <td class="pl-6" data-label={t('Tiêu chí', 'Criterion')}>
                    {t(criterion.name, criterion.nameEn)}
                  </td>
                  <td class="num" data-label={t('Điểm tối đa (trọng số)', 'At most (weight)')}>
                    {points(criterion.most)}
                  </td>
                  <td />
                </tr>
              ))}
            </>
          ))}
        </tbody>
      </Table>
      <ul class="mt-3 list-disc pl-5">
        {sheet.grades.map((grade) => (
          <li>
            <b>{t(grade.name, grade.nameEn)}</b>:{' '}
            {t(`từ ${points(grade.atLeast)} điểm trở lên`, `${points(grade.atLeast)} points or more`)}
            {grade.passes ? '' : ` (${t('không đạt yêu cầu', 'does not pass')})`}
          </li>
        ))}
        <li>
          {t('Ngưỡng tính trên', 'The thresholds are held against')}:{' '}
          {t(judgedBy.names[sheet.judged]).toLowerCase()}.
        </li>
        {sheet.zeroParts === null || sheet.zeroOf === null ? null : (
          <li>
            {t(
              `Không đạt khi có tiêu chí bị trên ${sheet.zeroParts}/${sheet.zeroOf} số thành viên có mặt cho điểm không.`,
              `Not passed where more than ${sheet.zeroParts}/${sheet.zeroOf} of the members present give a criterion zero.`,
            )}
          </li>
        )}
      </ul>
    </Section>
  )
}

/** Where something comes from. */
export function sourceFacts(of: CouncilRule | ScoreSheet, request: PageRequest) {
  const { t } = request
  return [
    [
      t('Văn bản', 'Document'),
      <OpenLink request={request} href={`/legal/instruments/${of.instrumentId}`}>
        {of.instrument}
      </OpenLink>,
    ] as const,
    [t('Điều, khoản', 'Article'), of.article] as const,
    [t('Hiệu lực', 'Validity'), validity(of, request)] as const,
    [
      t('Nguồn gốc', 'Where it comes from'),
      of.shipped ? t('Đi kèm chương trình', 'Came with the program') : t('Tỉnh nhập', 'Entered here'),
    ] as const,
  ]
}

/** A list of rules or of sheets. */
export function Versions(props: {
  title: string
  id: string
  rows: readonly (CouncilRule | ScoreSheet)[]
  address: string
  request: PageRequest
  actions?: unknown
}) {
  const { title, id, rows, address, request } = props
  const { t } = request
  return (
    <Section title={title} id={id}>
      {rows.length === 0 ? (
        <Empty>{t('Chưa có.', 'None yet.')}</Empty>
      ) : (
        <RecordTable
          caption={title}
          stack
          rows={rows}
          columns={[
            {
              head: t('Tên', 'Name'),
              cell: (row) => (
                <>
                  <a href={`${address}/${row.id}`}>{t(row.name, row.nameEn)}</a>{' '}
                  {row.toCheck ? <ToCheck t={t} /> : null}
                </>
              ),
            },
            {
              head: t('Văn bản', 'Document'),
              cell: (row) => (
                <>
                  {row.instrument}, {row.article}
                </>
              ),
            },
            {
              head: t('Hiệu lực', 'Validity'),
              cell: (row) => (
                <>
                  {validity(row, request)}{' '}
                  {row.holds ? null : <Badge>{t('không còn áp dụng', 'does not hold')}</Badge>}
                </>
              ),
            },
            {
              head: t('Nguồn gốc', 'Where it comes from'),
              cell: (row) =>
                row.shipped
                  ? t('Đi kèm chương trình', 'Came with the program')
                  : t('Tỉnh nhập', 'Entered here'),
            },
          ]}
        />
      )}
    </Section>
  )
}
