import { words } from '../platform/language.ts'
import { inForcePages } from '../ui/index.ts'
import { beneficiaries, termFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { endTerm, listTerms, setTerm } from './terms.ts'

/** In how many days advances are cleared. */
export const advanceTermPages = inForcePages({
  at: '/advances/terms',
  title: words('Thời hạn hoàn tạm ứng', 'Terms of clearing advances'),
  lead: words(
    'Mỗi dòng theo một văn bản. Chưa có dòng nào thì mỗi khoản tạm ứng phải ghi hạn hoàn cùng lý do; chương trình không tự đặt thời hạn.',
    'Each row rests on a document. Without one, each advance says its own day with the reason; the program sets no term by itself.',
  ),
  empty: words('Chưa có thời hạn nào theo văn bản.', 'No term is entered.'),
  crumbs,
  list: listTerms,
  columns: ({ t }) => [
    { head: t(termFields.labels.beneficiary), cell: (row) => t(beneficiaries.names[row.beneficiary]) },
    {
      head: t('Thời hạn và điều kiện', 'Term and condition'),
      cell: (row) => (
        <>
          {t(`${row.days} ngày kể từ ngày chi`, `${row.days} days after the payment`)}
          {row.beforeNext === null ? null : (
            <div class="hint">
              {t(
                `Tạm ứng tiếp khi đã hoàn ít nhất ${row.beforeNext}%`,
                `The next one once at least ${row.beforeNext}% are cleared`,
              )}
            </div>
          )}
        </>
      ),
    },
  ],
  source: termFields.labels.source,
  set: {
    command: setTerm,
    button: words('Đặt thời hạn', 'Set a term'),
    label: words('Đặt thời hạn hoàn tạm ứng', 'Set a term of clearing advances'),
    fields: ({ f, t }) => termFields.form(f, t),
    done: words('Đã đặt thời hạn hoàn tạm ứng.', 'The term is set.'),
  },
  end: {
    command: endTerm,
    label: words('Bãi bỏ thời hạn này', 'End this term'),
    done: words('Đã bãi bỏ thời hạn.', 'The term is ended.'),
  },
})
