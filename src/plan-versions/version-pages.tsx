import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Day, Facts, FileLink, Moment, PostButton, Section } from '../ui/index.ts'
import { comparePlans } from './compare.ts'
import { Comparison } from './comparison-view.tsx'
import { agencyNames, planVersion, planVersions, type VersionRow } from './queries.ts'

const crumbs = ({ t }: PageRequest) => [
  { label: t('Kế hoạch', 'The plan'), href: '/plan' },
  { label: t('Các phiên bản', 'Versions'), href: '/plan/versions' },
]

/** Begins an amendment of the plan that is worked in; the coordinator's. */
function AmendButton({ request, planId }: { request: PageRequest; planId: number }) {
  const action = '/plan/amendments'
  if (!request.maySend(action)) return null
  return (
    <PostButton
      action={action}
      label={request.t('Điều chỉnh kế hoạch', 'Amend the plan')}
      once={crypto.randomUUID()}
      values={{ planId }}
    />
  )
}

function Version({ request, row, latest }: { request: PageRequest; row: VersionRow; latest: boolean }) {
  const { t } = request
  const first = row.version === 1
  return (
    <Section
      title={
        latest
          ? t(`Phiên bản ${row.version} (đang áp dụng)`, `Version ${row.version} (holds now)`)
          : t(`Phiên bản ${row.version}`, `Version ${row.version}`)
      }
      actions={
        first ? undefined : (
          <a href={`/plan/versions/${row.version - 1}`}>
            {t(`So với phiên bản ${row.version - 1}`, `Against version ${row.version - 1}`)}
          </a>
        )
      }
    >
      <Facts
        columns={3}
        items={[
          [t('Số, ký hiệu kế hoạch', 'Number of the plan'), row.number],
          [
            t('Văn bản điều chỉnh', 'Amending instrument'),
            first
              ? t('Kế hoạch ban đầu', 'The plan as first issued')
              : (row.amendedBy ?? t('Sửa nội dung đọc sai', 'Mending of a misread text')),
          ],
          [t('Ngày', 'Day'), <Day day={row.amendedOn} />],
          ...(first
            ? []
            : ([
                [t('Lý do', 'Reason'), row.reason],
                [
                  t('Nhập vào hệ thống', 'Entered'),
                  row.enteredAt === null ? null : (
                    <>
                      <Moment at={row.enteredAt} />
                      {row.enteredBy === null ? '' : ` · ${row.enteredBy}`}
                    </>
                  ),
                ],
              ] as const)),
          [t('Văn bản', 'Document'), row.file === null ? row.source : <FileLink t={t} file={row.file} />],
        ]}
      />
      <p class="hint mt-3 break-all">SHA-256 {row.sha256}</p>
    </Section>
  )
}

export const versionPages: readonly Page[] = [
  page({
    route: 'GET /plan/versions',
    for: planVersions,
    async run(request) {
      const { t } = request
      const { planId, number, versions } = await request.execute(planVersions, {})
      return {
        title: t(`Các phiên bản của Kế hoạch ${number}`, `Versions of Plan ${number}`),
        lead:
          versions.length === 1
            ? t('Kế hoạch chưa được điều chỉnh.', 'The plan has not been amended.')
            : t(
                'Mỗi lần điều chỉnh là một phiên bản mới; kết quả, hồ sơ và kinh phí đã ghi đi theo.',
                'Each amendment is a new version; results, records and money that were recorded follow.',
              ),
        breadcrumbs: crumbs(request).slice(0, 1),
        actions: <AmendButton request={request} planId={planId} />,
        body: versions.map((row, place) => <Version request={request} row={row} latest={place === 0} />),
      }
    },
  }),
  page({
    route: 'GET /plan/versions/{version}',
    for: planVersion,
    async run(request) {
      const { t } = request
      const { planId, version, reason, before, after, sources, indicators } = await request.execute(
        planVersion,
        {
          version: request.params.version,
        },
      )
      const { names } = await request.execute(agencyNames, {})
      return {
        title: t(
          `Phiên bản ${version} và phiên bản ${version + 1}`,
          `Version ${version} and version ${version + 1}`,
        ),
        lead: `${t('Lý do', 'Reason')}: ${reason}`,
        breadcrumbs: crumbs(request),
        body: (
          <Comparison
            {...{ t, sources }}
            comparison={comparePlans(before, after)}
            agencies={names}
            results={{ planId, indicators }}
            ledger={request.mayOpen('/budget/entries')}
          />
        ),
      }
    },
  }),
]
