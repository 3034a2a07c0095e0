import { TakenOverMark } from '../imports/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type PageRequest, page, type View } from '../platform/page.ts'
import {
  Act,
  Badge,
  Empty,
  Evidence,
  Facts,
  LinkButton,
  Moment,
  Notice,
  OpenLink,
  recordView,
  Section,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import { Associations } from './association-pages.tsx'
import { addAssociation, listAssociations } from './associations.ts'
import { changeState } from './commands.ts'
import { Criteria } from './criteria-view.tsx'
import { crumbs, enterpriseOf, mayEdit, unitLabel } from './enterprise-of.ts'
import { enterpriseHistory } from './history.ts'
import { HistoryEntries } from './history-pages.tsx'
import { partsOf } from './page-parts.ts'
import { profile } from './profile.ts'
import { proofForm } from './proof-kinds.ts'
import { type EnterpriseDetail, showEnterprise } from './queries.ts'
import { enterpriseStates, sizeClasses } from './rules.ts'
import { SeatQuestion } from './seat-pages.tsx'
import { personal } from './seen.ts'
import { type Part, Size, Years } from './size-view.tsx'

export const enterprisePage = page({
  route: 'GET /enterprises/{id}',
  for: showEnterprise,
  async run(request) {
    const enterprise = await enterpriseOf(request)
    const { t, actor } = request
    const { mergedInto } = enterprise
    // The number of a double leads on to the record that was kept; one that merged in law has a history of its own.
    if (mergedInto?.kind === 'double')
      return {
        to: `/enterprises/${mergedInto.id}`,
        message: t(
          `Hồ sơ ${enterprise.name} (${enterprise.taxCode}) đã gộp vào hồ sơ này.`,
          `The record ${enterprise.name} (${enterprise.taxCode}) was merged into this one.`,
        ),
      }
    const edit = mergedInto === null && mayEdit(actor, enterprise.id)
    const at = `/enterprises/${enterprise.id}`
    if (!enterprise.open) return publicView(enterprise, request)
    const history = await request.execute(enterpriseHistory, { id: enterprise.id })
    const associations = await request.execute(listAssociations, { id: enterprise.id })
    const question = await SeatQuestion({ enterprise, request })
    return recordView({
      title: enterprise.name,
      lead: t(`Mã số thuế ${enterprise.taxCode}`, `Tax code ${enterprise.taxCode}`),
      breadcrumbs: crumbs(request),
      head: {
        matters: [
          { record: 'enterprise', id: enterprise.id },
          { record: 'enterprise_criterion', id: enterprise.id },
          { enterpriseId: enterprise.id },
        ],
        state: { key: enterprise.state, shown: <State enterprise={enterprise} t={t} /> },
        steps: stepsOf<typeof enterprise.state>(
          [
            ['active', t(enterpriseStates.names.active)],
            ['dissolved', t(enterpriseStates.names.dissolved)],
          ],
          enterprise.state,
          { active: enterprise.foundedOn, [enterprise.state]: enterprise.stateSince },
          enterprise.state === 'suspended'
            ? { after: 'active', label: t(enterpriseStates.names.suspended), ends: false }
            : undefined,
        ),
      },
      actions: edit ? (
        <>
          {request.mayOpen(`${at}/merge`) ? (
            <LinkButton href={`${at}/merge`}>{t('Gộp hồ sơ', 'Merge')}</LinkButton>
          ) : null}
          <Act command={changeState} request={request} href={`${at}/state`}>
            {t('Đổi tình trạng', 'Change state')}
          </Act>
          <LinkButton href={`${at}/edit`} kind="primary">
            {t('Sửa thông tin', 'Edit the profile')}
          </LinkButton>
        </>
      ) : null,
      marks: (
        <>
          {question}
          {mergedInto === null ? null : (
            <Notice
              tone="info"
              title={t(
                `Đã sáp nhập vào ${mergedInto.name} từ ${formatDate(mergedInto.on)}`,
                `Merged into ${mergedInto.name} on ${formatDate(mergedInto.on)}`,
              )}
            >
              <OpenLink request={request} href={`/enterprises/${mergedInto.id}`}>
                {t('Hồ sơ của doanh nghiệp kế thừa', "The successor's record")}
              </OpenLink>
            </Notice>
          )}
          <TakenOverMark mark={enterprise.takenOver} request={request} />
        </>
      ),
      summary: (
        <>
          <Profile enterprise={enterprise} request={request} />
          <Size enterprise={enterprise} request={request} />
          <Years enterprise={enterprise} request={request} edit={edit} />
        </>
      ),
      conditions: <Criteria enterprise={enterprise} request={request} edit={edit} />,
      evidence: await Evidence({
        request,
        title: t('Minh chứng của tiêu chí', 'Evidence of the criteria'),
        files: enterprise.criteria.map(({ code, file }) => ({
          what: `${t('Tiêu chí', 'Criterion')} ${code}`,
          file,
        })),
      }),
      rest: (
        <>
          <Products enterprise={enterprise} request={request} edit={edit} />
          <Section
            title={t('Hội, hiệp hội', 'Associations')}
            id="associations"
            actions={
              <Act command={addAssociation} request={request} href={`${at}/associations`} small>
                {t('Sửa danh sách', 'Edit the list')}
              </Act>
            }
          >
            <Associations rows={associations.rows} request={request} />
          </Section>
          <Related enterprise={enterprise} request={request} />
          {await partsOf(request, enterprise.id)}
          <InProgramme enterprise={enterprise} request={request} />
          <Section
            title={t('Lịch sử thay đổi', 'History')}
            id="history"
            actions={<a href={`${at}/history`}>{t('Xem tất cả', 'See all')}</a>}
          >
            <HistoryEntries entries={history.entries.slice(0, 3)} request={request} />
          </Section>
        </>
      ),
    })
  },
})

/** Its parent or branches, and the records that went into it. */
function Related({ enterprise, request }: Part) {
  const { t, actor } = request
  const { parent, branches, mergedFrom } = enterprise
  // an enterprise opens its own record alone
  const opens = (id: number) => actor.enterpriseIds.length === 0 || actor.enterpriseIds.includes(id)
  if (parent === null && branches.length === 0 && mergedFrom.length === 0) return null
  const other = (one: { id: number; name: string; taxCode: string }, href = `/enterprises/${one.id}`) => (
    <li>
      {opens(one.id) && request.mayOpen(href) ? <a href={href}>{one.name}</a> : one.name} ({one.taxCode})
    </li>
  )
  return (
    <Section title={t('Hồ sơ liên quan', 'Related records')} id="related">
      {parent === null ? null : (
        <>
          <h3 class="font-semibold">{t('Đơn vị phụ thuộc của', 'A branch of')}</h3>
          <ul class="list-disc pl-5">{other(parent)}</ul>
        </>
      )}
      {branches.length === 0 ? null : (
        <>
          <h3 class="font-semibold">{t('Chi nhánh, đơn vị phụ thuộc', 'Branches')}</h3>
          <ul class="list-disc pl-5">{branches.map((one) => other(one))}</ul>
        </>
      )}
      {mergedFrom.length === 0 ? null : (
        <>
          <h3 class="font-semibold">{t('Hồ sơ đã gộp vào', 'Records that went into it')}</h3>
          <ul class="list-disc pl-5">
            {mergedFrom.map((one) => other(one, `/enterprises/merges/${one.mergeId}`))}
          </ul>
        </>
      )}
    </Section>
  )
}

/** The lists of the programme, of this enterprise. */
function InProgramme({ enterprise, request }: Part) {
  const { t } = request
  const at = `/enterprises/${enterprise.id}`
  return (
    <Section title={t('Trong Chương trình', 'In the programme')}>
      <ul class="list-disc pl-5">
        <li>
          <a href={`/applications?enterpriseId=${enterprise.id}`}>{t('Hồ sơ đề nghị', 'Applications')}</a>
        </li>
        <li>
          <a href={`/support?enterpriseId=${enterprise.id}`}>{t('Lượt hỗ trợ', 'Support turns')}</a>
        </li>
        <li>
          <a href={`/certificates?enterpriseId=${enterprise.id}`}>{t('Chứng nhận', 'Certificates')}</a>
        </li>
        {[
          [
            `/trained-persons?enterpriseId=${enterprise.id}`,
            t('Người được đào tạo', 'Persons trained'),
          ] as const,
          [`/proofs?enterpriseId=${enterprise.id}`, t('Chứng minh tiêu chí', 'Proofs of criteria')] as const,
          [`${at}/productivity`, t('Năng suất', 'Productivity')] as const,
          [`${at}/assessment`, t('Tự đánh giá thực hành', 'Self-assessment of practice')] as const,
        ]
          .filter(([href]) => request.mayOpen(href))
          .map(([href, label]) => (
            <li>
              <a href={href}>{label}</a>
            </li>
          ))}
      </ul>
    </Section>
  )
}

/** What the public register says of an enterprise, for an association that does not act for it. */
function publicView(enterprise: EnterpriseDetail, request: PageRequest): View {
  const { t } = request
  return {
    title: enterprise.name,
    lead: t(`Mã số thuế ${enterprise.taxCode}`, `Tax code ${enterprise.taxCode}`),
    breadcrumbs: crumbs(request),
    body: (
      <>
        <Section
          title={t('Quy mô doanh nghiệp', 'Size of the enterprise')}
          id="size"
          lead={t(
            'Hội chỉ đọc hồ sơ, liên hệ và số liệu của hội viên và doanh nghiệp do hội vận động. Doanh nghiệp hoặc cơ quan điều hành ghi quan hệ này.',
            'An association reads records, contacts and figures of its members and of the enterprises that it brought. The enterprise or the coordinator records the tie.',
          )}
        >
          <StateBadge of={sizeClasses} is={enterprise.sizeClass} t={t} />
        </Section>
        <Profile enterprise={enterprise} request={request} />
      </>
    ),
  }
}

function Profile({ enterprise, request: { t, language } }: Part) {
  const { taxCode: _code, name: _name, nameEn, address, ...facts } = profile.facts(enterprise, t, language)
  const others = Object.entries(facts).flatMap(([key, fact]) =>
    enterprise.open || !personal.includes(key) ? [fact] : [],
  )
  const unit = unitLabel(
    { name: enterprise.unit, nameEn: enterprise.unitEn, validTo: enterprise.unitValidTo },
    t,
  )
  return (
    <Section title={t('Thông tin chung', 'General information')} id="profile">
      <Facts
        columns={3}
        items={[
          nameEn,
          [t('Tình trạng', 'State'), <State enterprise={enterprise} t={t} />],
          address,
          [t('Địa bàn', 'Administrative unit'), unit],
          ...others,
          [t('Ghi nhận lúc', 'Registered at'), <Moment at={enterprise.registeredAt} />],
        ]}
      />
    </Section>
  )
}

function State({ enterprise, t }: { enterprise: EnterpriseDetail; t: PageRequest['t'] }) {
  return (
    <>
      <StateBadge of={enterpriseStates} is={enterprise.state} t={t} />
      {enterprise.stateSince === null ? null : (
        <span class="hint">
          {' '}
          {t('từ', 'since')} {formatDate(enterprise.stateSince)}
          {enterprise.stateReason === null ? '' : `: ${enterprise.stateReason}`}
        </span>
      )}
    </>
  )
}

/** What a product is on lists of key products in force, each with its proof. */
export function KeyProductMarks(props: {
  marks: EnterpriseDetail['products'][number]['keyProducts']
  t: PageRequest['t']
}) {
  const { marks, t } = props
  return marks.map(({ proofId, entry, instrument }) => (
    <a class="ml-2 inline-block" href={`/proofs/${proofId}`} title={`${entry} (${instrument})`}>
      <Badge tone="success">{t('Sản phẩm chủ lực', 'Key products')}</Badge>
    </a>
  ))
}

function Products({ enterprise, request: { t, mayOpen }, edit }: Part & { edit: boolean }) {
  const at = `/enterprises/${enterprise.id}/products`
  return (
    <Section
      title={t('Sản phẩm, hàng hóa', 'Products and goods')}
      id="products"
      actions={
        <>
          {enterprise.products.length > 0 && mayOpen(proofForm(enterprise.id, 'key_product')) && edit ? (
            <LinkButton href={proofForm(enterprise.id, 'key_product')} small>
              {t('Đề nghị công nhận sản phẩm chủ lực', 'Match a key product')}
            </LinkButton>
          ) : null}
          {edit ? (
            <LinkButton href={at} small>
              {t('Sửa danh sách', 'Edit the list')}
            </LinkButton>
          ) : null}
        </>
      }
    >
      {enterprise.products.length === 0 ? (
        <Empty>{t('Chưa ghi sản phẩm nào.', 'No products are listed yet.')}</Empty>
      ) : (
        <ul class="list-disc pl-5">
          {enterprise.products.map((product) => (
            <li>
              {product.name}
              {product.gtin === null ? null : <span class="hint"> (GTIN {product.gtin})</span>}
              <KeyProductMarks marks={product.keyProducts} t={t} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
