import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { Dong, Empty, Section, Table } from '../ui/index.ts'
import type { showYear } from './settlement-queries.ts'
import { differences, sumKeys, sumNames } from './settlement-rules.ts'

/* The figures of a year as tables: by line and source beside the Treasury's, by task and content. */

export type Year = Output<typeof showYear>

/** A long title of the appendix, cut at a word. */
export const shortTitle = (title: string) =>
  title.length <= 70 ? title : `${title.slice(0, title.lastIndexOf(' ', 70))}…`

export function Figures({ request, lines }: { request: PageRequest; lines: Year['lines'] }) {
  const { t, language } = request
  const heads = {
    line: t('Mục', 'Line'),
    off: t('Lệch với Kho bạc', 'Differs from the Treasury'),
  }
  // A column of nought says nothing; what is left is said always.
  const shown = sumKeys.filter(
    (key) => key === 'left' || key === 'paid' || lines.some((line) => line[key] !== 0n),
  )
  const total = (key: (typeof sumKeys)[number]) => lines.reduce((sum, line) => sum + line[key], 0n)
  return (
    <Section fold title={t('Số liệu theo mục và nguồn', 'Figures by line and source')} id="figures">
      {lines.length === 0 ? (
        <Empty>{t('Năm này chưa có bút toán.', 'The year has no entries.')}</Empty>
      ) : (
        <Table caption={t('Số liệu theo mục và nguồn, đồng', 'Figures by line and source, đồng')} stack>
          <thead>
            <tr>
              <th>{heads.line}</th>
              {shown.map((key) => (
                <th class="num">{t(sumNames[key])}</th>
              ))}
              <th>{heads.off}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr>
                <td class="min-w-48" data-label={heads.line}>
                  <span>
                    {line.line} · {shortTitle(t(line.lineTitle, line.lineTitleEn))}
                  </span>
                  <span class="hint block">{t(line.sourceName, line.sourceNameEn)}</span>
                </td>
                {shown.map((key) => (
                  <td class="num" data-label={t(sumNames[key])}>
                    <Dong amount={line[key]} language={language} />
                    {key !== 'paid' || (line.openAdvances ?? 0n) === 0n ? null : (
                      <span class="hint block">
                        {t('Trong đó tạm ứng chưa hoàn', 'Of it advances not cleared')}:{' '}
                        {formatDong(line.openAdvances ?? 0n, language)}
                      </span>
                    )}
                  </td>
                ))}
                <td data-label={heads.off}>
                  {line.treasury === null
                    ? t('Chưa có số liệu', 'No figure yet')
                    : differences(line, line.treasury).map(({ of, by }) => (
                        <span class="block">
                          {t(of)}: {formatDong(by, language)}
                        </span>
                      ))}
                  {line.treasury?.explanation == null ? null : (
                    <span class="hint block">{line.treasury.explanation}</span>
                  )}
                </td>
              </tr>
            ))}
            <tr class="sum">
              <th scope="row">{t('Tổng cộng', 'Grand total')}</th>
              {shown.map((key) => (
                <td class="num" data-label={t(sumNames[key])}>
                  <Dong amount={total(key)} language={language} />
                </td>
              ))}
              <td />
            </tr>
          </tbody>
        </Table>
      )}
    </Section>
  )
}

export function Tasks({ request, tasks }: { request: PageRequest; tasks: Year['tasks'] }) {
  const { t, language } = request
  if (tasks.length === 0) return null
  const heads = {
    what: t('Cam kết, nhiệm vụ, nội dung', 'Commitment, task, content'),
    line: t('Mục', 'Line'),
    carriedIn: t('Năm trước chuyển sang', 'Carried in'),
    committed: t('Cam kết trong năm', 'Committed in the year'),
    paid: t('Đã chi', 'Paid'),
    carriedOut: t('Chuyển sang năm sau', 'Passed to the next year'),
  }
  return (
    <Section title={t('Theo nhiệm vụ và nội dung', 'By task and content')} id="tasks">
      <Table caption={t('Theo nhiệm vụ và nội dung', 'By task and content')} stack>
        <thead>
          <tr>
            <th>{heads.what}</th>
            <th>{heads.line}</th>
            <th class="num">{heads.carriedIn}</th>
            <th class="num">{heads.committed}</th>
            <th class="num">{heads.paid}</th>
            <th class="num">{heads.carriedOut}</th>
          </tr>
        </thead>
        <tbody>
          {tasks.map((row) => (
            <tr>
              <td data-label={heads.what}>
                <a href={`/budget/commitments/${row.commitmentId}`}>
                  {row.documentNumber}: {row.purpose}
                </a>
                {[row.task, row.content]
                  .filter((one) => one !== null && one !== row.purpose)
                  .map((one) => (
                    <span class="hint block">{one}</span>
                  ))}
              </td>
              <td data-label={heads.line}>{row.line}</td>
              {(['carriedIn', 'committed', 'paid', 'carriedOut'] as const).map((key) => (
                <td class="num" data-label={heads[key]}>
                  <Dong amount={row[key]} language={language} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
