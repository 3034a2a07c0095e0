import type { PageRequest } from '../platform/page.ts'
import { Dong, Table } from '../ui/index.ts'
import type { LineSum, TaskSum } from './decision-rows.ts'

/* What one decision on several applications takes, beside what is there: of lines of the budget, of contents of tasks. */

/** What the decision takes of each line, beside what the line has. */
export function Lines({ request, lines }: { request: PageRequest; lines: readonly LineSum[] }) {
  const { t, language } = request
  if (lines.length === 0) return null
  const heads = {
    line: t('Mục', 'Line'),
    count: t('Bao nhiêu hồ sơ', 'How many applications'),
    free: t('Chưa cam kết, đồng', 'Free, đồng'),
    taken: t('Quyết định này, đồng', 'This decision, đồng'),
    left: t('Còn lại, đồng', 'Left, đồng'),
  }
  const caption = t('Kinh phí của quyết định', 'Money of the decision')
  return (
    <Table caption={caption} showCaption stack>
      <thead>
        <tr>
          <th>{heads.line}</th>
          <th class="num">{heads.count}</th>
          <th class="num">{heads.free}</th>
          <th class="num">{heads.taken}</th>
          <th class="num">{heads.left}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr>
            <td data-label={heads.line}>
              <span>
                {line.lineCode} · {t(line.line)}
                <span class="hint block">
                  {t(line.source)}, {line.year} · {t(`Kế hoạch ${line.plan}`, `Plan ${line.plan}`)}
                </span>
              </span>
            </td>
            <td class="num" data-label={heads.count}>
              {line.applications}
            </td>
            <td class="num" data-label={heads.free}>
              <Dong amount={line.free} language={language} />
            </td>
            <td class="num" data-label={heads.taken}>
              <Dong amount={line.taken} language={language} />
            </td>
            <td class={line.left < 0n ? 'num font-semibold text-error' : 'num'} data-label={heads.left}>
              <Left left={line.left} request={request} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** What the decision takes of the contents of tasks, beside what these have. */
export function Tasks({ request, tasks }: { request: PageRequest; tasks: readonly TaskSum[] }) {
  const { t, language, mayOpen } = request
  if (tasks.length === 0) return null
  const heads = {
    task: t('Nhiệm vụ, nội dung', 'Task and content'),
    count: t('Bao nhiêu hồ sơ', 'How many applications'),
    free: t('Còn của nội dung, đồng', 'Free of the content, đồng'),
    taken: t('Quyết định này, đồng', 'This decision, đồng'),
    left: t('Còn lại, đồng', 'Left, đồng'),
  }
  return (
    <Table caption={t('Kinh phí từ nhiệm vụ', 'Money of tasks')} showCaption stack>
      <thead>
        <tr>
          <th>{heads.task}</th>
          {[heads.count, heads.free, heads.taken, heads.left].map((head) => (
            <th class="num">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.map((one) => {
          const page = `/science-tasks/${one.taskId}`
          return (
            <tr>
              <td data-label={heads.task}>
                <span>
                  {mayOpen(page) ? <a href={page}>{one.task}</a> : one.task}
                  <span class="hint block">{one.content}</span>
                </span>
              </td>
              <td class="num" data-label={heads.count}>
                {one.applications}
              </td>
              <td class="num" data-label={heads.free}>
                <Dong amount={one.free} language={language} />
              </td>
              <td class="num" data-label={heads.taken}>
                <Dong amount={one.taken} language={language} />
              </td>
              <td class={one.left < 0n ? 'num font-semibold text-error' : 'num'} data-label={heads.left}>
                <Left left={one.left} request={request} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

/** What is left, and in words where it does not reach. */
const Left = ({ left, request: { t, language } }: { left: bigint; request: PageRequest }) => (
  <span>
    <Dong amount={left} language={language} />
    {left < 0n ? <span class="block">{t('Không đủ kinh phí', 'Not enough money')}</span> : null}
  </span>
)
