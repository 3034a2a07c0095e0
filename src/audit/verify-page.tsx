import { setTimeout } from 'node:timers/promises'
import { formatNumber } from '../platform/numbers.ts'

import { type Page, type PageRequest, page } from '../platform/page.ts'
import { beginVerification, latestVerification, type Verdict } from '../platform/verification.ts'
import { Facts, Meter, Moment, Notice, PostButton, Section } from '../ui/index.ts'

/** As long as a check of an ordinary installation takes: its result then stands on the next page at once. */
const patience = 3_000

/** The check of the whole installation: begun by a button, so that a large one does not hold a page up. */
export const verifyPages: readonly Page[] = [
  page({
    route: 'GET /audit/verify',
    may: ['admin', 'auditor'],
    run: async (request) => {
      const { t, system } = request
      const last = latestVerification(system)
      const running = last !== undefined && last.endedAt === null
      return {
        title: t('Kiểm tra chuỗi nhật ký', 'Verifying the audit chain'),
        lead: t(
          'Tìm mọi thay đổi ngoài chương trình: tính lại chuỗi mã băm, so từng dòng dữ liệu với nhật ký, đọc lại từng tệp đã lưu.',
          'Looks for any change behind the program’s back: computes the chain again, holds each row against the trail, reads each stored file.',
        ),
        breadcrumbs: [{ label: t('Nhật ký thao tác', 'Audit trail'), href: '/audit' }],
        body: (
          <>
            <Section>
              {running ? (
                <>
                  <p class="mb-2" role="status">
                    {t(
                      `Đang kiểm tra: ${Math.round(last.share * 100)}%. Có thể làm việc khác rồi quay lại trang này.`,
                      `Under way: ${Math.round(last.share * 100)} %. You may work on and come back to this page.`,
                    )}
                  </p>
                  <Meter share={last.share} label={t('Phần đã kiểm tra', 'Share checked')} />
                  <p class="mt-4">
                    <a class="btn border-base-content/40 bg-base-100" href="/audit/verify">
                      {t('Xem tiến độ mới', 'Show the present state')}
                    </a>
                  </p>
                </>
              ) : (
                <PostButton
                  action="/audit/verify"
                  label={
                    last === undefined ? t('Kiểm tra ngay', 'Verify now') : t('Kiểm tra lại', 'Verify again')
                  }
                  once={crypto.randomUUID()}
                  kind="primary"
                />
              )}
            </Section>
            {last === undefined || last.endedAt === null ? null : last.verdict === null ? (
              <Notice tone="error" live>
                {t(
                  'Lần kiểm tra vừa rồi bị ngắt giữa chừng; lý do ở nhật ký máy chủ. Xin kiểm tra lại.',
                  'The last check broke off; the server’s log says why. Please verify again.',
                )}
              </Notice>
            ) : (
              <Found request={request} verdict={last.verdict} at={last.endedAt} />
            )}
          </>
        ),
      }
    },
  }),
  page({
    route: 'POST /audit/verify',
    may: ['admin', 'auditor'],
    run: async ({ system }) => {
      await Promise.race([beginVerification(system).ended, setTimeout(patience, undefined, { ref: false })])
      return { to: '/audit/verify' }
    },
  }),
]

function Found({ request, verdict, at }: { request: PageRequest; verdict: Verdict; at: Date }) {
  const { t, language } = request
  const { findings, damagedFiles } = verdict
  const sound = findings.length === 0 && damagedFiles.length === 0
  return (
    <Section title={t('Kết quả', 'Result')} id="result">
      <Notice
        tone={sound ? 'success' : 'error'}
        live
        title={
          sound
            ? t('Nhật ký, dữ liệu và tệp nguyên vẹn.', 'The trail, the data and the files are whole.')
            : t(
                'Có dữ liệu bị thay đổi ngoài chương trình.',
                'Something was changed behind the program’s back.',
              )
        }
      >
        {sound ? null : (
          <ul class="list-disc pl-5">
            {findings.map((finding) => (
              <li>
                {finding.where}: {finding.detail}
              </li>
            ))}
            {damagedFiles.map((sha256) => (
              <li class="break-all">
                {t('tệp', 'file')} {sha256}: {t('mất hoặc đã đổi trên đĩa', 'missing or changed on disk')}
              </li>
            ))}
          </ul>
        )}
      </Notice>
      <Facts
        columns={3}
        items={[
          [t('Xong lúc', 'Ended at'), <Moment at={at.toISOString()} />],
          [t('Bản ghi', 'Records'), formatNumber(verdict.records, language)],
          [t('Thay đổi', 'Changes'), formatNumber(verdict.changes, language)],
          [t('Dòng dữ liệu đã so', 'Rows compared'), formatNumber(verdict.rows, language)],
          [t('Tệp đã đọc lại', 'Files read'), formatNumber(verdict.files, language)],
        ]}
      />
    </Section>
  )
}
