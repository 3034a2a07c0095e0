import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Facts, formPage, LinkButton, listPage, Section } from '../ui/index.ts'
import { addInstrument, editInstrument } from './commands.ts'
import { instrumentFields } from './instrument-fields.ts'
import {
  type InstrumentRow,
  instrumentStates,
  listInstruments,
  showInstrument,
} from './instrument-queries.ts'
import { lawCrumbs, Rules, ToCheck } from './rule-views.tsx'

const title = words('Danh sách văn bản', 'List of legal instruments')
const crumbs = (request: PageRequest) => [
  ...lawCrumbs(request),
  { label: request.t(title), href: '/legal/instruments' },
]

const list = listPage({
  route: 'GET /legal/instruments',
  title,
  breadcrumbs: lawCrumbs,
  lead: words(
    'Văn bản mà quy tắc, định mức và danh mục dựa vào. “Cần đối chiếu”: được nhập theo trí nhớ, chưa so với văn bản gốc.',
    'What rules, norms and lists rest on. “To be checked”: entered from memory, not yet held against the original.',
  ),
  query: listInstruments,
  actions: ({ actor, t }) =>
    mayRun(actor, addInstrument) ? (
      <LinkButton href="/legal/instruments/new" kind="primary">
        {t('Thêm văn bản', 'Add an instrument')}
      </LinkButton>
    ) : null,
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm số, trích yếu', 'Number or title') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: instrumentStates.choices(t),
    },
  ],
  columns: ({ t }) => {
    const { number, ...others } = instrumentFields.columns<InstrumentRow>(t, {
      number: { cell: (row) => <a href={`/legal/instruments/${row.id}`}>{row.number}</a> },
      title: {
        cell: (row) => (
          <>
            {t(row.title, row.titleEn)} {row.toCheck ? <ToCheck t={t} /> : null}
          </>
        ),
      },
    })
    return [number, ...Object.values(others)]
  },
})

const shown = page({
  route: 'GET /legal/instruments/{id}',
  for: showInstrument,
  async run(request) {
    const { t, actor, language } = request
    const instrument = await request.execute(showInstrument, { id: request.params.id })
    // Number and title stand above; of what is said in both languages, the one of the page.
    const other = language === 'vi' || instrument.noteEn === null ? 'noteEn' : 'note'
    const above: readonly string[] = ['number', 'title', 'titleEn', other]
    const facts = Object.entries(instrumentFields.facts(instrument, t, language)).flatMap(([key, fact]) =>
      above.includes(key) || fact[1] === null ? [] : [fact],
    )
    return {
      title: instrument.number,
      lead: t(instrument.title, instrument.titleEn),
      breadcrumbs: crumbs(request),
      actions: mayRun(actor, editInstrument) ? (
        <LinkButton href={`/legal/instruments/${instrument.id}/edit`}>{t('Sửa', 'Edit')}</LinkButton>
      ) : null,
      body: (
        <>
          <Section>
            {instrument.toCheck ? <ToCheck t={t} /> : null}
            <Facts columns={2} items={facts} />
            <p class="mt-3">
              <a href={`/norms?instrumentId=${instrument.id}`}>
                {t('Định mức chi theo văn bản này', 'Spending norms of this instrument')}
              </a>
            </p>
          </Section>
          <Section title={t('Quy tắc dựa vào văn bản này', 'Rules that rest on this instrument')}>
            {instrument.rules.length === 0 ? (
              <p>{t('Chưa có quy tắc nào.', 'There is none.')}</p>
            ) : (
              <Rules request={request} rules={instrument.rules} />
            )}
          </Section>
        </>
      ),
    }
  },
})

const newInstrument = formPage({
  command: addInstrument,
  address: '/legal/instruments/new',
  title: words('Thêm văn bản', 'Add an instrument'),
  crumbs,
  fields: ({ f, t }) => instrumentFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: '/legal/instruments',
  done: ({ id }) => ({
    to: `/legal/instruments/${id}`,
    message: words('Đã thêm văn bản.', 'The instrument is added.'),
  }),
})

const oldInstrument = formPage({
  command: editInstrument,
  address: '/legal/instruments/{id}/edit',
  record: (request) => request.execute(showInstrument, { id: request.params.id }),
  title: ({ record }) => record.number,
  crumbs,
  initial: (instrument, { language }) => ({
    ...instrumentFields.texts(instrument, language),
    checked: instrument.toCheck ? '' : 'true',
  }),
  fields: ({ f, t }) => (
    <>
      {instrumentFields.form(f, t)}
      {f.check('checked', { label: t('Đã đối chiếu với văn bản gốc', 'Held against the original') })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ id }) => `/legal/instruments/${id}`,
  done: ({ id }) => ({ to: `/legal/instruments/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const instrumentPages: readonly Page[] = [list, shown, ...newInstrument.pages, ...oldInstrument.pages]
