import { applicationStates } from '../applications/index.ts'
import { OpenCallsBrief } from '../calls/index.ts'
import { ownChoices } from '../enterprises/index.ts'
import { formatDate } from '../platform/dates.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest, View } from '../platform/page.ts'
import { turnStates } from '../support/index.ts'
import { Badge, Day, Dong, Empty, LinkButton, RecordTable, Section } from '../ui/index.ts'
import { enterpriseOverview } from './enterprise-overview.ts'

type Overview = Output<typeof enterpriseOverview>

/** The first page of an enterprise. */
export async function enterpriseView(request: PageRequest): Promise<View> {
  const { t } = request
  const enterpriseId = request.url.searchParams.get('enterpriseId') ?? undefined
  const data = await request.execute(enterpriseOverview, { enterpriseId })
  const others = (await ownChoices(request)).filter(({ id }) => id !== data.enterprise.id)
  const of = others.length === 0 ? '' : `?enterpriseId=${data.enterprise.id}`
  return {
    title: data.enterprise.name,
    lead: t(`Mã số thuế ${data.enterprise.taxCode}`, `Tax code ${data.enterprise.taxCode}`),
    actions: (
      <>
        <LinkButton href={`/enterprises/${data.enterprise.id}`}>
          {t('Hồ sơ doanh nghiệp', 'Profile of the enterprise')}
        </LinkButton>
        <LinkButton href={`/obstacles/new${of}`}>
          {t('Phản ánh khó khăn, vướng mắc', 'Report an obstacle')}
        </LinkButton>
        <LinkButton href={`/applications/new${of}`} kind="primary">
          {t('Đăng ký hỗ trợ', 'Apply for support')}
        </LinkButton>
      </>
    ),
    body: (
      <>
        {others.length === 0 ? null : (
          <p class="mb-3 no-print">
            {t('Xem doanh nghiệp khác:', 'Another enterprise:')}{' '}
            {others.map(({ id, name }, at) => (
              <>
                {at === 0 ? null : ' · '}
                <a href={`/overview?enterpriseId=${id}`}>{name}</a>
              </>
            ))}
          </p>
        )}
        <Section title={t('Việc cần làm', 'What to do next')} id="next">
          {data.next.length === 0 ? (
            <p>{t('Không có việc nào đang chờ doanh nghiệp.', 'Nothing waits for you.')}</p>
          ) : (
            <ul class="grid gap-2">
              {data.next.map((step) => (
                <li>
                  {step.urgent ? <Badge tone="warning">{t('Cần làm', 'To do')}</Badge> : null}{' '}
                  <a href={step.href}>{t(step.words)}</a>
                </li>
              ))}
            </ul>
          )}
        </Section>
        {await OpenCallsBrief({ request })}
        <Applications request={request} rows={data.applications} />
        <Turns request={request} rows={data.turns} />
        <Certificates request={request} rows={data.certificates} />
        <p class="no-print">
          <a href="/progress">{t('Tiến độ chung của Chương trình', "The programme's progress")}</a>
        </p>
      </>
    ),
  }
}

export function Applications({ request, rows }: { request: PageRequest; rows: Overview['applications'] }) {
  const { t, language } = request
  return (
    <Section title={t('Hồ sơ đề nghị', 'Applications')} id="applications">
      {rows.length === 0 ? (
        <Empty action={<a href="/applications/new">{t('Đăng ký hỗ trợ', 'Apply for support')}</a>}>
          {t('Chưa có hồ sơ đăng ký.', 'No application yet.')}
        </Empty>
      ) : (
        <RecordTable
          caption={t('Hồ sơ đề nghị', 'Applications')}
          stack
          rows={rows}
          columns={[
            {
              head: t('Nội dung', 'Content'),
              cell: (row) => <a href={`/applications/${row.id}`}>{t(row.content)}</a>,
            },
            { head: t('Năm', 'Year'), cell: (row) => row.year },
            { head: t('Ngày nộp', 'Filed on'), cell: (row) => <Day day={row.filedOn} /> },
            {
              head: t('Kinh phí đề nghị', 'Requested'),
              num: true,
              cell: (row) => <Dong amount={row.requested} language={language} />,
            },
            {
              head: t('Tình trạng', 'State'),
              cell: (row) => (
                <Badge
                  tone={
                    row.state === 'accepted' ? 'success' : row.state === 'returned' ? 'warning' : 'neutral'
                  }
                >
                  {t(applicationStates.names[row.state])}
                </Badge>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}

function Turns({ request, rows }: { request: PageRequest; rows: Overview['turns'] }) {
  const { t } = request
  if (rows.length === 0) return null
  return (
    <Section title={t('Lượt hỗ trợ', 'Support turns')} id="turns">
      <ul class="grid gap-2">
        {rows.map((row) => (
          <li class="flex flex-wrap items-baseline justify-between gap-2">
            <span>
              <a href={`/support/${row.id}`}>{t(row.content)}</a>
              <span class="hint">
                {' '}
                · {t('quyết định', 'decided')} <Day day={row.decidedOn} />
              </span>
            </span>
            <Badge
              tone={row.state === 'finished' ? 'success' : row.state === 'cancelled' ? 'neutral' : 'info'}
            >
              {t(turnStates.names[row.state])}
            </Badge>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Certificates({ request, rows }: { request: PageRequest; rows: Overview['certificates'] }) {
  const { t } = request
  if (rows.length === 0) return null
  return (
    <Section title={t('Chứng nhận', 'Certificates')} id="certificates">
      <ul class="grid gap-2">
        {rows.map((row) => (
          <li>
            <a href={`/certificates/${row.id}`}>{row.number}</a> · {row.standard}
            {row.product === null ? '' : ` · ${row.product}`}
            <span class="hint">
              {' '}
              {row.withdrawnOn !== null
                ? t('đã thu hồi', 'withdrawn')
                : row.expiresOn === null
                  ? ''
                  : `${t('đến', 'until')} ${formatDate(row.expiresOn)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
