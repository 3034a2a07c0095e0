import type { Actor } from '../platform/actor.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { type FormState, type Page, type PageRequest, page } from '../platform/page.ts'
import { Badge, Day, Empty, fields, formPage, LinkButton, PostButton, Section, Table } from '../ui/index.ts'
import { addInstrument, editInstrument } from './commands.ts'
import { type InstrumentRow, listLaw, type RuleRow, showInstrument } from './queries.ts'
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
  place: { group: 'programme', order: 60, label: words('Văn bản và quy tắc', 'Law and rules') },
  async run(request) {
    const { t, actor } = request
    const { instruments, rules, norms } = await request.execute(listLaw, {})
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
          <Section title={t('Định mức chi', 'Spending norms')}>
            {norms.length === 0 ? (
              <Empty
                action={
                  isCoordinator(actor) ? (
                    <LinkButton href="/legal/rules/new?kind=norm">
                      {t('Nhập định mức', 'Enter a norm')}
                    </LinkButton>
                  ) : undefined
                }
              >
                {t(
                  'Chưa có định mức nào: mức chi theo Nghị quyết 11/2023/NQ-HĐND chưa được nhập. Hệ thống không tự đặt ra mức chi.',
                  'No norm yet: those of Resolution 11/2023/NQ-HĐND have not been entered. None is made up.',
                )}
              </Empty>
            ) : (
              <Rules request={request} rules={norms} />
            )}
          </Section>
          <Section fold title={t('Văn bản', 'Instruments')}>
            <Instruments request={request} instruments={instruments} />
          </Section>
        </>
      ),
    }
  },
})

function Rules({ request, rules }: { request: PageRequest; rules: readonly RuleRow[] }) {
  const { t, actor } = request
  return (
    <Table caption={t('Quy tắc', 'Rules')} stack>
      <thead>
        <tr>
          <th scope="col">{t('Quy tắc', 'Rule')}</th>
          <th scope="col">{t('Giá trị', 'Value')}</th>
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
              {valueWords(rule.key, rule.value).map((words) => (
                <p>{t(words)}</p>
              ))}
            </td>
            <td data-label={t('Căn cứ', 'Basis')}>
              {rule.article}, <a href={`#instrument-${rule.instrumentId}`}>{rule.instrument}</a>
            </td>
            <td class="sm:w-52" data-label={t('Hiệu lực', 'Validity')}>
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
                  <LinkButton small href={`/legal/rules/new?from=${rule.id}`}>
                    {t('Giá trị mới', 'New value')}
                  </LinkButton>
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

function Instruments({
  request,
  instruments,
}: {
  request: PageRequest
  instruments: readonly InstrumentRow[]
}) {
  const { t, actor } = request
  return (
    <Table caption={t('Văn bản', 'Instruments')} stack>
      <thead>
        <tr>
          <th scope="col">{t('Số, ký hiệu', 'Number and symbol')}</th>
          <th scope="col">{t('Trích yếu', 'Title')}</th>
          <th scope="col">{t('Cơ quan ban hành', 'Issued by')}</th>
          <th scope="col">{t('Ngày ban hành', 'Issued on')}</th>
          <th scope="col">{t('Hiệu lực', 'Validity')}</th>
        </tr>
      </thead>
      <tbody>
        {instruments.map((instrument) => (
          <tr id={`instrument-${instrument.id}`}>
            <td class="sm:whitespace-nowrap" data-label={t('Số, ký hiệu', 'Number and symbol')}>
              {isCoordinator(actor) ? (
                <a href={`/legal/instruments/${instrument.id}/edit`}>{instrument.number}</a>
              ) : (
                instrument.number
              )}
            </td>
            <td data-label={t('Trích yếu', 'Title')}>
              {t(instrument.title, instrument.titleEn)}{' '}
              {instrument.toCheck ? <ToCheck request={request} /> : null}
              {instrument.note === null ? null : (
                <span class="hint block">{t(instrument.note, instrument.noteEn ?? undefined)}</span>
              )}
            </td>
            <td data-label={t('Cơ quan ban hành', 'Issued by')}>{instrument.issuer}</td>
            <td data-label={t('Ngày ban hành', 'Issued on')}>
              <Day day={instrument.issuedOn} />
            </td>
            <td class="sm:whitespace-nowrap" data-label={t('Hiệu lực', 'Validity')}>
              <Validity from={instrument.validFrom} to={instrument.validTo} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function InstrumentFields({ form, request: { t } }: { form: FormState; request: PageRequest }) {
  const f = fields(form, t)
  return (
    <>
      {f.text('number', { label: t('Số, ký hiệu', 'Number and symbol'), required: true })}
      {f.area('title', { label: t('Trích yếu', 'Title'), required: true, rows: 2 })}
      {f.area('titleEn', { label: t('Trích yếu tiếng Anh', 'English title'), required: true, rows: 2 })}
      {f.text('issuer', { label: t('Cơ quan ban hành', 'Issued by'), required: true })}
      {f.date('issuedOn', { label: t('Ngày ban hành', 'Issued on') })}
      {f.date('validFrom', { label: t('Có hiệu lực từ ngày', 'Valid from') })}
      {f.date('validTo', { label: t('Hết hiệu lực sau ngày', 'Valid to') })}
      {f.text('note', { label: t('Ghi chú', 'Note') })}
      {f.text('noteEn', { label: t('Ghi chú tiếng Anh', 'Note in English') })}
    </>
  )
}

const newInstrument = formPage({
  command: addInstrument,
  address: '/legal/instruments/new',
  title: words('Thêm văn bản', 'Add an instrument'),
  crumbs,
  fields: ({ form, request }) => <InstrumentFields form={form} request={request} />,
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
  initial: (instrument) => ({
    number: instrument.number,
    title: instrument.title,
    titleEn: instrument.titleEn,
    issuer: instrument.issuer,
    issuedOn: instrument.issuedOn ?? '',
    validFrom: instrument.validFrom ?? '',
    validTo: instrument.validTo ?? '',
    note: instrument.note ?? '',
    noteEn: instrument.noteEn ?? '',
    checked: instrument.toCheck ? '' : 'true',
  }),
  fields: ({ f, form, request, t }) => (
    <>
      <InstrumentFields form={form} request={request} />
      {f.check('checked', { label: t('Đã đối chiếu với văn bản gốc', 'Held against the original') })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: '/legal',
  done: () => ({ to: '/legal', message: words('Đã lưu.', 'Saved.') }),
})

export const lawPages: readonly Page[] = [lawPage, ...newInstrument.pages, ...oldInstrument.pages]
