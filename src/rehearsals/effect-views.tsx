import type { PageRequest } from '../platform/page.ts'
import { Dong, Empty, Section, Table } from '../ui/index.ts'
import { outcomes } from './rules.ts'
import type { RehearsalRow, Rehearsed } from './shape.ts'

/* What a rehearsed draft does: as a whole, year by year, and to which applications. */

type Part = { request: PageRequest; of: Rehearsed }

/** What the draft does, as a whole and by each change. */
export function Effect({ request, of }: Part) {
  const { t, language } = request
  const heads = [
    t('Quy tắc', 'Rule'),
    t('Được hỗ trợ', 'Supported'),
    t('Chi (đồng)', 'Cost (đồng)'),
    t('Thêm', 'Gain'),
    t('Mất', 'Lose'),
    t('Nhiều hơn', 'With more'),
    t('Ít hơn', 'With less'),
  ]
  const row = (name: string, sum: Rehearsed['draft'], isSum = false) => (
    <tr class={isSum ? 'sum' : undefined}>
      <td data-label={heads[0]}>{name}</td>
      <td class="num" data-label={heads[1]}>
        {sum.supported}
      </td>
      <td class="num" data-label={heads[2]}>
        <Dong amount={sum.cost} language={language} />
      </td>
      {[sum.gain, sum.lose, sum.more, sum.less].map((count, index) => (
        <td class="num" data-label={heads[index + 3]}>
          {count}
        </td>
      ))}
    </tr>
  )
  return (
    <Section
      title={t('Tác động', 'The effect')}
      id="effect"
      lead={t(
        `${of.cases} hồ sơ của Kế hoạch ${of.plan.number}; ${of.leftOut} hồ sơ đã rút hoặc bị từ chối không được tính. Cả hai lần chạy đều tính từ số tiền đề nghị, tiêu chí và quy mô đã biết hiện nay.`,
        `${of.cases} applications of plan ${of.plan.number}; ${of.leftOut} withdrawn or refused ones are left out. Both runs start from what was asked for, and from the criteria and sizes known today.`,
      )}
    >
      <Table
        caption={t('Tác động của dự thảo và của từng thay đổi', 'The effect of the draft and of each change')}
        stack
      >
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th class={index === 0 ? undefined : 'num'}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t('Đang áp dụng', 'Applied now'), of.inForce)}
          {of.changes.map(({ words: said, article, sum }) =>
            row(
              `${t('Chỉ riêng', 'Alone')}: ${t(said)} (${article === null ? t('mới', 'new') : `${t('thay', 'instead of')} ${t(article)}`})`,
              sum,
            ),
          )}
          {row(t('Cả dự thảo', 'The whole draft'), of.draft, true)}
        </tbody>
      </Table>
    </Section>
  )
}

export function Years({ request, of }: Part) {
  const { t, language } = request
  const heads = [
    t('Năm', 'Year'),
    t('Kinh phí của năm (đồng)', "The year's money (đồng)"),
    t('Đang áp dụng', 'Applied now'),
    t('Cả dự thảo', 'The whole draft'),
  ]
  return (
    <Section title={t('Chi từng năm', 'Cost by year')} id="years">
      <Table caption={t('Chi từng năm', 'Cost by year')} stack>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th class={index === 0 ? undefined : 'num'}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.years.map(({ year, money, inForce, draft }) => (
            <tr>
              <td data-label={heads[0]}>{year}</td>
              {[money, inForce, draft].map((amount, index) => (
                <td class="num" data-label={heads[index + 1]}>
                  <Dong amount={amount} language={language} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

/** The applications that come out otherwise. */
export function Changed({ request, of }: Part) {
  const { t, language } = request
  const heads = [
    t('Hồ sơ', 'Application'),
    t('Năm', 'Year'),
    t('Đề nghị (đồng)', 'Requested (đồng)'),
    t('Đang áp dụng', 'Applied now'),
    t('Cả dự thảo', 'The whole draft'),
  ]
  const told = ({ rank, outcome, amount }: RehearsalRow['draft']) => (
    <div>
      {outcome === 'supported' ? <Dong amount={amount} language={language} /> : t(outcomes.names[outcome])}
      <div class="hint">{t(`hạng ${rank}`, `number ${rank}`)}</div>
    </div>
  )
  return (
    <Section
      title={t('Hồ sơ có kết quả khác', 'Applications that come out otherwise')}
      id="changed"
      lead={
        of.rows.length < of.changed
          ? t(
              `${of.rows.length} trên ${of.changed} hồ sơ, chênh lệch lớn trước; đủ trong tệp xuất.`,
              `${of.rows.length} of ${of.changed}, the dearest difference first; all of them are in the export.`,
            )
          : undefined
      }
    >
      {of.rows.length === 0 ? (
        <Empty>
          {t(
            'Dự thảo không làm thay đổi kết quả của hồ sơ nào.',
            'The draft changes the outcome of no application.',
          )}
        </Empty>
      ) : (
        <Table caption={t('Hồ sơ có kết quả khác', 'Applications that come out otherwise')} stack>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <th class={index < 2 ? undefined : 'num'}>{head}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.rows.map((row) => (
              <tr>
                <td data-label={heads[0]}>
                  <div>
                    <a href={`/applications/${row.id}`}>
                      {t('Số', 'Number')} {row.id} · {row.enterprise}
                    </a>
                    <div class="hint">{t(row.content, row.contentEn)}</div>
                  </div>
                </td>
                <td data-label={heads[1]}>{row.year}</td>
                <td class="num" data-label={heads[2]}>
                  <Dong amount={row.requested} language={language} />
                </td>
                <td class="num" data-label={heads[3]}>
                  {told(row.inForce)}
                </td>
                <td class="num" data-label={heads[4]}>
                  {told(row.draft)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}
