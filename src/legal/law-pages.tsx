import { keysOf } from '../documents/read/headed-table.ts'
import type { Actor } from '../platform/actor.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Badge, Day, FactCells, formPage, LinkButton, PostButton, Section, Table } from '../ui/index.ts'
import { addInstrument, editInstrument } from './commands.ts'
import { instrumentFields } from './instrument-fields.ts'
import { type InstrumentRow, listLaw, type RuleRow, showInstrument } from './queries.ts'
import { formKindOf } from './rule-form.ts'
import { valueWords } from './rules.ts'

const isCoordinator = (actor: Actor) => mayRun(actor, addInstrument)
/** The way up from a form of this part. */
export const crumbs = ({ t }: PageRequest) => [
  { label: t('Văn bản và quy tắc', 'Law and rules'), href: '/legal' },
]

function ToCheck({ request: { t } }: { request: PageRequest }) {
  return <Badge tone="warning">{t('cần đối chiếu', 'to be checked')}</Badge>
}

function Validity({ from, to }: { from: string | null; to: string | null }) {
  return (
    <>
      {from === null ? '…' : <Day day={from} />} - {to === null ? '…' : <Day day={to} />}
    </>
  )
}

const lawPage = page({
  route: 'GET /legal',
  for: listLaw,
  place: {
    group: 'programme',
    order: 60,
    main: ['public'],
    label: words('Văn bản và quy tắc', 'Law and rules'),
  },
  async run(request) {
    const { t, actor } = request
    const { instruments, rules } = await request.execute(listLaw, {})
    return {
      title: t('Văn bản và quy tắc', 'Law and rules'),
      lead: t(
        'Mỗi quyết định trong hệ thống áp dụng các quy tắc dưới đây theo ngày có hiệu lực. “Cần đối chiếu”: được nhập theo trí nhớ, chưa so với văn bản gốc.',
        'Every decision here applies these rules as they hold on its day. “To be checked”: entered from memory, not yet held against the original.',
      ),
      actions: isCoordinator(actor) ? (
        <>
          <LinkButton href="/legal/rules/new" kind="primary">
            {t('Thêm quy tắc', 'Add a rule')}
          </LinkButton>
          <LinkButton href="/norms">{t('Định mức chi', 'Spending norms')}</LinkButton>
          <LinkButton href="/legal/instruments/new">{t('Thêm văn bản', 'Add an instrument')}</LinkButton>
        </>
      ) : undefined,
      body: (
        <>
          <Section
            title={t(
              'Quy tắc đang áp dụng và các giá trị trước, sau',
              'Rules, with their earlier and later values',
            )}
          >
            <Rules request={request} rules={rules} />
          </Section>
          <Section fold title={t('Văn bản', 'Instruments')}>
            <Instruments request={request} instruments={instruments} />
          </Section>
        </>
      ),
    }
  },
})

/** As many letters as are read at a glance. */
const glance = 400

function Values({ t, rule }: { t: PageRequest['t']; rule: RuleRow }) {
  const texts = valueWords(rule.key, rule.value).map((words) => t(words))
  const said = texts.map((text) => <p>{text}</p>)
  if (formKindOf(rule.key) !== 'terms' || texts.join('').length <= glance) return <>{said}</>
  return (
    <details class="on-paper">
      <summary>{t(`${said.length} quy định`, `${said.length} provisions`)}</summary>
      {said}
    </details>
  )
}

function Rules({ request, rules }: { request: PageRequest; rules: readonly RuleRow[] }) {
  const { t, actor } = request
  return (
    <Table caption={t('Quy tắc', 'Rules')} stack>
      <thead>
        <tr>
          <th scope="col">{t('Quy tắc', 'Rule')}</th>
          <th scope="col" class="sm:w-1/2">
            {t('Giá trị', 'Value')}
          </th>
          <th scope="col">{t('Căn cứ', 'Basis')}</th>
          <th scope="col">{t('Hiệu lực', 'Validity')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr id={`rule-${rule.id}`}>
            <td data-label={t('Quy tắc', 'Rule')}>
              <b>{t(rule.name, rule.nameEn)}</b> {rule.toCheck ? <ToCheck request={request} /> : null}
              <span class="hint block">{rule.key}</span>
            </td>
            <td data-label={t('Giá trị', 'Value')}>
              <Values t={t} rule={rule} />
            </td>
            <td data-label={t('Căn cứ', 'Basis')}>
              {rule.article}, <a href={`#instrument-${rule.instrumentId}`}>{rule.instrument}</a>
            </td>
            <td class="sm:w-40" data-label={t('Hiệu lực', 'Validity')}>
              <Validity from={rule.validFrom} to={rule.validTo} />{' '}
              {rule.holds ? (
                <Badge tone="success">{t('đang áp dụng', 'in force')}</Badge>
              ) : (
                <Badge>{t('không áp dụng', 'not in force')}</Badge>
              )}
              {isCoordinator(actor) ? (
                <p class="no-print mt-2 flex flex-wrap gap-2">
                  {rule.toCheck ? (
                    <PostButton
                      small
                      action={`/legal/rules/${rule.id}/confirm`}
                      once={crypto.randomUUID()}
                      label={t('Đã đối chiếu', 'Verified')}
                    />
                  ) : null}
                  {formKindOf(rule.key) === 'terms' ? (
                    <LinkButton small href={`/legal/rules/${rule.id}/correction`}>
                      {t('Sửa', 'Edit')}
                    </LinkButton>
                  ) : null}
                  {formKindOf(rule.key) === null ? null : (
                    <LinkButton small href={`/legal/rules/new?from=${rule.id}`}>
                      {t('Giá trị mới', 'New value')}
                    </LinkButton>
                  )}
                  <LinkButton small href={`/legal/rules/${rule.id}/end`}>
                    {t('Kết thúc', 'End')}
                  </LinkButton>
                </p>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const { labels } = instrumentFields
/** What the list tells of an instrument beside its number, its title with a note, and its validity. */
const {
  number: _number,
  title: _title,
  titleEn: _titleEn,
  note: _note,
  noteEn: _noteEn,
  ...others
} = instrumentFields.row
const { validFrom: _from, validTo: _to, ...rest } = others
const told = keysOf(rest)

function Instruments({
  request,
  instruments,
}: {
  request: PageRequest
  instruments: readonly InstrumentRow[]
}) {
  const { t, actor, language } = request
  return (
    <Table caption={t('Văn bản', 'Instruments')} stack>
      <thead>
        <tr>
          <th scope="col">{t(labels.number)}</th>
          <th scope="col">{t(labels.title)}</th>
          {told.map((key) => (
            <th scope="col">{t(labels[key])}</th>
          ))}
          <th scope="col">{t('Hiệu lực', 'Validity')}</th>
        </tr>
      </thead>
      <tbody>
        {instruments.map((instrument) => (
          <tr id={`instrument-${instrument.id}`}>
            <td class="sm:whitespace-nowrap" data-label={t(labels.number)}>
              {isCoordinator(actor) ? (
                <a href={`/legal/instruments/${instrument.id}/edit`}>{instrument.number}</a>
              ) : (
                instrument.number
              )}
            </td>
            <td data-label={t(labels.title)}>
              {t(instrument.title, instrument.titleEn)}{' '}
              {instrument.toCheck ? <ToCheck request={request} /> : null}
              {instrument.note === null ? null : (
                <span class="hint block">{t(instrument.note, instrument.noteEn ?? undefined)}</span>
              )}
            </td>
            <FactCells of={told.map((key) => instrumentFields.facts(instrument, t, language)[key])} />
            <td class="sm:whitespace-nowrap" data-label={t('Hiệu lực', 'Validity')}>
              <Validity from={instrument.validFrom} to={instrument.validTo} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const newInstrument = formPage({
  command: addInstrument,
  address: '/legal/instruments/new',
  title: words('Thêm văn bản', 'Add an instrument'),
  crumbs,
  fields: ({ f, t }) => instrumentFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: '/legal',
  done: () => ({ to: '/legal', message: words('Đã thêm văn bản.', 'The instrument is added.') }),
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
  cancel: '/legal',
  done: () => ({ to: '/legal', message: words('Đã lưu.', 'Saved.') }),
})

export const lawPages: readonly Page[] = [lawPage, ...newInstrument.pages, ...oldInstrument.pages]
