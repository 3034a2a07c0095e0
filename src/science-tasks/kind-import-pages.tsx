import { checkedColumns, importRoom, quotedNames } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { fields } from '../ui/index.ts'
import { applySteps, checkSteps, showStepImport, showStepImportRows, showStepsToMend } from './kind-import.ts'
import { stepColumns } from './kind-import-rules.ts'
import { kindCrumbs } from './kind-list-pages.tsx'
import { listTaskKinds } from './kind-queries.ts'
import { stepParts, termUnits } from './lists.ts'

export const taskStepImportPages = importRoom({
  command: checkSteps,
  list: '/task-kinds',
  title: words('Nhập các bước của loại nhiệm vụ từ Excel', 'Import the steps of a kind of task from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 500 dòng.', 'XLSX or CSV, at most 500 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng là một bước: Thứ tự bước, Bước này là, Tên bước, Người thực hiện bước, Điều khoản; có thể thêm thời hạn, giấy tờ và các cột khác.',
      'Each row is a step: its place, what it is, its name, who acts, its article; term, papers and other columns may be added.',
    ),
    t(
      'Tệp xuất từ danh sách các bước của một loại nhập lại được nguyên vẹn. Bước đã có cùng thứ tự thì được sửa; bước mà bảng không có vẫn giữ.',
      'A file exported from the steps of a kind comes back in whole. A step with the same place is changed; one that the table leaves out stays.',
    ),
    `${t('Bước này là', 'What this step is')}: ${t(quotedNames(stepParts))}.`,
    `${t('Đơn vị thời hạn', 'Unit of the term')}: ${t(quotedNames(termUnits))}.`,
  ],
  more: async (form, t, request) =>
    fields(form, t, checkSteps).select('kindId', {
      label: t('Loại nhiệm vụ đang soạn', 'The kind that is being written'),
      choices: (await request.execute(listTaskKinds, { state: 'draft', limit: 200 })).rows.map(
        ({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) }),
      ),
      empty: t('— chọn —', '— choose —'),
    }),
  initial: ({ url }) => ({ kindId: url.searchParams.get('kindId') ?? undefined }),
  template: {
    name: 'mau-nhap-cac-buoc',
    title: words('Mẫu nhập các bước của loại nhiệm vụ', 'Template of the steps of a kind of task'),
    columns: stepColumns,
  },
  readers: ['coordinator', 'auditor'],
  writers: ['coordinator'],
  crumbs: kindCrumbs,
  rows: showStepImportRows,
  columns: ({ t }) => checkedColumns(t, stepColumns),
  found: (request) => request.execute(showStepImport, { id: numberOf(request, 'id') }),
  again: async (request) => {
    const { kindId } = await request.execute(showStepImport, { id: numberOf(request, 'id') })
    return { kindId }
  },
  apply: applySteps,
  done: ({ vi, en }) =>
    words(
      `Đã nhập: ${vi.added} bước mới, ${vi.changed} sửa đổi.`,
      `Imported: ${en.added} new steps, ${en.changed} changed.`,
    ),
  toMend: showStepsToMend,
})
