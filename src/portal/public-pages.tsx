import { Questions } from '../applications/index.ts'
import { OpenCallsBrief } from '../calls/index.ts'
import { OpenEventsBrief } from '../events/index.ts'
import { GuideBrief } from '../guide/index.ts'
import { NewsBrief } from '../news/index.ts'
import { planChooser } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest, View } from '../platform/page.ts'
import { certificateKinds } from '../support/index.ts'
import { Day, Empty, LinkButton, RecordTable, Section } from '../ui/index.ts'
import { BudgetProgress, planYears, TargetCards } from './progress-view.tsx'
import { publicProgress } from './queries.ts'

type Progress = Output<typeof publicProgress>

const eventKinds = {
  conference: words('Hội nghị, hội thảo', 'Conference or workshop'),
  course: words('Khóa đào tạo, tập huấn', 'Training course'),
  expert_training: words('Đào tạo chuyên gia', 'Expert training'),
} as const

/** The public face of the programme; nobody has to sign in. */
export async function publicView(request: PageRequest): Promise<View> {
  const { t } = request
  const progress = await request.execute(publicProgress, {
    year: request.url.searchParams.get('year') ?? undefined,
  })
  const { plan } = progress
  return {
    title: t(
      'Nâng cao năng suất và chất lượng sản phẩm, hàng hóa',
      'Raising the productivity and quality of enterprises',
    ),
    lead: t(
      `Tiến độ thực hiện Kế hoạch số ${plan.number} ngày ${formatDate(plan.issuedOn)}, ${planYears(request, plan)}.`,
      `Progress of Plan ${plan.number} of ${formatDate(plan.issuedOn)}, ${planYears(request, plan)}.`,
    ),
    actions: (
      <>
        <LinkButton href="/plan">{t('Toàn văn Kế hoạch', 'The plan in full')}</LinkButton>
        {request.actor.userId === null ? (
          <LinkButton href="/sign-in" kind="primary">
            {t('Đăng nhập', 'Sign in')}
          </LinkButton>
        ) : null}
      </>
    ),
    body: (
      <>
        {await OpenCallsBrief({ request })}
        {await OpenEventsBrief({ request })}
        {await NewsBrief({ request })}
        <GuideBrief request={request} />
        {await Questions({ request })}
        <Apply request={request} progress={progress} />
        {await planChooser(request, plan.id)}
        <Section title={t('Chỉ tiêu và kết quả', 'Targets and results')} id="targets">
          <TargetCards
            request={request}
            targets={progress.targets}
            firstYear={plan.firstYear}
            year={progress.year}
          />
        </Section>
        <Section
          title={t(
            `Kinh phí từ ${plan.estimateSource.vi} (triệu đồng)`,
            `Money of ${plan.estimateSource.en} (million đồng)`,
          )}
          id="budget"
          lead={t('Cộng các năm của Kế hoạch.', 'All years of the plan.')}
        >
          <BudgetProgress
            request={request}
            source={plan.estimateSource}
            lines={progress.budget}
            total={progress.total}
            year={progress.budgetYear}
            period={plan}
            links={null}
          />
        </Section>
        <Products request={request} progress={progress} />
        <Events request={request} events={progress.events} />
      </>
    ),
  }
}

function Products({ request, progress }: { request: PageRequest; progress: Progress }) {
  const { t } = request
  const { products, productCount } = progress
  return (
    <Section
      title={t('Sản phẩm, hàng hóa được chứng nhận', 'Certified products')}
      id="products"
      actions={<a href="/verify">{t('Tra cứu chứng nhận', 'Look up a certificate')}</a>}
    >
      {products.length === 0 ? (
        <Empty>
          {t('Chưa có sản phẩm được chứng nhận trong Chương trình.', 'No product has been certified yet.')}
        </Empty>
      ) : (
        <>
          <RecordTable
            caption={t('Sản phẩm, hàng hóa được chứng nhận', 'Certified products')}
            stack
            rows={products}
            columns={[
              { head: t('Sản phẩm', 'Product'), cell: (product) => product.product },
              { head: t('Doanh nghiệp', 'Enterprise'), cell: (product) => product.enterprise },
              {
                head: t('Tiêu chuẩn, quy chuẩn', 'Standard or regulation'),
                cell: (product) => (
                  <>
                    {product.standard}
                    <span class="hint block">{t(certificateKinds.names[product.kind])}</span>
                  </>
                ),
              },
              {
                head: t('Số chứng nhận', 'Number of the certificate'),
                cell: (product) => (
                  <>
                    {product.number}
                    <span class="hint block">{product.body}</span>
                  </>
                ),
              },
              {
                head: t('Hiệu lực', 'Validity'),
                cell: (product) => (
                  <>
                    <Day day={product.issuedOn} />
                    {product.expiresOn === null ? null : (
                      <>
                        {' - '}
                        <Day day={product.expiresOn} />
                      </>
                    )}
                  </>
                ),
              },
            ]}
          />
          {productCount > products.length ? (
            <p class="hint mt-2">
              {t(
                `${products.length} chứng nhận mới nhất trong ${productCount}.`,
                `The newest ${products.length} of ${productCount}.`,
              )}
            </p>
          ) : null}
        </>
      )}
    </Section>
  )
}

function Events({ request, events }: { request: PageRequest; events: Progress['events'] }) {
  const { t } = request
  return (
    <Section
      title={t('Hội nghị, hội thảo, đào tạo đã tổ chức', 'Conferences, courses and training held')}
      id="events"
      fold
    >
      {events.length === 0 ? (
        <Empty>{t('Chưa tổ chức sự kiện nào.', 'No event has been held yet.')}</Empty>
      ) : (
        <ul class="grid gap-3">
          {events.map((event) => (
            <li>
              <p class="font-semibold">{event.title}</p>
              <p class="hint">
                {t(eventKinds[event.kind])} · <Day day={event.heldOn} /> · {event.place} ·{' '}
                {t(`${event.participants} người tham dự`, `${event.participants} participants`)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Apply({ request, progress }: { request: PageRequest; progress: Progress }) {
  const { t } = request
  const coordinator =
    progress.coordinator === null
      ? t('cơ quan điều hành Chương trình', 'the coordinator')
      : t(progress.coordinator) +
        (progress.coordinator.contact === null ? '' : ` (${progress.coordinator.contact})`)
  return (
    <Section title={t('Doanh nghiệp đăng ký hỗ trợ như thế nào', 'How an enterprise applies')} id="apply">
      <div class="grid gap-6 lg:grid-cols-2">
        <ol class="grid list-decimal content-start gap-2 pl-5">
          <li>
            {t(
              `Doanh nghiệp được thành lập, hoạt động trên địa bàn tỉnh ${progress.plan.province} (theo địa giới của Kế hoạch) liên hệ ${coordinator} để được cấp tài khoản.`,
              `An enterprise founded and working in ${progress.plan.province} (as the plan names it) asks ${coordinator} for an account.`,
            )}
          </li>
          <li>
            {t(
              'Đăng nhập, bổ sung hồ sơ doanh nghiệp và số liệu năm.',
              "Sign in and complete the enterprise's profile and yearly figures.",
            )}
          </li>
          <li>
            {t(
              'Chọn nội dung, gửi hồ sơ đăng ký kèm tài liệu.',
              'Choose what to be supported in and file the application with its papers.',
            )}
          </li>
          <li>
            {t(
              'Hồ sơ được kiểm tra, thẩm định theo thứ tự ưu tiên của Kế hoạch và quyết định; mọi bước xem được trên trang của doanh nghiệp.',
              "The application is checked, appraised in the plan's order of priority and decided; every step shows on the enterprise's page.",
            )}
          </li>
        </ol>
        <div>
          <p class="mb-2 font-semibold">{t('Nội dung được hỗ trợ', 'What is supported')}</p>
          <ul class="grid list-disc gap-1 pl-5">
            {progress.contents.map((content) => (
              <li>{t(content)}</li>
            ))}
          </ul>
        </div>
      </div>
    </Section>
  )
}
