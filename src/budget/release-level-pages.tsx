import { words } from '../platform/language.ts'
import { Dong, inForcePages } from '../ui/index.ts'
import {
  endReleaseLevel,
  levelFields,
  levelHolders,
  listReleaseLevels,
  setReleaseLevel,
} from './release-levels.ts'

/** Up to which sum who may release a payment. */
export const releaseLevelPages = inForcePages({
  at: '/budget/release-levels',
  title: words('Mức duyệt chi', 'Limits of releasing payments'),
  lead: words(
    'Chưa có dòng nào thì ai có quyền duyệt chi đều duyệt được mọi số tiền. Có dòng thì mỗi người duyệt đến mức của mình; người lập chứng từ không duyệt.',
    'Without a row whoever may release does so for any sum. With rows each releases up to the own limit; who draws a payment up never releases it.',
  ),
  empty: words('Chưa đặt mức nào.', 'No limit is set.'),
  crumbs: ({ t }) => [{ label: t('Chứng từ chờ duyệt', 'Payments to release'), href: '/budget/payments' }],
  list: listReleaseLevels,
  columns: ({ t, language }) => [
    { head: t(levelFields.labels.holder), cell: (row) => t(levelHolders.names[row.holder]) },
    {
      head: t(levelFields.labels.upTo),
      num: true,
      cell: (row) =>
        row.upTo === null ? (
          t('Không giới hạn', 'Not limited')
        ) : (
          <Dong amount={row.upTo} language={language} />
        ),
    },
  ],
  source: levelFields.labels.source,
  set: {
    command: setReleaseLevel,
    label: words('Đặt mức duyệt chi', 'Set a limit of releasing payments'),
    fields: ({ f, t }) => levelFields.form(f, t),
    done: words('Đã đặt mức duyệt chi.', 'The limit of releases is set.'),
  },
  end: {
    command: endReleaseLevel,
    label: words('Bãi bỏ mức này', 'End this limit'),
    done: words('Đã bãi bỏ mức duyệt chi.', 'The limit is ended.'),
  },
})
