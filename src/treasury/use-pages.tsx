import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { inForcePages } from '../ui/index.ts'
import { batchCrumbs, usesAt, usesTitle } from './list-pages.tsx'
import { endUse, listUses, setUse, useFields } from './use.ts'

/** From which day lists are used. */
export const usePages = inForcePages({
  at: usesAt,
  title: usesTitle,
  lead: words(
    'Từ ngày này mỗi chứng từ đã duyệt phải có trong một bảng kê; chứng từ trước ngày này không coi là thiếu ở Kho bạc.',
    'From this day each payment that was released is on a list; what was paid before is not missing at the Treasury.',
  ),
  empty: words(
    'Chưa đặt ngày nào; chưa chứng từ nào coi là thiếu.',
    'No day is set; nothing counts as missing.',
  ),
  crumbs: batchCrumbs,
  list: listUses,
  columns: ({ t, language }) => [
    {
      head: t('Hạn vào bảng kê', 'To stand on a list within'),
      cell: ({ listDays }) =>
        listDays === null
          ? t('Văn bản không ghi hạn', 'The document names no day')
          : `${formatNumber(listDays, language)} ${t('ngày', 'days')}`,
    },
  ],
  source: useFields.labels.source,
  set: {
    command: setUse,
    button: words('Đặt ngày bắt đầu', 'Set the day'),
    label: words('Đặt ngày bắt đầu dùng bảng kê Kho bạc', 'Set the day from which lists are used'),
    fields: ({ f, t }) => useFields.form(f, t),
    done: words('Đã đặt ngày bắt đầu dùng bảng kê.', 'The day is set.'),
  },
  end: {
    command: endUse,
    label: words('Thôi dùng bảng kê', 'End the use of lists'),
    done: words('Đã thôi dùng bảng kê.', 'The use of lists is ended.'),
  },
})
