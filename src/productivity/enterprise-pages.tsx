import { today, yearOf } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import {
  type FormState,
  freshForm,
  numberOf,
  type PageRequest,
  type PageResult,
  page,
  receiver,
  submit,
} from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Empty, Form, fields, LinkButton, Notice, Section } from '../ui/index.ts'
import { recordAccounts, removeAccounts } from './commands.ts'
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
    const edit = actor.role === 'coordinator' || actor.role === 'enterprise'
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

const moneyFields = [
  'netRevenue',
  'stockChange',
  'goodsForResale',
  'intermediate',
  'labourCost',
  'depreciation',
  'productionTaxes',
  'subsidies',
  'interest',
  'profit',
  'fixedAssets',
] as const

function formView(
  request: PageRequest,
  shown: Shown,
  recorded: AccountsYear | undefined,
  typed: FormState | null,
) {
  const { t, language } = request
  const money = (amount: bigint | null | undefined) => (amount == null ? '' : formatDong(amount, language))
  const stored: Record<string, string> = {
    version: String(recorded?.version ?? 0),
    year: String(recorded?.year ?? yearOf(today(request.system.now())) - 1),
    labour: recorded === undefined ? '' : String(recorded.labour),
    hours: money(recorded?.hours),
    priceIndex: recorded === undefined ? '100' : formatNumber(recorded.priceIndex, language, 4),
    fileId: String(recorded?.file?.id ?? ''),
    ...Object.fromEntries(moneyFields.map((name) => [name, money(recorded?.[name])])),
  }
  // Sent from an older version: what was typed stays, the next sending carries the version that is stored now.
  const stale = typed !== null && typed.values.version !== stored.version && typed.problem !== null
  const form =
    typed === null
      ? freshForm(stored)
      : stale
        ? { ...typed, values: { ...typed.values, version: stored.version } }
        : typed
  const f = fields(form, t, recordAccounts)
  const at = `/enterprises/${shown.id}/productivity`
  return {
    title:
      recorded === undefined
        ? t('Ghi số liệu tính năng suất', 'Record accounts for productivity')
        : t(`Số liệu tính năng suất năm ${recorded.year}`, `Accounts of ${recorded.year}`),
    lead: t(
      'Lấy từ báo cáo tài chính năm. Chưa biết thì để trống; cần chi phí trung gian hoặc đủ các khoản thu nhập.',
      'From the yearly financial statements. Leave empty what is not known; intermediate consumption, or all income parts, is needed.',
    ),
    breadcrumbs: crumbs(request, shown),
    body: (
      <>
        <Section>
          {stale ? (
            <Notice tone="warning">
              {t(
                'Số liệu đang lưu đã đổi từ khi bạn mở biểu mẫu; gửi lại sẽ ghi số bạn nhập.',
                'What is stored has changed since you opened the form; sending again writes what you typed.',
              )}
            </Notice>
          ) : null}
          <Form
            form={form}
            t={t}
            action={recorded === undefined ? `${at}/new` : `${at}/${recorded.year}`}
            submit={t('Lưu và tính', 'Save and reckon')}
            cancel={at}
            files
          >
            {f.hidden('version', f.value('version'))}
            {recorded === undefined ? f.number('year', { label: t('Năm', 'Year'), required: true }) : null}
            {f.money('netRevenue', { label: t('Doanh thu thuần', 'Net revenue'), required: true })}
            {f.number('labour', {
              label: t('Lao động bình quân năm (người)', 'Mean persons working'),
              required: true,
            })}
            <h2>{t('Theo sản xuất', 'By production')}</h2>
            {f.money('intermediate', {
              label: t('Chi phí trung gian', 'Intermediate consumption'),
              hint: t(
                'Nguyên liệu, năng lượng, dịch vụ mua ngoài; không gồm lương, khấu hao.',
                'Materials, energy, services bought; not wages or depreciation.',
              ),
            })}
            {f.money('stockChange', {
              label: t('Tăng (+), giảm (−) tồn kho thành phẩm, dở dang', 'Rise (+) or fall (−) of stocks'),
            })}
            {f.money('goodsForResale', {
              label: t('Giá vốn hàng mua để bán lại', 'Goods bought for resale'),
            })}
            <h2>{t('Theo thu nhập', 'By income')}</h2>
            {f.money('labourCost', {
              label: t('Chi phí lao động', 'Labour cost'),
              hint: t(
                'Lương, thưởng, bảo hiểm và khoản khác cho người lao động.',
                'Wages, social insurance, other pay.',
              ),
            })}
            {f.money('depreciation', { label: t('Khấu hao tài sản cố định', 'Depreciation') })}
            {f.money('productionTaxes', { label: t('Thuế sản xuất', 'Taxes on production') })}
            {f.money('subsidies', { label: t('Trợ cấp sản xuất', 'Subsidies') })}
            {f.money('interest', { label: t('Lãi vay', 'Interest') })}
            {f.money('profit', {
              label: t('Lợi nhuận trước thuế (lỗ ghi số âm)', 'Profit before tax (a loss is negative)'),
            })}
            <h2>{t('Vốn, giờ làm, giá', 'Capital, hours, prices')}</h2>
            {f.money('fixedAssets', { label: t('Tài sản cố định bình quân', 'Mean fixed assets') })}
            {f.number('hours', { label: t('Tổng số giờ làm việc trong năm', 'Hours worked in the year') })}
            {f.text('priceIndex', {
              label: t('Chỉ số giá bán (năm gốc = 100)', 'Price index of output (base = 100)'),
              hint: t(
                'Để 100 nếu không có; khi đó giá tăng bị tính là năng suất tăng.',
                'Leave 100 if there is none; then a rise of prices counts as productivity.',
              ),
              required: true,
            })}
            {f.file('fileId', {
              label: t('Minh chứng (báo cáo tài chính)', 'Evidence (financial statements)'),
            })}
          </Form>
        </Section>
        {recorded === undefined ? null : (
          <Section title={t('Xóa năm ghi nhầm', 'Remove a year recorded by mistake')}>
            <Form
              form={freshForm()}
              t={t}
              action={`${at}/${recorded.year}/removal`}
              submit={t('Xóa số liệu năm này', 'Remove this year')}
              kind="danger"
              id="remove"
            >
              {fields(freshForm(), t).text('reason', { label: t('Lý do', 'Reason'), required: true })}
            </Form>
          </Section>
        )}
      </>
    ),
  }
}

async function loadYear(request: PageRequest) {
  const shown = await load(request)
  const year = numberOf(request, 'year')
  const recorded = shown.years.find((row) => row.year === year)
  if (recorded === undefined) throw notFound(words('số liệu của năm này', 'Figures of this year'))
  return { shown, recorded }
}

function saved({ t }: PageRequest, id: number): PageResult {
  return { to: `/enterprises/${id}/productivity`, message: t('Đã lưu số liệu.', 'The accounts are saved.') }
}

export const newAccountsPage = page({
  route: 'GET /enterprises/{id}/productivity/new',
  may: editors,
  run: async (request) => formView(request, await load(request), undefined, null),
})

export const newAccountsAction = page({
  route: 'POST /enterprises/{id}/productivity/new',
  may: editors,
  command: recordAccounts,
  run: (request) =>
    submit(request, recordAccounts, {
      input: (values) => ({ ...values, id: numberOf(request, 'id') }),
      done: ({ id }) => saved(request, id),
      again: async (form) => {
        const shown = await load(request)
        const recorded = shown.years.find((row) => String(row.year) === form.values.year)
        return formView(request, shown, recorded, form)
      },
    }),
})

export const editAccountsPage = page({
  route: 'GET /enterprises/{id}/productivity/{year}',
  may: editors,
  async run(request) {
    const { shown, recorded } = await loadYear(request)
    return formView(request, shown, recorded, null)
  },
})

export const editAccountsAction = page({
  route: 'POST /enterprises/{id}/productivity/{year}',
  may: editors,
  command: recordAccounts,
  run: (request) =>
    submit(request, recordAccounts, {
      input: (values) => ({ ...values, id: numberOf(request, 'id'), year: numberOf(request, 'year') }),
      done: ({ id }) => saved(request, id),
      again: async (form) => {
        const { shown, recorded } = await loadYear(request)
        return formView(request, shown, recorded, form)
      },
    }),
})

export const removeAccountsAction = receiver({
  command: removeAccounts,
  address: '/enterprises/{id}/productivity/{year}/removal',
  input: (_values, request) => ({ id: numberOf(request, 'id'), year: numberOf(request, 'year') }),
  done: ({ id }) => ({
    to: `/enterprises/${id}/productivity`,
    message: words('Đã xóa số liệu của năm.', 'The year is removed.'),
  }),
  again: async (request, form) => {
    const { shown, recorded } = await loadYear(request)
    return formView(request, shown, recorded, {
      ...freshForm(),
      problem: form.problem,
      errors: form.errors,
    })
  },
})
