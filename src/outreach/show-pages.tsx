import { entersFor } from '../platform/actor.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { numberOf, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Evidence,
  Facts,
  formPage,
  LinkButton,
  OpenLink,
  RecordTable,
  recordView,
  Section,
  type Sent,
} from '../ui/index.ts'
import { outreachFormChoices } from './choices.ts'
import {
  confirmOutreach,
  outreachWay,
  recordOutreach,
  returnOutreach,
  sendOutreach,
  withdrawOutreach,
} from './commands.ts'
import { outreachCorrection } from './correction.tsx'
import { namedFields, outreachFields } from './fields.ts'
import { at, crumbs } from './list-pages.tsx'
import { addProof, nameReached, removeProof, tieIntroductions, unnameReached } from './named.ts'
import { showOutreach } from './queries.ts'
import { isWritten } from './rules.ts'
import { headOf, isOffered, Marks, NamedSection, wayActs } from './way-view.tsx'

/* One activity with its acts, and the form that enters one. */

type Shown = Output<typeof showOutreach>
type ActKey = 'confirm' | 'name' | 'prove' | 'return' | 'send' | 'tie' | 'withdraw'

const acts = actsOf<Shown, ActKey>(`${at}/{id}`, {
  ...wayActs<Shown>(
    {
      ...{ send: sendOutreach, confirm: confirmOutreach },
      ...{ return: returnOutreach, withdraw: withdrawOutreach },
    },
    outreachWay.apart,
    {
      send: words('Gửi việc đã làm', 'Send what was done'),
      confirm: words('Xác nhận việc của cơ quan, hội', 'Confirm outreach'),
      return: words('Trả lại việc của cơ quan, hội', 'Return outreach'),
      withdraw: words('Rút việc của cơ quan, hội', 'Take back outreach'),
    },
  ),
  name: act(nameReached, {
    title: words('Nêu tên doanh nghiệp được tiếp cận', 'Name enterprises that were reached'),
    path: 'enterprises',
    open: (record: Shown) => isWritten(record),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {namedFields.form(f, t)}
      </>
    ),
    done: words('Đã nêu tên.', 'They are named.'),
  }),
  tie: act(tieIntroductions, {
    title: words('Gắn doanh nghiệp đã giới thiệu với việc đã làm', 'Tie introductions to outreach'),
    path: 'introductions',
    open: (record) => isWritten(record) && record.introductions.length > 0,
    initial: (record) => ({
      introductionIds: record.introductions.filter(({ tied }) => tied).map(({ id }) => String(id)),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.checks('introductionIds', {
          label: t('Doanh nghiệp tham gia từ việc này', 'Enterprises that came by it'),
          choices: record.introductions.slice(0, 40).map(({ id, name, introducedOn }) => ({
            value: id,
            label: `${name} (${formatDate(introducedOn)})`,
          })),
        })}
      </>
    ),
    done: words('Đã gắn với doanh nghiệp giới thiệu.', 'The introductions are tied to it.'),
  }),
  prove: act(addProof, {
    title: words('Thêm minh chứng cho việc đã làm', 'Add a proof of outreach'),
    path: 'proofs',
    open: (record: Shown) => isWritten(record),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.file('fileId', { label: t('Minh chứng thêm', 'Further proof') })}
      </>
    ),
    done: words('Đã thêm minh chứng.', 'The proof is added.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const record = await request.execute(showOutreach, { id: numberOf(request, 'id') })
  const open = acts.open(request, record).filter((key) => isOffered(request, record, key))
  const first = acts.chosen(request, record, sent)
  // the coordinator's own step is shown at once; what writes, sends back or takes back is opened by its button
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen =
    first !== undefined && open.includes(first) && (wished || first === 'confirm') ? first : undefined
  const { title: _title, serves: _serves, ...facts } = outreachFields.facts(record, t, language)
  const tied = record.introductions.filter(({ tied: isTied }) => isTied)
  const mayWrite = isWritten(record) && entersFor(request.actor, record.agencyId)
  return recordView({
    title: record.title,
    lead: `${t(record.agency, record.agencyEn)} · ${formatDate(record.heldOn)}`,
    breadcrumbs: crumbs(request),
    head: headOf('outreach', record, t),
    finished: record.state === 'withdrawn' || record.state === 'confirmed',
    marks: (
      <Marks
        {...{ record, t }}
        noProof={words(
          'Chưa có minh chứng chính; xin thêm bằng nút Sửa rồi gửi.',
          'It has no first proof yet; add it by the button that edits, then send it.',
        )}
      />
    ),
    actions: (
      <>
        {chosen === undefined
          ? open.map((each) => (
              <LinkButton href={`${at}/${record.id}?do=${each}#act`}>{t(acts.title(each))}</LinkButton>
            ))
          : null}
        {await outreachCorrection.button(request, record.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, record, chosen, sent),
    summary: (
      <Section title={t('Thông tin chung', 'General information')} id="about">
        <Facts
          columns={2}
          items={[
            [t(outreachFields.labels.agencyId), t(record.agency, record.agencyEn)],
            [t(outreachFields.labels.kindId), t(record.kind, record.kindEn)],
            ...Object.values(facts),
            [
              t(outreachFields.labels.unitId),
              record.unit === null ? null : t(record.unit, record.unitEn ?? record.unit),
            ],
            [
              t(outreachFields.labels.sourceId),
              record.source === null ? null : t(record.source, record.sourceEn ?? record.source),
            ],
            [
              t(outreachFields.labels.integrationId),
              record.integrationId === null ? null : (
                <OpenLink request={request} href={`/integrations/${record.integrationId}`}>
                  {record.integration}
                </OpenLink>
              ),
            ],
            [
              t(outreachFields.labels.serves),
              record.serves === null
                ? null
                : record.sentence === null
                  ? record.serves
                  : `${record.serves}. ${t(record.sentence)}`,
            ],
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng việc đã làm', 'Proof of outreach'),
      files: [record.file, ...record.proofs].flatMap((file) =>
        file === null ? [] : [{ what: record.title, file }],
      ),
    }),
    rest: (
      <>
        {mayWrite && record.proofs.length > 0 ? (
          <Section title={t('Minh chứng thêm', 'Further proof')} id="proofs">
            <ul class="grid gap-2">
              {record.proofs.map((file) => (
                <li class="flex flex-wrap items-center gap-2">
                  <span>{file.name}</span>
                  <Act
                    command={removeProof}
                    request={request}
                    action={`${at}/${record.id}/proofs/${file.id}/removal`}
                    values={{ version: record.version }}
                    small
                  >
                    {t('Bỏ', 'Remove')}
                  </Act>
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
        <NamedSection
          {...{ request, record, at }}
          unname={unnameReached}
          title={t('Doanh nghiệp nêu tên', 'Enterprises named')}
        />
        {tied.length === 0 ? null : (
          <Section title={t('Doanh nghiệp giới thiệu được', 'Enterprises that it brought')} id="brought">
            <RecordTable
              caption={t('Doanh nghiệp giới thiệu được', 'Enterprises that it brought')}
              stack
              rows={tied}
              columns={[
                {
                  head: t('Doanh nghiệp', 'Enterprise'),
                  cell: (row) => (
                    <OpenLink request={request} href={`/introductions/${row.id}`}>
                      {row.name}
                    </OpenLink>
                  ),
                },
                { head: t('Ngày giới thiệu', 'Introduced on'), cell: (row) => formatDate(row.introducedOn) },
              ]}
            />
          </Section>
        )}
      </>
    ),
  })
}

const back = (output: { readonly id: number }, part: string) => ({
  to: `${at}/${output.id}#${part}`,
  message: words('Đã bỏ.', 'Removed.'),
})
const unnamed = receiver({
  command: unnameReached,
  address: `${at}/{id}/enterprises/{enterprise}/removal`,
  done: (output) => back(output, 'named'),
})
const proofRemoved = receiver({
  command: removeProof,
  address: `${at}/{id}/proofs/{file}/removal`,
  done: (output) => back(output, 'evidence'),
})

const entered = formPage({
  command: recordOutreach,
  address: `${at}/new`,
  record: outreachFormChoices,
  title: words('Ghi việc vận động của cơ quan, hội', 'Enter outreach'),
  lead: words(
    'Ghi xong thì nêu tên doanh nghiệp, gắn doanh nghiệp đã giới thiệu, thêm ảnh, rồi gửi.',
    'Then name enterprises, tie those that were brought, add photographs, and send it.',
  ),
  crumbs,
  initial: (_choices, { actor, system }) => ({
    agencyId: actor.agencyId === null ? undefined : String(actor.agencyId),
    heldOn: formatDate(today(system.now())),
  }),
  fields: ({ f, t, record }) => outreachFields.form(f, t, { choices: record }),
  submit: words('Ghi việc này', 'Enter the activity'),
  cancel: at,
  done: ({ id }) => ({
    to: `${at}/${id}`,
    message: words('Đã ghi; xin xem lại rồi gửi.', 'It is entered; look it over, then send it.'),
  }),
})

export const outreachPages = [
  page({ route: `GET ${at}/{id}`, for: showOutreach, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...entered.pages,
  unnamed,
  proofRemoved,
]
