import { importRoom, lineColumn, outcomeColumn, problemsColumn, quotedNames } from '../imports/index.ts'
import { planNames } from '../plan/index.ts'
import { yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { origins, taskWays } from './lists.ts'
import { applyTasks, checkTasks, showTaskImport, showTaskImportRows, showTasksToMend } from './task-import.ts'
import { taskColumns } from './task-import-rules.ts'
import { taskCrumbs } from './task-list-pages.tsx'

export const taskImportPages = importRoom({
  command: checkTasks,
  list: '/science-tasks',
  title: words('Nhập nhiệm vụ KH&CN từ Excel', 'Import S&T tasks from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng là một nhiệm vụ đề xuất: Tên nhiệm vụ, Loại nhiệm vụ, Năm bắt đầu, Phương thức, Số tháng thực hiện, Nguồn đề xuất, Mục tiêu; có thể thêm kế hoạch, mục dự toán và các cột khác.',
      'Each row is a proposed task: title, kind, year, way, months, where it comes from, goal; plan, line and other columns may be added.',
    ),
    t(
      'Nhiệm vụ đã có cùng kế hoạch, năm và tên thì giữ nguyên. Tệp xuất từ danh sách nhiệm vụ nhập lại được.',
      'A task of the same plan, year and title stays as it is. A file exported from the list of tasks comes back in.',
    ),
    `${t('Phương thức', 'Way')}: ${t(quotedNames(taskWays))}.`,
    `${t('Nguồn đề xuất', 'Where the proposal comes from')}: ${t(quotedNames(origins))}.`,
  ],
  more: async (form, t, request) =>
    fields(form, t, checkTasks).select('planId', {
      label: t('Kế hoạch của dòng không ghi kế hoạch', 'The plan of rows that name none'),
      choices: (await request.execute(planNames, {})).plans.map(({ id, number, firstYear, lastYear }) => ({
        value: id,
        label: `${number} (${yearSpan(firstYear, lastYear)})`,
      })),
      empty: t('— bảng ghi —', '— the table says —'),
    }),
  template: {
    name: 'mau-nhap-nhiem-vu',
    title: words('Mẫu nhập nhiệm vụ KH&CN', 'Template of S&T tasks'),
    columns: taskColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs: taskCrumbs,
  rows: showTaskImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: taskColumns.title, value: (row) => row.label },
    problemsColumn(t, taskColumns),
  ],
  found: (request) => request.execute(showTaskImport, { id: numberOf(request, 'id') }),
  again: async (request): Promise<Readonly<Record<string, number>>> => {
    const { planId } = await request.execute(showTaskImport, { id: numberOf(request, 'id') })
    return planId === null ? {} : { planId }
  },
  apply: applyTasks,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} nhiệm vụ.`, `Imported ${en.added} tasks.`),
  toMend: showTasksToMend,
})
