import { today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { freshForm, numberOf, type PageRequest, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Empty, type Filling, Form, fields, formPage, LinkButton, Section, type Stored } from '../ui/index.ts'
import { recordAccounts, removeAccounts } from './commands.ts'
import { accountFigures, type Figure, figureGroups, figureKeys, figureOrder } from './figures.ts'
import { Charts, MeasuresTable } from './measures-view.tsx'
import { type AccountsYear, showProductivity } from './queries.ts'
import { crumbs, editors, placeSentence, readers, twoWaysSentence } from './words.ts'

const load = (request: PageRequest) => request.execute(showProductivity, { id: numberOf(request, 'id') })
type Shown = Awaited<ReturnType<typeof load>>

export const enterpriseProductivityPage = page({
  route: 'GET /enterprises/{id}/productivity',
  may: readers,
  async run(request) {
    const { t, actor } = request
    const shown = await load(request)
    const at = `/enterprises/${shown.id}`
    const edit = holds(actor, ['coordinator', 'enterprise'])
    const last = shown.years.at(-1)
    return {
      title: t('Năng suất', 'Productivity'),
      lead: shown.name,
      breadcrumbs: crumbs(request, shown, false),
      actions: (
        <>
          <LinkButton href={`${at}/assessment`}>
            {t('Tự đánh giá thực hành', 'Self-assessment of practice')}
          </LinkButton>
          {edit ? (
            <>
              <LinkButton href={`${at}/productivity/import`}>
                {t('Nhập từ Excel', 'Import from Excel')}
              </LinkButton>
              <LinkButton href={`${at}/productivity/new`} kind="primary">
                {t('Ghi số liệu năm', 'Record yearly figures')}
              </LinkButton>
            </>
          ) : null}
        </>
      ),
      body:
        last === undefined ? (
          <Empty
            action={
              edit ? (
                <a href={`${at}/productivity/new`}>{t('Ghi số liệu năm', 'Record yearly figures')}</a>
              ) : undefined
            }
          >
            {t('Chưa có số liệu năm nào.', 'There are no yearly accounts yet.')}
          </Empty>
        ) : (
          <>
            <Section title={t('Vị trí trong ngành', 'Place in the sector')} id="place">
              <p class="max-w-prose">{t(placeSentence(last, shown.sectorGroup, shown.industry))}</p>
            </Section>
            <Charts request={request} years={shown.years} />
            <Section title={t('Chỉ tiêu', 'Measures')} id="measures">
              <MeasuresTable request={request} shown={shown} edit={edit} />
              {shown.years.map((year) => {
                const words = twoWaysSentence(year, request.language)
                return words === null ? null : <p class="hint mt-2 max-w-prose">{words}</p>
              })}
            </Section>
            <Section title={t('Đọc thế nào', 'How to read it')}>
              <ul class="max-w-prose list-disc pl-5">
                <li>
                  {t(
                    'Giá trị tăng thêm: theo thu nhập (chi phí lao động + khấu hao + thuế sản xuất − trợ cấp + lãi vay + lợi nhuận trước thuế) khi đủ số liệu, nếu không thì theo sản xuất (doanh thu thuần + tăng tồn kho − giá vốn hàng mua để bán − chi phí trung gian). SNA 2008.',
                    'Value added: by income (labour cost + depreciation + production taxes − subsidies + interest + profit before tax) where all is known, else by production (net revenue + rise of stocks − goods for resale − intermediate consumption). SNA 2008.',
                  )}
                </li>
                <li>
                  {t(
                    'Chỉ số TFP: phần tăng của giá trị tăng thêm theo giá so sánh mà vốn và lao động không giải thích được (Törnqvist, năm đầu đủ số liệu = 100). Tài sản cố định theo giá sổ sách, nên chỉ dùng để so qua các năm của chính doanh nghiệp.',
                    'TFP index: the part of the rise of value added at constant prices that capital and labour do not explain (Törnqvist, first full year = 100). Fixed assets are at book value, so use it only to compare years of the enterprise itself.',
                  )}
                </li>
              </ul>
            </Section>
          </>
        ),
    }
  },
})

type AccountsFilling = Filling<typeof recordAccounts.input, unknown>

/** The figures in their groups, and the evidence. */
function accountsFields({ f, t }: Pick<AccountsFilling, 'f' | 't'>) {
  const grouped = new Set(figureGroups.flatMap(({ keys }) => keys))
  const only = (keys: readonly Figure[]) =>
    keys.map((key) => accountFigures.form(f, t, { without: figureKeys.filter((other) => other !== key) }))
  return (
    <>
      {only(figureOrder.filter((key) => !grouped.has(key)))}
      {figureGroups.map(({ title, keys }) => (
        <>
          <h2>{t(title)}</h2>
          {only(keys)}
        </>
      ))}
      {f.file('fileId', { label: t('Minh chứng (báo cáo tài chính)', 'Evidence (financial statements)') })}
    </>
  )
}

/** A year as its form shows it; one that is not recorded yet is empty, of version 0. */
function storedYear(recorded: AccountsYear | undefined, { t, language, system }: PageRequest): Stored {
  const empty = { year: String(yearOf(today(system.now())) - 1), priceIndex: '100', version: '0' }
  return {
    values:
      recorded === undefined
        ? empty
        : {
            ...accountFigures.texts(recorded, language),
            priceIndex: formatNumber(recorded.priceIndex, language, 4),
            year: String(recorded.year),
            fileId: String(recorded.file?.id ?? ''),
            version: String(recorded.version),
          },
    labels: Object.fromEntries(figureKeys.map((key) => [key, t(accountFigures.labels[key])])),
  }
}

/** What the forms of a year have in common. */
const ofAccounts = {
  command: recordAccounts,
  may: editors,
  lead: words(
    'Lấy từ báo cáo tài chính năm. Chưa biết thì để trống; cần chi phí trung gian hoặc đủ các khoản thu nhập.',
    'From the yearly financial statements. Leave empty what is not known; intermediate consumption, or all income parts, is needed.',
  ),
  submit: words('Lưu và tính', 'Save and reckon'),
  cancel: ({ id }: { id: number }) => `/enterprises/${id}/productivity`,
  crumbs: (request: PageRequest, shown: Shown) => crumbs(request, shown),
  done: ({ id }: { id: number }) => ({
    to: `/enterprises/${id}/productivity`,
    message: words('Đã lưu số liệu.', 'The accounts are saved.'),
  }),
}

const newAccounts = formPage({
  ...ofAccounts,
  address: '/enterprises/{id}/productivity/new',
  record: load,
  title: words('Ghi số liệu tính năng suất', 'Record accounts for productivity'),
  stored: (shown, request, typed) =>
    storedYear(
      shown.years.find(({ year }) => String(year) === typed.year),
      request,
    ),
  fields: ({ f, t }) => (
    <>
      {f.number('year', { label: t('Năm', 'Year'), required: true })}
      {accountsFields({ f, t })}
    </>
  ),
})

/** The enterprise with the year of the route. @throws Problem 404 */
async function yearOfRoute(request: PageRequest): Promise<Shown & { readonly recorded: AccountsYear }> {
  const shown = await load(request)
  const year = numberOf(request, 'year')
  const recorded = shown.years.find((row) => row.year === year)
  if (recorded === undefined) throw notFound(words('số liệu của năm này', 'Figures of this year'))
  return { ...shown, recorded }
}

const editAccounts = formPage({
  ...ofAccounts,
  address: '/enterprises/{id}/productivity/{year}',
  record: yearOfRoute,
  title: ({ t, record: { recorded } }) =>
    t(`Số liệu tính năng suất năm ${recorded.year}`, `Accounts of ${recorded.year}`),
  stored: ({ recorded }, request) => storedYear(recorded, request),
  fields: accountsFields,
  after: ({ t, record: { id, recorded } }) => (
    <Section title={t('Xóa năm ghi nhầm', 'Remove a year recorded by mistake')}>
      <Form
        form={freshForm()}
        t={t}
        action={`/enterprises/${id}/productivity/${recorded.year}/removal`}
        submit={t('Xóa số liệu năm này', 'Remove this year')}
        kind="danger"
        id="remove"
      >
        {fields(freshForm(), t).text('reason', { label: t('Lý do', 'Reason'), required: true })}
      </Form>
    </Section>
  ),
})

const removeAccountsAction = receiver({
  command: removeAccounts,
  address: '/enterprises/{id}/productivity/{year}/removal',
  done: ({ id }) => ({
    to: `/enterprises/${id}/productivity`,
    message: words('Đã xóa số liệu của năm.', 'The year is removed.'),
  }),
  again: async (request, { problem, errors }) => {
    const { recorded } = await yearOfRoute(request)
    return editAccounts.view(request, { ...freshForm(storedYear(recorded, request).values), problem, errors })
  },
})

export const accountsPages = [...newAccounts.pages, ...editAccounts.pages, removeAccountsAction]

import { holds } from '../platform/actor.ts'
