import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, Dong, Empty, Notice, RecordTable, Section, Table } from '../ui/index.ts'
import { addCost, removeCost } from './costs.ts'
import type { showAppraisal } from './queries.ts'
import { councilPosts } from './quorum.ts'
import { grounds } from './rules.ts'

/* The parts of an appraisal by a council: seats and sheets, scores with their spread, votes, the estimate. */

export type Shown = Output<typeof showAppraisal>
interface Part {
  readonly appraisal: Shown
  readonly request: PageRequest
}

const rounded = (value: number, language: 'vi' | 'en') =>
  formatNumber(Math.round(value * 100) / 100, language)

/** What a seat may do now, for whoever speaks for it. */
function SeatActs({ appraisal, seat, request }: Part & { seat: Shown['seats'][number] }) {
  const { t, actor } = request
  const speaks = seat.mine || (!seat.hasAccount && actor.grants.has('coordinator'))
  if (appraisal.state !== 'open' || !speaks || seat.given) return null
  const at = `/appraisals/${appraisal.id}/seats/${seat.id}`
  return (
    <span class="flex flex-wrap gap-3">
      <a href={`${at}/declaration`}>
        {t('Khai xung đột lợi ích', 'Declare a conflict of interest')}
        <span class="sr-only"> {seat.name}</span>
      </a>
      {seat.declared === null || seat.keptOut !== null ? null : (
        <a href={`${at}/sheet`}>
          {seat.mine
            ? t('Nộp phiếu đánh giá', 'Hand in a sheet')
            : t('Nhập phiếu giấy', 'Enter a paper sheet')}
          <span class="sr-only"> {seat.name}</span>
        </a>
      )}
    </span>
  )
}

export function Seats({ appraisal, request }: Part) {
  const { t, language } = request
  const caption = t('Thành viên, phiếu', 'Members and sheets')
  const voteName = (key: string) => {
    const vote = appraisal.rule?.votes.find((one) => one.key === key)
    return vote === undefined ? key : t(vote.name, vote.nameEn)
  }
  return (
    <Section title={caption} id="seats">
      {appraisal.blind ? (
        <Notice>
          {t(
            'Điểm và ý kiến của người khác đọc được sau khi phiếu của bạn, hoặc mọi phiếu, đã nộp.',
            'Scores and opinions of others are read once your sheet, or every sheet, is in.',
          )}
        </Notice>
      ) : null}
      <RecordTable
        caption={caption}
        stack
        rows={appraisal.seats}
        columns={[
          {
            head: t('Họ và tên', 'Full name'),
            cell: (seat) => (
              <>
                {seat.name}
                {seat.post === null ? '' : `, ${t(councilPosts.names[seat.post])}`}{' '}
                {seat.present === false ? <Badge>{t('vắng mặt', 'absent')}</Badge> : null}
              </>
            ),
          },
          {
            head: t('Xung đột lợi ích', 'Conflict of interest'),
            cell: (seat) => (
              <>
                {seat.keptOut === null ? (
                  seat.declared === null ? (
                    <Badge tone="warning">{t('chưa khai', 'not declared')}</Badge>
                  ) : (
                    t('Không có', 'None')
                  )
                ) : (
                  <>
                    <Badge tone="error">{t('không tham gia', 'kept out')}</Badge>{' '}
                    {t(grounds.names[seat.keptOut])}
                    {seat.declaredText === null ? '' : `: ${seat.declaredText}`}
                  </>
                )}{' '}
                {seat.declaredOnPaper ? <Badge>{t('khai trên giấy', 'on paper')}</Badge> : null}
              </>
            ),
          },
          {
            head: t('Tổng điểm', 'Total score'),
            num: true,
            cell: (seat) => (seat.opinion?.total == null ? '—' : rounded(seat.opinion.total, language)),
          },
          {
            head: t('Phiếu', 'Sheet of the member'),
            cell: (seat) => (
              <>
                {seat.given ? <Badge tone="success">{t('đã nộp', 'in')}</Badge> : null}{' '}
                {seat.onPaper ? <Badge>{t('nhập từ phiếu giấy', 'entered from paper')}</Badge> : null}
                {seat.opinion === null ? null : (
                  <>
                    {seat.opinion.votes.map(({ vote }) => (
                      <>
                        {' '}
                        <Badge>{voteName(vote)}</Badge>
                      </>
                    ))}
                    <span class="block whitespace-pre-line">{seat.opinion.remark}</span>
                    {seat.opinion.fileId === null ? null : (
                      <a href={`/files/${seat.opinion.fileId}`}>
                        {t('Bản quét phiếu giấy', 'Scan of the paper sheet')}
                        <span class="sr-only"> {seat.name}</span>
                      </a>
                    )}
                  </>
                )}
                <SeatActs appraisal={appraisal} seat={seat} request={request} />
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

/** Means and spread of what may be read. */
export function Scores({ appraisal: { result, sheet }, request }: Part) {
  const { t, language } = request
  if (result === null || result.total === null || sheet === null) return null
  const caption = t('Điểm và độ phân tán', 'Scores and their spread')
  const cells = ({ mean, least, most, deviation }: typeof result.total & object) => (
    <>
      <td class="num" data-label={t('Trung bình', 'Mean')}>
        {rounded(mean, language)}
      </td>
      <td class="num" data-label={t('Thấp nhất', 'Least')}>
        {rounded(least, language)}
      </td>
      <td class="num" data-label={t('Cao nhất', 'Most')}>
        {rounded(most, language)}
      </td>
      <td class="num" data-label={t('Độ lệch chuẩn', 'Standard deviation')}>
        {rounded(deviation, language)}
      </td>
    </>
  )
  return (
    <Section
      title={caption}
      id="scores"
      lead={t(`Tính trên ${result.sheets} phiếu.`, `Over ${result.sheets} sheets.`)}
    >
      <Table caption={caption} stack>
        <thead>
          <tr>
            <th>{t('Tiêu chí', 'Criterion')}</th>
            <th class="num">{t('Trung bình', 'Mean')}</th>
            <th class="num">{t('Thấp nhất', 'Least')}</th>
            <th class="num">{t('Cao nhất', 'Most')}</th>
            <th class="num">{t('Độ lệch chuẩn', 'Standard deviation')}</th>
          </tr>
        </thead>
        <tbody>
          {sheet.groups.map((group) => {
            const scored = result.groups.find(({ id }) => id === group.id)
            if (scored === undefined) return null
            return (
              <>
                <tr class="font-semibold">
                  <td data-label={t('Tiêu chí', 'Criterion')}>
                    {t(group.name, group.nameEn)}{' '}
                    {scored.enough ? null : <Badge tone="error">{t('chưa đủ điểm', 'too few points')}</Badge>}
                  </td>
                  {cells(scored.spread)}
                </tr>
                {group.criteria.map((criterion) => {
                  const one = result.criteria.find(({ id }) => id === criterion.id)
                  if (one === undefined) return null
                  return (
                    <tr>
                      <td class="pl-6" data-label={t('Tiêu chí', 'Criterion')}>
                        {t(criterion.name, criterion.nameEn)}{' '}
                        {one.tooManyZeros ? (
                          <Badge tone="error">
                            {t(`${one.zeros} phiếu điểm không`, `${one.zeros} zeros`)}
                          </Badge>
                        ) : null}
                      </td>
                      {cells(one.spread)}
                    </tr>
                  )
                })}
              </>
            )
          })}
          <tr class="font-semibold">
            <td data-label={t('Tiêu chí', 'Criterion')}>{t('Tổng điểm', 'Total score')}</td>
            {cells(result.total)}
          </tr>
        </tbody>
      </Table>
    </Section>
  )
}

/** The votes on each content. */
export function Votes({ appraisal: { result, rule, contents }, request }: Part) {
  const { t } = request
  if (result === null || rule === null || result.contents.length === 0) return null
  const caption = t('Bỏ phiếu từng nội dung', 'Votes on each content')
  return (
    <Section title={caption} id="votes">
      <ul class="grid gap-2">
        {result.contents.map(({ contentId, counts, outcome }) => {
          const content = contents.find(({ id }) => id === contentId)
          const vote = rule.votes.find(({ key }) => key === outcome)
          return (
            <li>
              {content === undefined ? '' : t(content.title, content.titleEn)}:{' '}
              {counts
                .map(({ key, count }) => {
                  const one = rule.votes.find((choice) => choice.key === key)
                  return `${one === undefined ? key : t(one.name, one.nameEn)} ${count}`
                })
                .join(', ')}{' '}
              {vote === undefined ? null : (
                <Badge tone={vote.passes ? 'success' : 'error'}>{t(vote.name, vote.nameEn)}</Badge>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** The estimate line by line. */
export function Costs({ appraisal, request }: Part) {
  const { t, language } = request
  const caption = t('Thẩm định dự toán từng khoản', 'The estimate line by line')
  const open = appraisal.state === 'open'
  const asked = appraisal.costs.reduce((all, { quantity, unitCost }) => all + BigInt(quantity) * unitCost, 0n)
  return (
    <Section
      title={caption}
      id="costs"
      actions={
        open ? (
          <Act
            command={addCost}
            request={request}
            href={`/appraisals/${appraisal.id}/costs/new`}
            small
            kind="primary"
          >
            {t('Thẩm định một khoản dự toán', 'Appraise a line of the estimate')}
          </Act>
        ) : undefined
      }
    >
      {appraisal.costs.length === 0 ? (
        <Empty>{t('Chưa có khoản nào.', 'No lines yet.')}</Empty>
      ) : (
        <RecordTable
          caption={caption}
          stack
          rows={appraisal.costs}
          columns={[
            {
              head: t('Khoản chi', 'What is paid for'),
              cell: (cost) => (
                <>
                  {cost.title}{' '}
                  <span class="hint">
                    {formatNumber(cost.quantity, language)} {cost.unit ?? ''} ×{' '}
                    <Dong amount={cost.unitCost} language={language} />
                  </span>
                </>
              ),
            },
            {
              head: t('Kinh phí đề nghị', 'Requested'),
              num: true,
              cell: (cost) => <Dong amount={BigInt(cost.quantity) * cost.unitCost} language={language} />,
            },
            {
              head: t('Được chấp nhận', 'Allowed'),
              num: true,
              cell: (cost) => <Dong amount={cost.allowed} language={language} />,
            },
            {
              head: t('Lý do cắt giảm, định mức', 'Why it is cut, norms'),
              cell: (cost) => (
                <>
                  {cost.cutReason ?? '—'}
                  {cost.norm === null ? null : (
                    <span class="hint block">{t(cost.norm, cost.normEn ?? cost.norm)}</span>
                  )}
                  {cost.overReason === null ? null : <span class="block">{cost.overReason}</span>}
                  {open ? (
                    <Act
                      command={removeCost}
                      request={request}
                      action={`/appraisals/${appraisal.id}/costs/${cost.id}/removal`}
                      small
                    >
                      {t('Bỏ khoản này', 'Take this cost out')}
                    </Act>
                  ) : null}
                </>
              ),
            },
          ]}
        />
      )}
      {open && asked !== appraisal.requested ? (
        <p class="mt-3">
          {t('Các khoản cộng lại', 'The lines add up to')} <Dong amount={asked} language={language} />;{' '}
          {t('phải bằng kinh phí đề nghị', 'they must be the requested')}{' '}
          <Dong amount={appraisal.requested} language={language} />.
        </p>
      ) : null}
    </Section>
  )
}

export const passed = words('Thông qua', 'Passed')
export const notPassed = words('Không thông qua', 'Not passed')
