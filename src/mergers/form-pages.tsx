import { RegisterSearch, showEnterprise } from '../enterprises/index.ts'
import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { formPage, LinkButton } from '../ui/index.ts'
import { Hanging, SideBySide } from './compare-view.tsx'
import { mergeDouble, recordMerger } from './merge.ts'
import { compareEnterprises } from './queries.ts'

const compared = (request: PageRequest) =>
  request.execute(compareEnterprises, {
    id: numberOf(request, 'id'),
    otherId: numberOf(request, 'otherId'),
  })
type Compared = Awaited<ReturnType<typeof compared>>

const crumbs = ({ t }: PageRequest, { kept }: Compared) => [
  { label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' },
  { label: kept.name, href: `/enterprises/${kept.id}` },
]

const lead =
  (vi: string, en: string) =>
  ({ record: { kept, lost }, t }: { record: Compared; t: PageRequest['t'] }) =>
    t(
      `${vi}: ${kept.name} (${kept.taxCode}) ← ${lost.name} (${lost.taxCode})`,
      `${en}: ${kept.name} (${kept.taxCode}) ← ${lost.name} (${lost.taxCode})`,
    )

const given = (request: PageRequest) => ({ lostId: request.params.otherId })

export const mergePages = formPage({
  command: mergeDouble,
  address: '/enterprises/{id}/merge/{otherId}',
  record: compared,
  title: words('Gộp hồ sơ trùng', 'Merge of a double'),
  lead: lead('Giữ lại', 'Stays'),
  crumbs,
  wide: true,
  above: ({ record, t }) => (
    <p class="mb-4">
      <a href={`/enterprises/${record.lost.id}/merge/${record.kept.id}`}>
        {t(`Giữ hồ sơ kia: ${record.lost.taxCode}`, `Keep the other: ${record.lost.taxCode}`)}
      </a>
    </p>
  ),
  fields: ({ f, t, record, request, form }) => {
    const { take = [] } = form.values
    return (
      <>
        {f.hidden('version', record.kept.version)}
        {f.hidden('lostVersion', record.lost.version)}
        <SideBySide
          of={record}
          request={request}
          take={new Set(typeof take === 'string' ? [take] : take)}
          heads={[
            t(`Giữ lại: ${record.kept.taxCode}`, `Stays: ${record.kept.taxCode}`),
            t(`Sẽ gộp: ${record.lost.taxCode}`, `To be merged: ${record.lost.taxCode}`),
          ]}
        />
        <Hanging
          title={t('Chuyển sang hồ sơ giữ lại', 'What leads to the kept record from then on')}
          lead={t(
            'Cùng một năm, một tiêu chí mà cả hai đều có thì một bản được tính; bản kia ở lại với hồ sơ đã gộp và vẫn đọc được.',
            'Of a year or a criterion that both have, one counts; the other stays with the merged record and can still be read.',
          )}
          rows={record.hangsOnLost}
          request={request}
        />
        {f.area('reason', {
          label: t('Căn cứ: vì sao là một doanh nghiệp', 'Reason: why it is one enterprise'),
          required: true,
          rows: 3,
        })}
      </>
    )
  },
  input: (_values, request) => given(request),
  submit: words('Gộp hồ sơ', 'Merge'),
  kind: 'danger',
  cancel: ({ kept }) => `/enterprises/${kept.id}`,
  done: ({ id }) => ({
    to: `/enterprises/${id}`,
    message: words('Đã gộp hồ sơ.', 'The records are merged.'),
  }),
})

export const mergerPages = formPage({
  command: recordMerger,
  address: '/enterprises/{id}/merger/{otherId}',
  record: compared,
  title: words('Ghi sáp nhập, hợp nhất theo pháp luật', 'Record a merger in law'),
  lead: lead('Doanh nghiệp kế thừa', 'The successor'),
  crumbs,
  initial: (_record, { system }) => ({ mergedOn: today(system.now()) }),
  fields: ({ f, t, record, request }) => (
    <>
      {f.hidden('version', record.kept.version)}
      {f.hidden('lostVersion', record.lost.version)}
      <p class="max-w-prose">
        {t(
          'Lịch sử ở lại với từng doanh nghiệp. Hồ sơ, lượt hỗ trợ và nhu cầu đang làm chuyển cho doanh nghiệp kế thừa; người đại diện cũ đại diện cho doanh nghiệp kế thừa.',
          'History stays with each. Open applications, turns and needs pass on to the successor, and whoever spoke for the one speaks for the other.',
        )}
      </p>
      {f.date('mergedOn', { label: t('Ngày có hiệu lực', 'In force from'), required: true })}
      {f.text('documentNumber', { label: t('Số văn bản', 'Number of the document'), required: true })}
      {f.file('fileId', { label: t('Văn bản', 'The document'), required: true })}
      {f.area('reason', { label: t('Nội dung văn bản', 'What the document says'), required: true, rows: 3 })}
      <Hanging
        title={t('Đang gắn với doanh nghiệp chấm dứt', 'What hangs on the one that ends')}
        rows={record.hangsOnLost}
        request={request}
      />
    </>
  ),
  input: (_values, request) => given(request),
  submit: words('Ghi nhận', 'Record'),
  kind: 'danger',
  cancel: ({ kept }) => `/enterprises/${kept.id}`,
  done: ({ id }) => ({
    to: `/enterprises/${id}`,
    message: words('Đã ghi sáp nhập.', 'The merger is recorded.'),
  }),
})

/** Asks with which record an enterprise is to be merged, and which way. */
export const mergeWithPage = page({
  route: 'GET /enterprises/{id}/merge',
  for: mergeDouble,
  async run(request) {
    const { t } = request
    const id = numberOf(request, 'id')
    const kept = await request.execute(showEnterprise, { id })
    return {
      title: t('Gộp với hồ sơ khác', 'Merge with another record'),
      lead: t(`Hồ sơ ở lại: ${kept.name} (${kept.taxCode})`, `Stays: ${kept.name} (${kept.taxCode})`),
      breadcrumbs: [
        { label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' },
        { label: kept.name, href: `/enterprises/${id}` },
      ],
      body: await RegisterSearch({
        request,
        at: `/enterprises/${id}/merge`,
        but: id,
        each: (row) => (
          <>
            <strong>{row.name}</strong> · {row.taxCode}
            <div class="mt-1 flex flex-wrap gap-2">
              <LinkButton href={`/enterprises/${id}/merge/${row.id}`} small>
                {t('Là một doanh nghiệp: gộp hồ sơ', 'The same enterprise: merge')}
              </LinkButton>
              <LinkButton href={`/enterprises/${id}/merger/${row.id}`} small>
                {t('Đã sáp nhập theo pháp luật', 'Merged into this one in law')}
              </LinkButton>
            </div>
          </>
        ),
      }),
    }
  },
})
