import { standingsOfTask } from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { contentsOf, entriesOf, taskEnds, taskGrades, taskStates } from '../science-tasks/index.ts'
import type { Of } from './figure-sql.ts'
import { cell, columnsOf, type ReportedRecord } from './record-lists.ts'

/** One S&T task as its records stand, its steps up to the last day of a report; null where there is none. */
export async function aboutTask(db: Db, id: number, of: Of): Promise<ReportedRecord | null> {
  const task = await db.selectFrom('scienceTask').selectAll().where('id', '=', id).executeTakeFirst()
  if (task === undefined) return null
  const href = `/science-tasks/${id}`
  const contents = await contentsOf(db, id)
  const standings = await standingsOfTask(db, id)
  const entries = (await entriesOf(db, id)).filter(
    ({ struckOn, happenedOn }) => struckOn === null && happenedOn <= of.last,
  )
  const day = (on: string | null) => (on === null ? '' : ` ngày ${formatDate(on)}`)
  return {
    about: 'task',
    id,
    name: task.title,
    href,
    told: [
      `Mục tiêu: ${task.goal}`,
      ...(task.hostName === null ? [] : [`Tổ chức chủ trì: ${task.hostName}.`]),
      `${taskStates.wordsOf(task.state).vi}${task.contractNumber === null ? '' : `; hợp đồng số ${task.contractNumber}${day(task.contractOn)}`}${task.endsOn === null ? '' : `; kết thúc${day(task.endsOn)}`}.`,
      ...(task.outcome === null
        ? []
        : [
            `${taskEnds.wordsOf(task.outcome).vi}${task.grade === null ? '' : `: ${taskGrades.wordsOf(task.grade).vi.toLocaleLowerCase('vi')}`}${day(task.endedOn)}.`,
          ]),
    ],
    lists: [
      {
        title: 'Nội dung và kinh phí theo nguồn',
        columns: columnsOf(
          't3:Nội dung',
          't2.4:Sản phẩm',
          'd:Bắt đầu',
          'd:Kết thúc',
          't1.6:Nguồn',
          'm:Kinh phí',
        ),
        rows: contents.flatMap(({ title, output, startsOn, endsOn, money }) =>
          (money.length === 0 ? [{ source: '', amount: null }] : money).map(({ source, amount }) => [
            cell(title, href),
            cell(output),
            cell(startsOn),
            cell(endsOn),
            cell(source),
            cell(amount),
          ]),
        ),
      },
      {
        title: 'Ngân sách và vốn đối ứng',
        columns: columnsOf(
          't3:Nội dung',
          'm:Ngân sách được duyệt',
          'm:Đã chi',
          'm:Vốn đối ứng hứa',
          'm:Đã bỏ ra',
          'm:Đã chứng minh',
          'm:Đã quyết toán',
        ),
        rows: standings.map((one) => [
          cell(one.scope === 'task' ? 'Cả nhiệm vụ' : one.name, href),
          ...[one.stateAgreed, one.paid, one.ownAgreed, one.paidIn, one.proven, one.settled].map((sum) =>
            cell(sum),
          ),
        ]),
      },
      {
        title: 'Tiến độ, kiểm tra, nghiệm thu',
        columns: columnsOf('t3:Bước', 'd:Ngày thực hiện', 'd:Hạn', 't:Kết quả', 't1.4:Văn bản', 't2:Ghi chú'),
        rows: entries.map((one) => [
          cell(one.step, href),
          cell(one.happenedOn),
          cell(one.dueOn),
          cell(one.passed ? 'Đạt' : 'Không đạt'),
          cell(one.documentNumber),
          cell(one.note),
        ]),
      },
    ],
  }
}
