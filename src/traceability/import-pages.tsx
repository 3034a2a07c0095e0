import { importRoom, lineColumn, outcomeColumn, problemsColumn } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { numberOf } from '../platform/page.ts'
import { traceKeepers } from './commands.ts'
import { applyEvents, checkEvents, showEventImport, showEventImportRows, showEventsToMend } from './import.ts'
import { eventColumns } from './import-rules.ts'
import { at, crumbs } from './list-pages.tsx'

export const eventImportPages = importRoom({
  command: checkEvents,
  list: at,
  title: words('Nhập sự kiện truy xuất từ Excel', 'Import tracking events from Excel'),
  most: words('XLSX hoặc CSV, nhiều nhất 2.000 dòng.', 'XLSX or CSV, at most 2,000 rows.'),
  about: ({ t }) => [
    t(
      'Mỗi dòng một sự kiện: mã GTIN và số lô của lô đã ghi, loại sự kiện, khi nào, việc gì, ở đâu, tổ chức nào, để làm gì.',
      'One event in a row: GTIN and number of a lot on record, kind of event, when, what, where, which organisation, what for.',
    ),
    t(
      'Trang công khai hiện các mục này; không ghi tên cá nhân.',
      'The public page shows them; name no person.',
    ),
  ],
  template: {
    name: 'mau-nhap-su-kien-truy-xuat',
    title: words('Mẫu nhập sự kiện truy xuất', 'Template of tracking events'),
    columns: eventColumns,
  },
  readers: [...officers, 'enterprise'],
  writers: [...traceKeepers],
  crumbs,
  rows: showEventImportRows,
  columns: ({ t }) => [
    lineColumn,
    outcomeColumn(t),
    { key: 'label', label: eventColumns.what, value: (row) => row.label },
    problemsColumn(t, eventColumns),
  ],
  found: (request) => request.execute(showEventImport, { id: numberOf(request, 'id') }),
  apply: applyEvents,
  done: ({ vi, en }) => words(`Đã nhập ${vi.added} sự kiện.`, `Imported ${en.added} events.`),
  toMend: showEventsToMend,
})
