import { EnterpriseChoice, OwnChoice, ownNamed } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import { freshForm, numberOf, type PageRequest, page } from '../platform/page.ts'
import { formPage } from '../ui/index.ts'
import { assess, enter } from './entry-commands.ts'
import { assessmentFields, entryFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { entryChoices, showEntry } from './queries.ts'

/* The forms of an entry: the enterprise first, then what enters; and the self-assessment by one criterion. */

const address = `${at}/new` as const
const title = words('Lập hồ sơ dự giải chất lượng quốc gia', 'Enter for the quality award')

/** The enterprise that the address or the form names, or the only one of its owner; null until one is chosen. */
async function enterpriseNamed(request: PageRequest): Promise<string | null> {
  const { actor, url } = request
  const typed = [(await request.form()).enterpriseId ?? ''].flat()[0] ?? ''
  const named = url.searchParams.get('enterpriseId') ?? typed
  if (named !== '') return named
  const own = actor.enterpriseIds.length > 0 ? ownNamed(request) : null
  return own === null ? null : String(own)
}

const unnamed = { enterpriseId: '', enterprise: '', rounds: [], products: [] }

const entered = formPage({
  command: enter,
  address,
  record: async (request) => {
    const enterpriseId = await enterpriseNamed(request)
    // a form without an enterprise is refused by the command, which names the field
    if (enterpriseId === null || !/^\d+$/.test(enterpriseId)) return unnamed
    return { enterpriseId, ...(await request.execute(entryChoices, { enterpriseId })) }
  },
  title,
  lead: ({ record }) => record.enterprise,
  crumbs,
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('enterpriseId', record.enterpriseId)}
      {f.select('roundId', {
        label: t('Kỳ giải năm', 'Round of the year'),
        choices: record.rounds.map(({ id, year }) => ({ value: id, label: String(year) })),
        empty: t('Chọn kỳ giải đang nhận hồ sơ', 'Choose a round that takes entries'),
      })}
      {f.select('productId', {
        label: t('Sản phẩm dự giải', 'Product that enters'),
        choices: record.products.map(({ id, name }) => ({ value: id, label: name })),
        empty: t('Doanh nghiệp dự giải', 'The enterprise enters'),
        hint: t(
          'Sản phẩm chưa có trong danh sách thì thêm ở trang của doanh nghiệp trước.',
          'A product that is not listed is added on the page of the enterprise first.',
        ),
      })}
      {entryFields.form(f, t)}
    </>
  ),
  submit: words('Lập hồ sơ dự giải', 'Enter for the award'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words(
      'Đã lập hồ sơ; xin tự đánh giá theo từng tiêu chí rồi gửi.',
      'It is entered; assess it by each criterion, then submit it.',
    ),
  }),
})

const criterionNamed = async (request: PageRequest): Promise<number> => {
  const typed = [(await request.form()).criterionId ?? ''].flat()[0] ?? ''
  return Number(request.url.searchParams.get('criterionId') ?? typed)
}

const assessed = formPage({
  command: assess,
  address: `${at}/{id}/assessment`,
  record: async (request) => {
    const entry = await request.execute(showEntry, { id: numberOf(request, 'id') })
    const wanted = await criterionNamed(request)
    const criterion = entry.criteria.find(({ id }) => id === wanted) ?? entry.criteria[0]
    return { entry, criterion }
  },
  title: words('Tự đánh giá theo tiêu chí', 'Assess an entry by a criterion'),
  lead: ({ record: { criterion }, request }) =>
    criterion === undefined ? '' : request.t(criterion.name, criterion.nameEn),
  crumbs: (request, { entry }) => [
    ...crumbs(request),
    { label: entry.product ?? entry.enterprise, href: `${at}/${entry.id}` },
  ],
  initial: ({ criterion }) => ({
    points: criterion?.given === null || criterion === undefined ? undefined : String(criterion.given),
    words: criterion?.words ?? undefined,
  }),
  fields: ({ f, t, record: { entry, criterion } }) => (
    <>
      {f.hidden('version', entry.version)}
      {f.hidden('criterionId', criterion?.id ?? '')}
      {criterion?.points == null ? null : (
        <p class="hint">{t(`Tối đa ${criterion.points} điểm`, `At most ${criterion.points} points`)}</p>
      )}
      {assessmentFields.form(f, t, { without: criterion?.points == null ? ['points'] : [] })}
    </>
  ),
  submit: words('Ghi tự đánh giá', 'Enter the assessment'),
  cancel: ({ entry }) => `${at}/${entry.id}#assessment`,
  done: ({ id }) => ({
    to: `${at}/${id}#assessment`,
    message: words('Đã ghi tự đánh giá.', 'The assessment is entered.'),
  }),
})

export const entryFormPages = [
  page({
    route: `GET ${address}`,
    may: enter.may,
    async run(request) {
      const { url, t } = request
      if ((await enterpriseNamed(request)) !== null)
        return entered.view(request, freshForm({ roundId: url.searchParams.get('roundId') ?? undefined }))
      const where = { request, at: address }
      return {
        title: t(title),
        lead: t('Chọn doanh nghiệp trước.', 'Choose the enterprise first.'),
        breadcrumbs: crumbs(request),
        body: request.actor.enterpriseIds.length > 0 ? await OwnChoice(where) : await EnterpriseChoice(where),
      }
    },
  }),
  entered.pages[1],
  ...assessed.pages,
]
