import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import { Day, Empty, Notice, RecordTable, StateBadge } from '../ui/index.ts'
import { verifyCertificates } from './certificate-queries.ts'
import { certificateKinds, validities } from './rules.ts'
import { VerifyCode } from './verify-code.tsx'

export const verifyPage = page({
  route: 'GET /verify',
  for: verifyCertificates,
  place: {
    group: 'programme',
    order: 60,

    label: words('Tra cứu chứng nhận', 'Look up a certificate'),
  },
  async run(request) {
    const { t, url } = request
    const q = url.searchParams.get('q') ?? ''
    let found: Output<typeof verifyCertificates> | null = null
    let problem: Problem | null = null
    if (q.trim() !== '') {
      try {
        found = await request.execute(verifyCertificates, { q })
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 422) throw error
        problem = error
      }
    }
    return {
      title: t('Tra cứu chứng nhận', 'Look up a certificate'),
      lead: t(
        'Chứng nhận hệ thống quản lý, truy xuất nguồn gốc và sản phẩm của doanh nghiệp được Chương trình hỗ trợ.',
        'Management system, traceability and product certificates of enterprises that the programme has supported.',
      ),
      status: problem === null ? 200 : 422,
      body: (
        <>
          <form method="get" action="/verify" class="mb-5 flex flex-wrap items-end gap-3">
            <div class="min-w-60 grow">
              <label class="mb-1 block font-semibold" for="q">
                {t('Số chứng nhận, tên sản phẩm hoặc doanh nghiệp', 'Number, product or enterprise')}
              </label>
              <input
                class="input w-full border-base-content/40"
                type="search"
                id="q"
                name="q"
                value={q}
                aria-invalid={problem === null ? undefined : 'true'}
                aria-describedby={problem === null ? undefined : 'q-problem'}
              />
              {problem?.fields.map((field) => (
                <p class="mt-1 font-semibold text-error" id="q-problem">
                  {t(field.words)}
                </p>
              ))}
            </div>
            <button class="btn btn-primary" type="submit">
              {t('Tra cứu', 'Verify')}
            </button>
          </form>
          <p class="mb-5">
            <a href="/events/certificate">
              {t('Kiểm tra giấy chứng nhận tham dự', 'Verify a certificate of attendance')}
            </a>
          </p>
          {found === null ? null : <Answer request={request} found={found} />}
          {found?.rows.length === 1 ? (
            <div class="mt-5">
              <VerifyCode request={request} number={found.rows[0]?.number ?? ''} />
            </div>
          ) : null}
        </>
      ),
    }
  },
})

function Answer({
  request: { t },
  found,
}: {
  request: PageRequest
  found: Output<typeof verifyCertificates>
}) {
  if (found.rows.length === 0) {
    return (
      <Empty>
        {t(
          'Không có chứng nhận nào khớp trong các chứng nhận mà Chương trình đã ghi nhận.',
          'No certificate on record with the programme matches.',
        )}
      </Empty>
    )
  }
  return (
    <>
      {found.more ? (
        <Notice>
          {t('Có nhiều kết quả hơn; xin nhập rõ hơn.', 'There are more; please be more exact.')}
        </Notice>
      ) : null}
      <div class="panel p-0 sm:p-0">
        <RecordTable
          caption={t('Kết quả tra cứu', 'Search result')}
          stack
          rows={found.rows}
          columns={[
            {
              head: t('Hiệu lực', 'Validity'),
              cell: (row) => <StateBadge of={validities} is={row.validity} t={t} />,
            },
            {
              head: t('Số', 'Number'),
              cell: (row) => (
                <div>
                  {row.number}
                  <div class="hint">{row.body}</div>
                </div>
              ),
            },
            {
              head: t('Chứng nhận', 'Certificate'),
              cell: (row) => (
                <div>
                  {t(certificateKinds.names[row.kind])}, {row.standard}
                  {row.product === null ? null : <div class="hint">{row.product}</div>}
                </div>
              ),
            },
            { head: t('Doanh nghiệp', 'Enterprise'), cell: (row) => row.enterprise },
            { head: t('Ngày cấp', 'Issued'), cell: (row) => <Day day={row.issuedOn} /> },
            {
              head: t('Có hiệu lực đến', 'Valid until'),
              cell: (row) => <Day day={row.withdrawnOn ?? row.expiresOn} />,
            },
          ]}
        />
      </div>
    </>
  )
}
